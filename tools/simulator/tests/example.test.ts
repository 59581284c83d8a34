import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerTo, createLocalTwilio, dialled, spoken, startWorld } from '..';

test('a call that the agent hands to a person', async () => {
  const world = await startWorld({
    env: { AGENT_DESTINATION: '+15550103000 +15550103001' },
  });
  const report = await world.call({
    agent: { outcome: 'agent', transferVariables: { priority: 'high' } },
    script: { answers: ['busy', 'answered'] },
  });
  await world.close();

  expect(report.end).toBe('with-person');
  expect(dialled(report)).toEqual(['+15550103000', '+15550103001']);
  expect(answerTo(report, '/engage')).toContain('<Stream url="wss://');
});

test('a call to any service that answers TwiML', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/xml');
    response.end('<Response><Say>Hello!</Say></Response>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const service = { origin: `http://127.0.0.1:${port}`, domainName: 'voice.example.com' };
  const twilio = createLocalTwilio(service, { authToken: 'your-auth-token', pace: 0 });
  const report = await twilio.call({ voiceUrl: `${twilio.origin}/incoming?line=sales` });
  server.close();

  expect(report).toMatchObject({ end: 'goodbye', endedWell: true });
  expect(spoken(report)).toContain('says "Hello!"');
});
