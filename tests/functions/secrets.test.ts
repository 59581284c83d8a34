import type { RequestListener } from 'node:http';
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
import { handler as voicemailTask } from '../../functions/voicemail-task.protected';
import { handler as whisper } from '../../functions/whisper.protected';
import { type AsappAnswers, decided, startAsapp, type TestAsapp } from '../support/asapp';
import { captureConsole } from '../support/console';
import { breakOff, hang, reset, sendJson, sendText } from '../support/http-server';
import { CALL, CALL_SID, FLOW_SID, invoke } from '../support/runtime';
import { hurry, useTestClock } from '../support/time';

/** Part of every secret, stream token, value of a variable and word of another system … */
const MARK = /marked/i;
/** … and these digits of every phone number. */
const NUMBER = /5550177/;

const CALLER = {
  ...CALL,
  From: '+15550177001',
  To: '+15550177002',
  Caller: '+15550177001',
  CallerName: 'marked name',
  FromCity: 'marked city',
  CallToken: 'marked-call-token',
};

const EVENTS: readonly Record<string, unknown>[] = [
  CALLER,
  { ...CALLER, CallSid: '+15550177003' },
  { ...CALLER, CallSid: ['marked', 'marked'], line: 'sales', voiceAgentMode: 'marked' },
  { ...CALLER, plan: 'marked', customerId: 'marked', taskName: 'marked', other: ['marked'] },
  { ...CALLER, long: 'marked'.repeat(500), bad: 'marked\u0000', asapp_x: 'marked' },
  { ...CALLER, FlowEvent: 'return', flowSid: FLOW_SID },
  { ...CALLER, FlowEvent: 'return', flowSid: 'marked', engagement: 'marked' },
  {
    ...CALLER,
    chain: '+15550177004 sip:marked@pbx.example client:marked queue:marked',
    outcome: 'marked',
    DialCallStatus: 'busy',
  },
  { ...CALLER, chain: 'queue:marked marked', QueueResult: 'marked' },
  { ...CALLER, RecordingUrl: 'https://api.twilio.com/marked', Digits: '5550177' },
  { ...CALLER, callSid: CALL_SID, accept: '1', Digits: '5550177' },
  { ...CALLER, ErrorCode: '+15550177005', ErrorUrl: 'https://marked.example/?From=+15550177001' },
  { ...CALLER, Digits: '1', since: 'marked', waitsIn: 'marked', QueueTime: 'marked' },
  {
    ...CALLER,
    workflow: `WW${'7'.repeat(32)}`,
    RecordingSid: `RE${'7'.repeat(32)}`,
    RecordingUrl: 'https://marked.example/',
  },
  { ...CALLER, StreamEvent: 'stream-error', StreamError: 'wss://media.example/marked-token' },
  { ...CALLER, StreamEvent: 'marked', StreamName: 'marked' },
  { ...CALLER, StreamEvent: 'stream-started', StreamName: 'transcription-1', agentId: 'marked' },
  { ...CALLER, StreamEvent: 'stream-error', StreamName: 'transcription-2', customerId: 'marked' },
  { ...CALLER, next: 'http://marked.example/', voiceAgent: 'wss://marked.example/' },
  { ...CALLER, next: 'https://marked.example/', agentId: '+15550177013', language: 'marked' },
  { ...CALLER, action: 'start', agentId: 'marked', trackMap: 'marked', redaction: 'marked' },
  {
    ...CALLER,
    CallStatus: 'completed',
    line: 'sales',
    CallDuration: 'marked',
    Timestamp: 'marked',
  },
  { ...CALLER, request: { headers: { 'x-twilio-signature': 'marked' }, cookies: {} } },
];

const GOOD_VARIABLES = {
  AGENT_DESTINATION: '+15550177006 sip:marked@pbx.example',
  SYSTEM_DESTINATION: 'next_action=marked:+15550177007 *:client:marked',
  CALLER_ID: '+15550177008',
  GREETING: 'marked greeting',
  INPUT_VARIABLES: 'callerNumber=From city=FromCity',
  WHISPER_VARIABLES: 'balance',
  VOICEMAIL_CALLBACK_URL: 'https://marked.example/',
  RESUME_INTERRUPTED: 'true',
  CALLBACK_WORKFLOW: `WW${'7'.repeat(32)}`,
  CALL_RECORD_URL: 'http://127.0.0.1:9/marked',
  CALL_RECORD_SECRET: 'marked-record-secret',
  CALL_RECORD_NUMBERS: 'true',
  SIGNALWIRE_SIGNING_KEY: 'marked-signing-key',
  LOG_LEVEL: 'debug',
};

/** Each is malformed, and must be named without being quoted. */
const BAD_VARIABLES = Object.fromEntries(
  [
    ...['AGENT_DESTINATION', 'SYSTEM_DESTINATION', 'COMPLETED_DESTINATION', 'FALLBACK_DESTINATION'],
    ...['AGENT_DESTINATION_SALES', 'CALLER_ID', 'RING_SECONDS', 'QUEUE_SECONDS', 'WHISPER_ACCEPT'],
    ...['VOICEMAIL_CALLBACK_URL', 'RESUME_INTERRUPTED', 'SAY_VOICE', 'SAY_LANGUAGE', 'LOG_LEVEL'],
    ...['VOICEMAIL_WORKFLOW', 'CALLBACK_WORKFLOW', 'CALLBACK_KEY'],
    ...['CALL_RECORD_URL', 'CALL_RECORD_SECRET', 'CALL_RECORD_NUMBERS'],
    ...['INPUT_VARIABLES', 'ASAPP_VOICE_AGENT_MODE', 'VOICE_AGENT', 'SIGNALWIRE_SIGNING_KEY'],
    ...[
      'TRANSCRIBE_LANGUAGE',
      'TRANSCRIBE_REDACTION',
      'TRANSCRIBE_TRACK_MAP',
      'TRANSCRIBE_HAND_OFF',
    ],
  ].map((name) => [name, 'marked 5550177']),
);

