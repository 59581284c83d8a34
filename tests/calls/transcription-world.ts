import { asappError, type HttpFault, type World } from '../../tools/simulator';

/** The first destination of the agent chain, which has a second one. */
export const PERSON = '+15550103001';
export const env = {
  AGENT_DESTINATION: `${PERSON} sip:b@pbx.example.com`,
  FALLBACK_DESTINATION: PERSON,
};
export const FLOW = `FW${'2'.repeat(32)}`;

/** ASAPP's refusal with a code such as 400-203. */
export const refusal = (status: number, subcode: string): HttpFault => ({
  status,
  json: asappError(status, subcode),
});

/** The transcribed parts of the call, with the agent of each. */
export const agents = (world: World, callSid: string) =>
  world.asapp.transcribed.parts(callSid).map(({ agentId, stopped }) => ({ agentId, stopped }));
