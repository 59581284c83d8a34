import { dialled, type Host, spoken, xmlAnswer } from '../../tools/simulator';
import { inWorld } from './world';

const CRM = 'https://crm.example.com/voice';
const FLOW = `FW${'0'.repeat(32)}`;
const ACCOUNT = `AC${'a'.repeat(32)}`;
const FLOW_URL = `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT}/Flows/${FLOW}`;
const APOLOGY = /says "We are sorry, nobody can take your call/;

/** A server that is there, and answers nothing but HTTP 500. */
const down: Host = () => ({ status: 500, headers: {}, body: '' });

describe('a call whose TwiML URL answers HTTP 500', () => {
  test.each([
    ['reaches voicemail', { VOICEMAIL_CALLBACK_URL: 'https://mail.example.com/' }, 'voicemail'],
    ['hears an apology', {}, 'goodbye'],
  ])('%s instead of the same URL', async (_case, more, end) => {
    const env = { AGENT_DESTINATION: CRM, ...more };
    await inWorld({ env, hosts: { [CRM]: down } }, async (world) => {
      const report = await world.call({ fallbackUrl: `${world.origin}/fallback` });

      expect(report.end).toBe(end);
      expect(report.events.filter(({ what }) => what === 'POST /voice')).toHaveLength(1);
    });
  });

  test('reaches the people of the fallback chain, and the URL is never tried after them', async () => {
    const env = {
      AGENT_DESTINATION: `${CRM}?tenant=7`,
      FALLBACK_DESTINATION: `+15550103001 ${CRM}?tenant=7`,
    };
    await inWorld({ env, hosts: { [CRM]: down } }, async (world) => {
      const report = await world.call({
        fallbackUrl: `${world.origin}/fallback`,
        script: { answers: ['busy'] },
      });

      expect(dialled(report)).toEqual(['+15550103001']);
      expect(spoken(report)).toContainEqual(expect.stringMatching(APOLOGY));
      expect(report.end).toBe('goodbye');
    });
  });

  test('reaches people if the fallback chain has no other destination than that URL', async () => {
    const env = {
      SYSTEM_DESTINATION: CRM,
      FALLBACK_DESTINATION: CRM,
      AGENT_DESTINATION: '+15550103001',
    };
    await inWorld({ env, hosts: { [CRM]: down } }, async (world) => {
      const report = await world.call({
        agent: { outcome: 'system' },
        fallbackUrl: `${world.origin}/fallback`,
      });

      expect(dialled(report)).toEqual(['+15550103001']);
      expect(report.end).toBe('with-person');
    });
  });

  test('still goes to another URL', async () => {
    const env = { AGENT_DESTINATION: CRM, FALLBACK_DESTINATION: 'https://crm.example.com/other' };
    await inWorld({ env, hosts: { [CRM]: down } }, async (world) => {
      const report = await world.call({ fallbackUrl: `${world.origin}/fallback` });

      expect(report.end).toBe('with-system');
    });
  });
});

test('a call that fails at a later page of a TwiML application does not start there again', async () => {
  const menu = xmlAnswer('<Response><Redirect>https://crm.example.com/menu</Redirect></Response>');
  const hosts = { [CRM]: () => menu, 'https://crm.example.com/menu': down };
  await inWorld({ env: { AGENT_DESTINATION: CRM }, hosts }, async (world) => {
    const report = await world.call({ fallbackUrl: `${world.origin}/fallback` });

    expect(report.end).toBe('goodbye');
    expect(report.events.filter(({ what }) => what === 'POST /voice')).toHaveLength(1);
  });
});

test('a call whose Studio Flow answers HTTP 500 hears an apology instead of the same flow', async () => {
  const options = {
    env: { AGENT_DESTINATION: FLOW },
    hosts: { [FLOW_URL]: down },
    accountSid: ACCOUNT,
  };
  await inWorld(options, async (world) => {
    const report = await world.call({ fallbackUrl: `${world.origin}/fallback` });

    expect(report.end).toBe('goodbye');
  });
});