const LEARNED = {
  currentTaskName: 'marked task',
  referenceVariables: { balance: 'marked', phone: '+15550177009', big: 'marked'.repeat(9_000) },
  transferVariables: { next_action: 'marked', nested: { a: ['marked'] }, note: 'marked 山\u0000' },
};

type StreamAndTransfer = readonly [RequestListener, RequestListener];

/** What ASAPP may answer to a request for a streaming URL and for a call transfer. */
const ANSWERS: readonly [StreamAndTransfer, ...StreamAndTransfer[]] = [
  [sendJson(200, { streamingUrl: 'wss://media.example/marked-token' }), decided('AGENT', LEARNED)],
  [sendJson(200, { streamingUrl: 'ws://media.example/marked-token' }), decided('SYSTEM', LEARNED)],
  [
    sendJson(200, { streamingUrl: 'wss://media.example/x?token=marked' }),
    decided('marked', LEARNED),
  ],
  ...[400, 401, 403, 404, 429, 503].map((status) => {
    const error = { requestId: 'request-1', code: `${status}-01`, message: 'marked +15550177010' };
    return [sendJson(status, { error }), sendJson(status, { error })] as const;
  }),
  ...[
    sendText(200, '<html>marked</html>'),
    sendJson(200, { marked: 'marked' }),
    sendText(302, 'marked', { Location: 'https://marked.example/' }),
    breakOff,
    reset,
    hang,
  ].map((answer) => [answer, answer] as const),
];

const FUNCTIONS = {
  '/engage': engage,
  '/call-complete': callComplete,
  '/call-ended': callEnded,
  '/call-transfer-state': callTransferState,
  '/hand-off': handOff,
  '/whisper': whisper,
  '/queue-wait': queueWait,
  '/queue-callback': queueCallback,
  '/voicemail-task': voicemailTask,
  '/fallback': fallback,
  '/stream-status': streamStatus,
  '/transcribe': transcribe,
  '/transcription': transcription,
  '/conference-stream': conferenceStream,
};

const written = captureConsole();
useTestClock();

/** Runs a story with an ASAPP whose new key shares no circuit with others. */
async function withAsapp(
  answers: Partial<AsappAnswers>,
  story: (asapp: TestAsapp) => Promise<void>,
) {
  const asapp = Object.assign(await startAsapp(), answers);
  try {
    await story(asapp);
  } finally {
    await asapp.close();
  }
}

/** The log lines that hold what they must not. */
const secretLines = () =>
  written
    .text()
    .split('\n')
    .filter((line) => MARK.test(line) || NUMBER.test(line) || line.includes('wss:'));

describe.each(Object.entries(FUNCTIONS))('%s', (path, handler) => {
  test.each([
    ['good', GOOD_VARIABLES],
    ['bad', BAD_VARIABLES],
  ])(
    'puts no secret in the log or an error response with %s variables',
    async (kind, variables) => {
      /** Sends each event with these answers from ASAPP. Resolves to how often ASAPP was asked. */
      const round = async ([streamingUrl, callTransfer]: StreamAndTransfer) => {
        let requests = 0;
        await withAsapp({ streamingUrl, callTransfer }, async (asapp) => {
          const environment = { ...asapp.environment, ...variables };
          const answers = await Promise.all(
            EVENTS.map((event) => invoke(handler, event, environment)),
          );
          for (const { status, body } of answers) {
            if (status >= 400) expect(`${status} ${body}`).not.toMatch(MARK);
          }
          requests = asapp.requests.length;
        });
        return requests;
      };
      const requests = await hurry(round(ANSWERS[0]));
      // A function that does not ask ASAPP cannot depend on its answers.
      if (requests > 0) await hurry(Promise.all(ANSWERS.slice(1).map(round)));
      // A round of waiting is not worth a log line, nor is a key without callbacks.
      const isQuiet = path === '/queue-wait' || (path === '/queue-callback' && kind === 'bad');
      expect(written.lines().length > 0).toBe(!isQuiet);
      expect(secretLines()).toEqual([]);
    },
  );

  test('logs nothing from the message of a bug in itself', async () => {
    jest.spyOn(console, 'log').mockImplementation(() => {
      throw new Error('marked +15550177011');
    });
    await withAsapp({}, async (asapp) => {
      const environment = {
        ...asapp.environment,
        get FALLBACK_DESTINATION(): string {
          throw new Error('marked +15550177012');
        },
      };
      for (const event of EVENTS) {
        const { status, body } = await hurry(invoke(handler, event, environment));
        if (status >= 400) expect(String(body)).not.toMatch(MARK);
      }
    });
    expect(secretLines()).toEqual([]);
  });
});
