import { startLocalAsapp } from '../../asapp/asapp';
import { createEdge } from '../../twilio/edge';
import { createNetwork } from '../../twilio/network';
import { placeCall } from '../../twilio/place-call';
import { answerTwiml, startFixture } from '../fixture-service';

test('runs functions in this process with their variables, name and memory', async () => {
  const logs: string[] = [];
  const service = await startFixture(
    {
      'engage.protected': `globalThis.count = (globalThis.count ?? 0) + 1;
        console.log('called', globalThis.count);
        ${answerTwiml('<Say>{{context.COLOUR}} {{context.DOMAIN_NAME}} {{globalThis.count}}</Say>')}`,
      open: answerTwiml(''),
    },
    { COLOUR: 'blue' },
    (line) => logs.push(line),
  );
  const ask = async () => (await fetch(`${service.origin}/engage`, { method: 'POST' })).text();
  const answers = [await ask(), await ask()];
  await service.close();
  expect(answers).toEqual([
    '<Response><Say>blue voice-agent-1234-dev.twil.io 1</Say></Response>',
    '<Response><Say>blue voice-agent-1234-dev.twil.io 2</Say></Response>',
  ]);
  expect(logs).toEqual(['called 1', 'called 2']);
  expect(service.publicPaths).toEqual(['/', '/open']);
});

test('a call goes all the way: webhook, stream, call transfer, hand-off', async () => {
  const asapp = await startLocalAsapp({ script: { outcome: 'system', frames: 10 } });
  const askAsapp = (path: string, then: string) => `
    const key = { 'asapp-api-id': context.ASAPP_API_ID, 'asapp-api-secret': context.ASAPP_API_SECRET };
    fetch(context.ASAPP_API_HOST + ${path}, { headers: key }).then((r) => r.json()).then((asapp) => {
      ${then}
    });`;
  const service = await startFixture(
    {
      'engage.protected': askAsapp(
        "'/mg-genagent/v1/twilio-media-stream-url'",
        answerTwiml(
          '<Connect action="/call-complete"><Stream url="{{asapp.streamingUrl}}"/></Connect>',
        ),
      ),
      'call-complete.protected': askAsapp(
        "'/generativeagent/v1/call-transfers/' + event.CallSid",
        answerTwiml('<Say>{{asapp.outputContext.transferType}}</Say><Dial>+15550001111</Dial>'),
      ),
    },
    asapp.env,
  );
  const edge = createEdge({ ...service, authToken: 'token' });
  const network = createNetwork({ edge, authToken: 'token', ca: asapp.ca, pace: 0 });
  const report = await placeCall(network);
  await service.close();
  await asapp.close();
  expect(report).toMatchObject({ end: 'with-person', endedWell: true, alerts: [] });
  expect(report.events.map(({ what }) => what)).toContain('says "SYSTEM"');
  expect([asapp.problems, asapp.openSockets()]).toEqual([[], 0]);
});
