import { changeAgent } from '../../../src/transcription/change-agent';
import { startAsapp, type TestAsapp } from '../../support/asapp';
import { captureConsole } from '../../support/console';
import { reading, sendJson } from '../../support/http-server';
import { invocationOf } from '../../support/invocation';
import { CALL_SID } from '../../support/runtime';

let asapp: TestAsapp;
let bodies: Record<string, unknown>[];
const written = captureConsole();
beforeEach(async () => {
  bodies = [];
  asapp = await startAsapp();
  asapp.transcription = reading(
    (body) => bodies.push(JSON.parse(body)),
    sendJson(200, { isOk: true }),
  );
});
afterEach(() => asapp.close());

const change = (agentId?: string, environment: Record<string, string> = asapp.environment) =>
  changeAgent(
    invocationOf(environment),
    CALL_SID,
    agentId === undefined ? undefined : { agentId },
    new AbortController().signal,
  );
const asked = () => asapp.requests.map(({ url }) => url?.split('/').at(-1));

describe('the next agent of a transcribed call', () => {
  test('has a transcription of its own, after the last one has ended', async () => {
    await change('client:b');
    expect(asked()).toEqual(['stop-streaming', 'start-streaming']);
    expect(bodies[1]).toMatchObject({ guid: CALL_SID, agentId: 'client:b' });
    expect(written.find('transcription-started')).toBeDefined();
  });

  test('has it even where the stream’s own beginning starts it for the last one in between', async () => {
    const error = { requestId: 'r', message: 'm', code: '409-201' };
    const answers = [sendJson(200, { isOk: true }), sendJson(409, { error })];
    asapp.transcription = (...request) =>
      (answers.shift() ?? sendJson(200, { isOk: true }))(...request);
    await change('client:b');
    expect(asked()).toEqual([
      'stop-streaming',
      'start-streaming',
      'stop-streaming',
      'start-streaming',
    ]);
  });

  test('may be nobody: then the transcription ends', async () => {
    await change();
    expect(asked()).toEqual(['stop-streaming']);
  });

  test('costs no call where ASAPP refuses, or is not configured', async () => {
    asapp.transcription = sendJson(401, {});
    await change('client:b');
    expect(written.find('transcription-failed')).toMatchObject({ level: 'error', status: 401 });
    await change('client:b', {});
    expect(asked()).toEqual(['stop-streaming']);
  });
});
