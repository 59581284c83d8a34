import fc from 'fast-check';
import { handler as callComplete } from '../../functions/call-complete.protected';
import { handler as callEnded } from '../../functions/call-ended.protected';
import { handler as callTransferState } from '../../functions/call-transfer-state.protected';
import { handler as conferenceStream } from '../../functions/conference-stream';
import { handler as engage } from '../../functions/engage.protected';
import { handler as fallback } from '../../functions/fallback.protected';
import { handler as handOff } from '../../functions/hand-off.protected';
import { handler as queueCallback } from '../../functions/queue-callback.protected';
import { handler as queueWait } from '../../functions/queue-wait.protected';
import { handler as streamStatus } from '../../functions/stream-status.protected';
import { handler as transcribe } from '../../functions/transcribe.protected';
import { handler as transcription } from '../../functions/transcription.protected';
import { handler as whisper } from '../../functions/whisper.protected';
import { anyParameter, anyText } from '../support/arbitrary';
import { decided, startAsapp, type TestAsapp } from '../support/asapp';
import { runs } from '../support/cases';
import { captureConsole } from '../support/console';
import { CALL, FLOW_SID, invoke, jsonOf, twimlOf } from '../support/runtime';
import { elements, parseTwiml } from '../support/twiml';

const NAMES = [
  ...Object.keys(CALL),
  ...['customerId', 'taskName', 'voiceAgentMode', 'voiceAgent', 'flowSid', 'FlowEvent'],
  ...['engagement', 'line', 'callSid', 'callTransferId', 'request', 'plan', 'asapp_x'],
  ...['chain', 'step', 'outcome', 'accept', 'Digits', 'ParentCallSid', 'ErrorCode'],
  ...['DialCallStatus', 'DialBridged', 'QueueResult', 'QueueTime', 'QueuePosition', 'RecordingUrl'],
  ...['customerId', 'agentId', 'language', 'trackMap', 'next', 'action', 'StatusCallbackEvent'],
  ...['redaction', 'detailedTokens', 'transcribed', 'AnsweredBy', 'ConferenceSid'],
  ...['StreamEvent', 'StreamError', 'StreamName', '__proto__', 'constructor', 'toString'],
];

/** A usual event, or none, with a few parameters of any value on top. */
const anyEvent = fc
  .tuple(
    fc.constantFrom<Record<string, unknown>[]>(
      CALL,
      { ...CALL, FlowEvent: 'return', flowSid: FLOW_SID },
      { ...CALL, chain: 'sip:a@b.example', outcome: 'agent' },
      {},
    ),
    fc.array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), anyText), anyParameter), {
      maxLength: 6,
    }),
  )
  .map(([event, more]): Record<string, unknown> => ({ ...event, ...Object.fromEntries(more) }));

const ENVIRONMENT = {
  INPUT_VARIABLES: 'callerNumber=From customerId=Caller',
  AGENT_DESTINATION: '+15551234567 client:a voicemail',
  WHISPER_ACCEPT: 'true',
  VOICEMAIL_CALLBACK_URL: 'https://example.com/voicemail',
  GREETING: 'Hello',
  TRANSCRIBE_HAND_OFF: 'true',
};

let asapp: TestAsapp;
captureConsole();
beforeAll(async () => {
  asapp = await startAsapp();
  asapp.callTransfer = decided('AGENT', { currentTaskName: 'refunds' });
});
afterAll(() => asapp.close());

/** Twilio accepts up to 64 kB of well-formed XML. */
function expectGoodTwiml(body: string) {
  expect(Buffer.byteLength(body)).toBeLessThan(64_000);
  const response = parseTwiml(body);
  for (const { attributes } of elements(response, 'Parameter')) {
    expect(`${attributes.name}${attributes.value}`.length).toBeLessThan(500);
  }
  for (const name of ['Connect', 'Dial', 'Enqueue', 'Record', 'Gather']) {
    for (const { attributes } of elements(response, name)) {
      if (attributes.action) expect(new URL(attributes.action).protocol).toBe('https:');
    }
  }
  for (const { text } of elements(response, 'Say')) expect(text.length).toBeLessThanOrEqual(1_000);
}

describe('any event', () => {
  test.each([
    ['/engage', engage],
    ['/call-complete', callComplete],
    ['/hand-off', handOff],
    ['/whisper', whisper],
    ['/queue-wait', queueWait],
    ['/queue-callback', queueCallback],
    ['/fallback', fallback],
    ['/transcribe', transcribe],
  ])('gets TwiML that Twilio accepts from %s', async (_path, handler) => {
    await fc.assert(
      fc.asyncProperty(anyEvent, async (event) => {
        expectGoodTwiml(
          twimlOf(await invoke(handler, event, { ...asapp.environment, ...ENVIRONMENT })),
        );
      }),
      { numRuns: runs(400) },
    );
    // An answer by `rescue` would pass, too, but none of these events may need one.
    expect(console.error).not.toHaveBeenCalledWith(expect.stringContaining('-failed'));
  });

  test('gets JSON that Studio accepts from /call-transfer-state', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvent, async (event) => {
        const answer = await invoke(callTransferState, event, asapp.environment);
        expect([200, 400]).toContain(answer.status);
        expect(Object.keys(jsonOf(answer))).toContain(answer.status === 200 ? 'outcome' : 'error');
      }),
      { numRuns: runs(400) },
    );
  });

  test('gets JSON with always the same keys from /transcription', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvent, async (event) => {
        const answer = await invoke(transcription, event, asapp.environment);
        expect([200, 400]).toContain(answer.status);
        expect(Object.keys(jsonOf(answer))).toEqual(['callSid', 'action', 'done', 'error']);
      }),
      { numRuns: runs(400) },
    );
  });

  test('gets HTTP 403 from /conference-stream without SignalWire’s signature', async () => {
    const environment = { SIGNALWIRE_SIGNING_KEY: 'key' };
    await fc.assert(
      fc.asyncProperty(anyEvent, fc.string(), async (event, signature) => {
        const request = { headers: { 'x-signalwire-signature': signature } };
        const answer = await invoke(conferenceStream, { ...event, request }, environment);
        expect(answer).toMatchObject({ status: 403, body: '' });
      }),
      { numRuns: runs(400) },
    );
  });

  test('gets an empty answer from /stream-status', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvent, async (event) => {
        expect(await invoke(streamStatus, event)).toMatchObject({ status: 204, body: '' });
      }),
      { numRuns: runs(400) },
    );
  });

  test('gets an empty answer, or the way back to its flow, from /call-ended', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvent, async (event) => {
        const ended = { ...event, CallStatus: 'completed' };
        const { status, body } = await invoke(callEnded, ended, asapp.environment);
        expect([204, 302]).toContain(status);
        expect(body).toBe('');
      }),
      { numRuns: runs(400) },
    );
    expect(console.error).not.toHaveBeenCalledWith(expect.stringContaining('-failed'));
  });
});
