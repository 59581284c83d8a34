import fc from 'fast-check';
import { parseChain } from '../../../../src/voice/chain';
import { generativeAgentFlow } from '../../../studio/flow';
import { lintFlow } from '../../../studio/lint/lint';
import { EXAMPLE_SETTINGS } from '../../../studio/settings';
import { answerers, type CallScript, moments } from '../../twilio/call/script';
import type { Page } from '../fixture-network';
import { returnUrl, runFlow } from './run-flow';

const WORDS = [
  '+15555550100',
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

test('whatever the flow is filled with and whatever happens, each call ends well', async () => {
  await fc.assert(
    fc.asyncProperty(settings, script, outcome, engage, async (filled, plan, decided, query) => {
      const flow = generativeAgentFlow({
        ...EXAMPLE_SETTINGS,
        ...filled,
        domainName: 'svc.example',
      });
      expect(lintFlow(flow)).toEqual([]);
      const state: Page = {
        status: decided === 'failed' ? 502 : 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ outcome: decided, transferVariables: { next_action: 'a' } }),
      };
      const report = await runFlow(flow, {
        pages: {
          '/engage': `<Redirect>${returnUrl(query).replaceAll('&', '&amp;')}</Redirect>`,
          '/call-transfer-state': state,
          '/queue-wait': '<Say>Wait.</Say><Leave/>',
        },
        call: { script: plan },
      });

      expect(report).toMatchObject({ endedWell: true });
      expect(report.execution?.end).toBeDefined();
    }),
    { numRuns: 100 },
  );
});
