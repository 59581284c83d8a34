import { readSummary } from '../../../src/asapp/summary';
import { BadAnswerError, StatusError, TimeoutError } from '../../../src/http/errors';
import { forEachTest } from '../../support/for-each-test';
import { hang, reading, sendJson, startServer } from '../../support/http-server';
import { CALL_SID } from '../../support/runtime';

const SUMMARY = { conversationId: 'c', summaryId: 's', summaryText: 'They want a refund.' };

let keys = 0;
const server = forEachTest(() => startServer(sendJson(200, SUMMARY)));
beforeEach(() => {
  keys += 1;
});

const read = (engagement = 1, deadline = new AbortController().signal) => {
  const config = { origin: server.origin, apiId: `summary ${keys}`, apiSecret: 's' };
  return readSummary(config, CALL_SID, engagement, deadline);
};

describe('a summary', () => {
  test('is requested by the id of the conversation, and by no other', async () => {
    const bodies: string[] = [];
    server.answer(reading((body) => void bodies.push(body), sendJson(200, SUMMARY)));

    expect(await read()).toBe('They want a refund.');
    expect(server.requests).toMatchObject([
      { method: 'POST', url: '/autosummary/v1/free-text-summaries' },
    ]);
    expect(bodies.map((body) => JSON.parse(body))).toEqual([{ externalConversationId: CALL_SID }]);
  });

  test('is made once for an engagement, and again for the next', async () => {
    await Promise.all([read(), read()]);
    await read();
    expect(server.requests).toHaveLength(1);
    await read(2);
    expect(server.requests).toHaveLength(2);
  });

  test('is plain text on one line, with characters that a SIP header can hold', async () => {
    const summaryText = ' “Ann’s” bill – \n\t 12\u00a0€ …\u0000 ok ';
    server.answer(sendJson(200, { summaryText }));
    expect(await read()).toBe('"Ann\'s" bill - 12 € ... ok');
  });

  test.each([{}, { summaryText: null }, { summaryText: ' \n ' }])(
    'is undefined if ASAPP answers %j',
    async (answer) => {
      server.answer(sendJson(200, answer));
      expect(await read()).toBeUndefined();
    },
  );

  test.each([{ summaryText: 1 }, { summaryText: 'x'.repeat(10_001) }, 42])(
    'is a bad answer if ASAPP sends something else',
    async (answer) => {
      server.answer(sendJson(200, answer));
      await expect(read()).rejects.toBeInstanceOf(BadAnswerError);
    },
  );

  test('that failed is requested again', async () => {
    server.answer(sendJson(404, {}));
    await expect(read()).rejects.toBeInstanceOf(StatusError);
    server.answer(sendJson(200, SUMMARY));
    expect(await read()).toBe('They want a refund.');
  });

  test('that is late for one request is there for the next', async () => {
    let answer = () => {};
    server.answer((request, response) => {
      answer = () => sendJson(200, SUMMARY)(request, response);
    });
    const first = new AbortController();
    const late = read(1, first.signal);
    await server.received(1);
    first.abort();
    await expect(late).rejects.toBeInstanceOf(TimeoutError);

    const second = read();
    answer();
    expect(await second).toBe('They want a refund.');
    expect(server.requests).toHaveLength(1);
  });

  test('whose request was frozen with the process is requested again', async () => {
    server.answer(hang);
    const first = new AbortController();
    const late = read(1, first.signal);
    await server.received(1);
    first.abort();
    await expect(late).rejects.toBeInstanceOf(TimeoutError);

    const then = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(then + 60_000);
    server.answer(sendJson(200, SUMMARY));
    expect(await read()).toBe('They want a refund.');
  });
});
