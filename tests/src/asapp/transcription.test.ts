import { startTranscription, stopTranscription } from '../../../src/asapp/transcription';
import { startAsapp, type TestAsapp } from '../../support/asapp';
import { reading, sendJson } from '../../support/http-server';
import { CALL_SID } from '../../support/runtime';

let asapp: TestAsapp;
let bodies: unknown[];
beforeEach(async () => {
  bodies = [];
  asapp = await startAsapp();
  asapp.transcription = reading(
    (body) => bodies.push(JSON.parse(body)),
    sendJson(200, { isOk: true }),
  );
});
afterEach(() => asapp.close());

const CALL = { callSid: CALL_SID, customerId: 'c-1', agentId: 'a-1' };
const forever = () => new AbortController().signal;

describe('a transcription', () => {
  test('starts as ASAPP has it, where nothing else is wanted', async () => {
    await startTranscription(asapp.config, CALL, forever());
    expect(asapp.requests.map(({ url }) => url)).toEqual(['/mg-autotranscribe/v1/start-streaming']);
    expect(bodies).toEqual([
      {
        namespace: 'twilio',
        guid: CALL_SID,
        customerId: 'c-1',
        agentId: 'a-1',
        autotranscribeParams: {},
        twilioParams: {},
      },
    ]);
  });

  test('starts as it is wanted', async () => {
    const options = {
      language: 'es-US',
      redaction: 'unredacted',
      detailedTokens: true,
      trackMap: { inbound: 'agent', outbound: 'customer' },
    } as const;
    await startTranscription(asapp.config, { ...CALL, ...options }, forever());
    expect(bodies).toMatchObject([
      {
        autotranscribeParams: {
          language: 'es-US',
          redactionOutput: 'unredacted',
          detailedToken: true,
        },
        twilioParams: { trackMap: { inbound: 'agent', outbound: 'customer' } },
      },
    ]);
  });

  test('stops', async () => {
    await stopTranscription(asapp.config, CALL_SID, forever());
    expect(asapp.requests.map(({ url }) => url)).toEqual(['/mg-autotranscribe/v1/stop-streaming']);
    expect(bodies).toEqual([{ namespace: 'twilio', guid: CALL_SID }]);
  });

  test.each([
    ['start', '409-201'],
    ['stop', '409-201'],
    ['stop', '409-203'],
    ['stop', '400-203'],
  ])('is done where ASAPP refuses to %s it with %s', async (action, code) => {
    asapp.transcription = sendJson(Number(code.slice(0, 3)), { error: { code, requestId: 'r' } });
    const done =
      action === 'start'
        ? startTranscription(asapp.config, CALL, forever())
        : stopTranscription(asapp.config, CALL_SID, forever());
    await expect(done).resolves.toBeUndefined();
    expect(asapp.requests).toHaveLength(1);
  });
});
