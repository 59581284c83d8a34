import { BadAnswerError, StatusError } from '../../../src/http/errors';
import { countParticipants } from '../../../src/signalwire/participants';
import { forEachTest } from '../../support/for-each-test';
import { sendJson, startServer } from '../../support/http-server';

let projects = 0;
const server = forEachTest(() => startServer(sendJson(200, { participants: [{}, {}] })));

const count = () =>
  countParticipants(
    { origin: server.origin, projectId: `participants-${++projects}`, apiToken: 't' },
    'conference-1',
    new AbortController().signal,
  );

describe('the participants of a conference', () => {
  test('are counted', async () => {
    expect(await count()).toBe(2);
    expect(server.requests[0]?.url).toMatch(/\/conference-1\/Participants\?PageSize=50$/);
  });

  test('count as none if the conference is over', async () => {
    server.answer(sendJson(404, {}));
    expect(await count()).toBe(0);
  });

  test('cannot be counted if SignalWire refuses or sends a bad answer', async () => {
    server.answer(sendJson(401, {}));
    await expect(count()).rejects.toThrow(StatusError);
    server.answer(sendJson(200, {}));
    await expect(count()).rejects.toThrow(BadAnswerError);
  });
});
