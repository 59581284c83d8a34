import { inWorld } from './world';

const PERSON = '+35315550100';

describe('a call in Ireland', () => {
  test('goes back to its flow at the host of STUDIO_WEBHOOK_URL, and on to a person', async () => {
    await inWorld({ region: 'ie1', with: ['studio', 'rest'] }, async (world) => {
      const report = await world.call({ agent: { outcome: 'completed' } });
      expect(world.studio.webhookUrl()).toMatch(/^https:\/\/webhooks\.dublin\.ie1\.twilio\.com\//);
      expect(world.studio.executions.map(({ end }) => end)).not.toContain(undefined);
      expect(report.alerts).toEqual([]);
      const urls = report.events.map(({ to, what, body }) => `${to} ${what} ${body}`);
      expect(urls.join('\n')).toContain('FlowEvent=return');
      expect(urls.join('\n')).not.toContain('https://webhooks.twilio.com');
    });
  });

  test('is read back from the REST API of its region for its record', async () => {
    const env = { AGENT_DESTINATION: PERSON };
    await inWorld({ region: 'ie1', with: ['rest'], env }, async (world) => {
      const statusCallback = `${world.origin}/call-ended`;
      const report = await world.call({ agent: { outcome: 'agent' }, statusCallback });
      expect(report.alerts).toEqual([]);
      expect(world.origin).toBe('https://voice-agent-1234.dublin.ie1.twil.io');
      expect(world.logs.join('\n')).not.toContain('call-record-incomplete');
      expect(world.logs.join('\n')).toContain('"event":"call-record"');
      const hosts = new Set(world.rest.requests.map(({ host }) => host));
      expect([...hosts]).toEqual(['api.dublin.ie1.twilio.com']);
    });
  });

  test('is served, without what REST says in its record, if the functions do not know their region', async () => {
    const env = { AGENT_DESTINATION: PERSON, TWILIO_REGION: '', TWILIO_EDGE: '' };
    await inWorld({ region: 'ie1', with: ['rest'], env }, async (world) => {
      const statusCallback = `${world.origin}/call-ended`;
      const report = await world.call({ agent: { outcome: 'agent' }, statusCallback });
      expect(report.end).toBe('with-person');
      expect(world.logs.join('\n')).toContain('call-record-incomplete');
    });
  });

  test('falls back to a person if STUDIO_WEBHOOK_URL was forgotten and the flow is not found', async () => {
    const env = { STUDIO_WEBHOOK_URL: '', AGENT_DESTINATION: PERSON };
    const elsewhere = 'https://webhooks.twilio.com';
    const hosts = { [elsewhere]: () => ({ status: 404, headers: {}, body: '' }) };
    await inWorld({ region: 'ie1', with: ['studio', 'rest'], env, hosts }, async (world) => {
      const report = await world.call({ agent: { outcome: 'completed' } });
      expect(report.events.some(({ what }) => what.includes('/fallback'))).toBe(true);
    });
  });
});
