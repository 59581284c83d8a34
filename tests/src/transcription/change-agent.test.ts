import { changeAgent } from '../../../src/transcription/change-agent';
import { startAsapp } from '../../support/asapp';
import { captureConsole } from '../../support/console';
import { forEachTest } from '../../support/for-each-test';
import { reading, sendJson } from '../../support/http-server';
import { invocationOf } from '../../support/invocation';
import { CALL_SID } from '../../support/runtime';

let bodies: Record<string, unknown>[];
const asapp = forEachTest(startAsapp);
const written = captureConsole();
beforeEach(() => {
  bodies = [];
  asapp.transcription = reading(
    (body) => bodies.push(JSON.parse(body)),
    sendJson(200, { isOk: true }),
  );
});

const change = (agentId?: string, environment: Record<string, string> = asapp.environment) =>
  changeAgent(
    invocationOf(environment),
    CALL_SID,
    agentId === undefined ? undefined : { agentId },
    new AbortController().signal,
  );
const requested = () => asapp.requests.map(({ url }) => url?.split('/').at(-1));

describe('changing the agent of a transcribed call', () => {
  test('stops the transcription and starts one for the next agent', async () => {
    await change('client:b');
    expect(requested()).toEqual(['stop-streaming', 'start-streaming']);
    expect(bodies[1]).toMatchObject({ guid: CALL_SID, agentId: 'client:b' });
    expect(written.find('transcription-started')).toBeDefined();
  });

  test('stops the transcription again if the last agent’s was started in between', async () => {
    const error = { requestId: 'r', message: 'm', code: '409-201' };
    const answers = [sendJson(200, { isOk: true }), sendJson(409, { error })];
    asapp.transcription = (...request) =>
      (answers.shift() ?? sendJson(200, { isOk: true }))(...request);
    await change('client:b');
    expect(requested()).toEqual([
      'stop-streaming',
      'start-streaming',
      'stop-streaming',
      'start-streaming',
    ]);
  });

  test('stops the transcription if there is no next agent', async () => {
    await change();
    expect(requested()).toEqual(['stop-streaming']);
  });

  test('does not affect the call if ASAPP refuses or is not configured', async () => {
    asapp.transcription = sendJson(401, {});
    await change('client:b');
    expect(written.find('transcription-failed')).toMatchObject({ level: 'error', status: 401 });
    await change('client:b', {});
    expect(requested()).toEqual(['stop-streaming']);
  });
});
