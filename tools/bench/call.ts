import { newSid } from '../simulator';

const ACCOUNT_SID = newSid('AC');

/** What Twilio sends with each webhook of a call. */
export function callParameters(callSid = newSid('CA'), CallStatus = 'in-progress') {
  return {
    AccountSid: ACCOUNT_SID,
    ApiVersion: '2010-04-01',
    CallSid: callSid,
    CallStatus,
    Called: '+15550100002',
    Caller: '+15550100001',
    Direction: 'inbound',
    From: '+15550100001',
    FromCity: 'SPRINGFIELD',
    FromCountry: 'US',
    To: '+15550100002',
  };
}

/** The variables of a service that hands calls off to one phone. */
export const SERVICE_ENV = { AGENT_DESTINATION: '+15551234567', LOG_LEVEL: 'info' };
