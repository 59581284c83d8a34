import type { World } from '../../tools/simulator';
import { inWorld } from './world';

/** Everything that must never be logged has one of these marks. */
const MARKS = {
  number: '5550177',
  value: 'MARKED-VALUE',
  credential: 'MARKED-SECRET',
  token: 'eyJ', // streaming URLs carry a token of this shape
};

const env = {
  SIP_USERNAME: MARKS.credential,
  SIP_PASSWORD: MARKS.credential,
  GOODBYE: MARKS.value,
  APOLOGY: MARKS.value,
  VOICEMAIL_PROMPT: MARKS.value,
  HOLD_MUSIC_URL: `https://${MARKS.value}.example.com/`,
  AGENT_DESTINATION: `+1${MARKS.number}001x${MARKS.number} sip:${MARKS.value}@pbx.example.com client:x voicemail`,
  SYSTEM_DESTINATION: `next_action=${MARKS.value}:+1${MARKS.number}002 nonsense-${MARKS.value}`,
  CALLER_ID: `+1${MARKS.number}003`,
  GREETING: MARKS.value,
  RING_SECONDS: MARKS.value,
  SAY_VOICE: MARKS.value,
  VOICEMAIL_CALLBACK_URL: `https://${MARKS.value}.example.com/`,
  VOICEMAIL_WORKFLOW: MARKS.value,
  CLOSED_MESSAGE: MARKS.value,
  OPENING_HOURS: MARKS.value,
  TIME_ZONE: MARKS.value,
  RECORD_SALES: 'all',
  RECORDING_NOTICE: MARKS.value,
  RECORDING_CALLBACK_URL: `https://${MARKS.value}.example.com/`,
  SUMMARY: 'true',
  CALL_RECORD_URL: `http://127.0.0.1:1/${MARKS.value}`,
  CALL_RECORD_SECRET: MARKS.credential,
  CALL_RECORD_NUMBERS: 'true',
  WHISPER_VARIABLES: 'account_balance',
};
const variables = {
  account_balance: MARKS.value,
  next_action: MARKS.value,
  [`a${'b'.repeat(600)}`]: MARKS.value,
};

test('nothing secret is logged, whatever happens to a call', async () => {
  await inWorld({ env }, async (world) => {
    for (const scenario of SCENARIOS) {
      await scenario(world);
      world.asapp.clearFaults();
    }

    expect(world.logs.length).toBeGreaterThan(50);
    const all = world.logs.join('\n');
    expect(all).toContain('"event":"call-record-undelivered"');
    for (const [what, mark] of Object.entries(MARKS)) {
      expect({ what, found: all.includes(mark) }).toEqual({ what, found: false });
    }
    expect(all).not.toContain(world.asapp.env.ASAPP_API_SECRET);
    expect(all).not.toContain(world.asapp.env.ASAPP_API_ID);
    expect(all).not.toContain('wss:');
  });
});

const place = (
  world: World,
  agent: NonNullable<Parameters<World['call']>[0]>['agent'],
  more = {},
) =>
  world.call({
    from: `+1${MARKS.number}004`,
    to: `+1${MARKS.number}005`,
    voiceUrl: `${world.origin}/engage?plan=${MARKS.value}&customerId=${MARKS.value}&long=${'x'.repeat(500)}${MARKS.value}`,
    agent: {
      frames: 1,
      summary: MARKS.value,
      referenceVariables: variables,
      transferVariables: variables,
      ...agent,
    },
    ...more,
  });

const SCENARIOS: readonly ((world: World) => Promise<unknown>)[] = [
  (world) => place(world, { outcome: 'agent' }),
  (world) =>
    place(
      world,
      { outcome: 'agent' },
      {
        voiceUrl: `${world.origin}/engage?line=sales`,
        statusCallback: `${world.origin}/call-ended?line=sales`,
      },
    ),
  (world) =>
    place(world, { outcome: 'agent' }, { script: { answers: ['busy', 'failed', 'no-answer'] } }),
  (world) => place(world, { outcome: 'system' }),
  (world) => place(world, { outcome: 'completed' }),
  (world) =>
    place(
      world,
      { outcome: 'hang-up' },
      { script: { hangUp: { during: 'stream', afterMs: 100 } } },
    ),
  (world) =>
    place(world, { outcome: 'agent', record: { outputContext: { transferType: MARKS.value } } }),
  ...([401, 403, 503, 'reset', 'html', 'empty-object'] as const).flatMap((fault) => [
    (world: World) => {
      world.asapp.fault('call-transfer', fault);
      return place(world, { outcome: 'agent' });
    },
    (world: World) => {
      world.asapp.fault('streaming-url', fault);
      return place(world, { outcome: 'agent' });
    },
  ]),
  (world) => {
    world.asapp.fault('call-transfer', {
      json: { error: { message: MARKS.value, requestId: 'request-1', code: '400-01' } },
      status: 400,
    });
    return place(world, { outcome: 'agent' });
  },
];
