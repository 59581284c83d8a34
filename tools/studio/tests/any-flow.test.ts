import fc from 'fast-check';
import { parseChain } from '../../../src/voice/chain';
import { runs } from '../../../tests/support/cases';
import {
  answerers,
  type CallScript,
  createLocalTwilio,
  type HttpAnswer,
  moments,
  startStudio,
  xmlAnswer,
} from '../../simulator';
import type { FlowDefinition } from '../definition';
import { generativeAgentFlow } from '../flow';
import { lintFlow } from '../lint/lint';
import { EXAMPLE_SETTINGS } from '../settings';

const WORDS = [
  '+15555550100',
  '+15555550100x1w#',
  'sip:a@pbx.example.com',
  'client:alice',
  'queue:support',
  `WW${'a'.repeat(32)}`,
  'voicemail',
];
/** As the service reads chains: nothing comes behind a voicemail. */
const upToVoicemail = (words: string[]) =>
  words.includes('voicemail') ? words.slice(0, words.indexOf('voicemail') + 1) : words;

const chain = fc
  .array(fc.constantFrom(...WORDS), { maxLength: 3 })
  .map((words) => parseChain(upToVoicemail(words).join(' ')));

const settings = fc.record({
  hasSipCredentials: fc.boolean(),
  agent: chain,
  completed: chain,
  fallback: chain,
  system: chain.map((rest) => [
    { when: { name: 'next_action', value: 'a' }, chain: rest },
    { chain: rest },
  ]),
  flexChannel: fc.constantFrom(undefined, `TC${'c'.repeat(32)}`),
});

const script: fc.Arbitrary<CallScript> = fc.record(
  {
    answers: fc.array(fc.constantFrom(...answerers.filter((one) => one !== 'declined'))),
    queues: fc.array(
      fc.constantFrom(
        ...(['bridged', 'waits', 'queue-full', 'error', 'system-error'] as const).map((result) => ({
          result,
        })),
      ),
    ),
    message: fc.record({
      seconds: fc.nat({ max: 5 }),
      ends: fc.constantFrom('key', 'silence', 'hang-up'),
    }),
    hangUp: fc.record({ during: fc.constantFrom(...moments), nth: fc.integer({ min: 1, max: 3 }) }),
  },
  { requiredKeys: [] },
);

const outcome = fc.constantFrom('agent', 'system', 'completed', 'interrupted', 'failed', 'new');
const engage = fc.constantFrom('', '&outcome=failed', '&engagement=1');

/** Places a call to a flow, in front of a service that is a table of its answers. */
async function runFlow(
  definition: FlowDefinition,
  answers: Record<string, HttpAnswer>,
  plan: CallScript,
) {
  const studio = await startStudio({ accountSid: 'AC1', flows: { [FLOW_SID]: definition } });
  const service = {
    publicOrigin: 'https://svc.example',
    send: async ({ url }: { url: string }) =>
      answers[new URL(url).pathname] ?? { status: 404, headers: {}, body: '' },
  };
  const twilio = createLocalTwilio(service, { accountSid: 'AC1', hosts: studio.hosts, pace: 0 });
  const voiceUrl = studio.webhookUrl();
  const report = await twilio.call({ voiceUrl, statusCallback: voiceUrl, script: plan });
  return { report, execution: studio.executions[0] };
}

const FLOW_SID = 'FW1';
const RETURN_URL = `https://webhooks.twilio.com/v1/Accounts/AC1/Flows/${FLOW_SID}?FlowEvent=return`;
const twiml = (inside: string) => xmlAnswer(`<Response>${inside}</Response>`);

test('however the flow is generated and whatever happens, each call ends well', async () => {
  await fc.assert(
    fc.asyncProperty(settings, script, outcome, engage, async (filled, plan, decided, query) => {
      const flow = generativeAgentFlow({
        ...EXAMPLE_SETTINGS,
        ...filled,
        domainName: 'svc.example',
      });
      expect(lintFlow(flow)).toEqual([]);
      const back = `${RETURN_URL}${query}`.replaceAll('&', '&amp;');
      const state = { outcome: decided, transferVariables: { next_action: 'a' } };
      const answers = {
        '/engage': twiml(`<Redirect>${back}</Redirect>`),
        '/hand-off': twiml(`<Redirect>${back}</Redirect>`), // nobody has answered
        '/queue-wait': twiml('<Say>Wait.</Say><Leave/>'),
        '/call-transfer-state': {
          status: decided === 'failed' ? 502 : 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(state),
        },
      };

      const { report, execution } = await runFlow(flow, answers, plan);

      expect(report).toMatchObject({ endedWell: true });
      expect(execution?.end).toBeDefined();
    }),
    { numRuns: runs(100) },
  );
});
