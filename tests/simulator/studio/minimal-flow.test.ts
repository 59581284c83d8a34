import { minimalFlow } from '../../../simulator/studio/minimal-flow';
import { createNetwork } from '../../../simulator/twilio/network';
import { placeCall } from '../../../simulator/twilio/place-call';
import { type Page, pagesEdge } from '../fixture-network';

const json = (body: unknown, status = 200): Page => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const back =
  '<Redirect>https://webhooks.twilio.com/v1/Accounts/AC1/Flows/FW1?FlowEvent=return&amp;engagement=2</Redirect>';

async function callFlow(engage: Page, state: Page) {
  const { edge, asked } = pagesEdge({ '/engage': engage, '/call-transfer-state': state });
  const flow = minimalFlow({ edge, accountSid: 'AC1', flowSid: 'FW1' });
  const hosts = { [flow.url]: flow.host };
  const network = createNetwork({ edge, authToken: 'token', accountSid: 'AC1', hosts, pace: 0 });
  const report = await placeCall(network, { voiceUrl: `${flow.url}?topic=bill` });
  return { ...report, asked };
}

test('the flow redirects to the agent, asks for the outcome and calls a person', async () => {
  const { asked, callSid, end } = await callFlow(back, json({ outcome: 'agent' }));
  expect(asked.map(({ path }) => path)).toEqual([
    '/engage?topic=bill&FlowEvent=return&flowSid=FW1',
    '/call-transfer-state',
  ]);
  // Only what the widget is configured with: no CallStatus, no From.
  expect(asked[1]?.form).toEqual({ CallSid: callSid, engagement: '2' });
  expect(end).toBe('with-person');
});

test('a completed conversation ends with a goodbye', async () => {
  expect((await callFlow(back, json({ outcome: 'completed' }))).end).toBe('goodbye');
});

test('a function that fails is no reason to lose the call', async () => {
  expect((await callFlow(back, json({ error: {} }, 502))).end).toBe('with-person');
});

test('a flow that never gets the call back ends in silence', async () => {
  expect((await callFlow('', json({}))).end).toBe('silence');
});

test('what the flow asks of the service is on the time line', async () => {
  const { events } = await callFlow(back, json({ outcome: 'agent' }));
  const asks = events.find(({ what }) => what === 'POST /call-transfer-state');
  expect(asks).toMatchObject({ from: 'studio', to: 'service', status: 200 });
});
