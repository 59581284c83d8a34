import { readConversation } from '../../../src/asapp/conversation';
import { BadAnswerError } from '../../../src/http/errors';
import { forEachTest } from '../../support/for-each-test';
import { sendJson, startServer } from '../../support/http-server';
import { CALL_SID } from '../../support/runtime';

let keys = 0;
const server = forEachTest(() => startServer(sendJson(200, { items: [] })));

const read = () => {
  const config = { origin: server.origin, apiId: `conversation ${++keys}`, apiSecret: 's' };
  return readConversation(config, CALL_SID, new AbortController().signal);
};
const said = (text: string, createdTimestamp: string, sender: object = { role: 'agent' }) => ({
  text,
  sender,
  messageId: 'm',
  createdTimestamp,
  clientTimestamp: createdTimestamp,
});

describe('a conversation', () => {
  test('is requested by the CallSid', async () => {
    expect(await read()).toEqual([]);
    expect(server.requests).toMatchObject([
      { method: 'GET', url: `/conversation/v1/conversation/messages?externalId=${CALL_SID}` },
    ]);
  });

  test('is sorted by time, whatever the time zones', async () => {
    const items = [
      said('third', '2025-01-10T12:00:05Z'),
      said('first', '2025-01-10T13:00:01+01:00', { role: 'customer', externalId: 'c-1' }),
      said('second', '2025-01-10T12:00:01.500Z', { role: 'agent', externalId: null }),
    ];
    server.answer(sendJson(200, { items }));

    expect(await read()).toEqual([
      { at: '2025-01-10T13:00:01+01:00', role: 'customer', externalId: 'c-1', text: 'first' },
      { at: '2025-01-10T12:00:01.500Z', role: 'agent', externalId: undefined, text: 'second' },
      { at: '2025-01-10T12:00:05Z', role: 'agent', externalId: undefined, text: 'third' },
    ]);
  });

  test.each([{}, { items: [said('a', 'yesterday')] }, { items: [{ text: 'a' }] }])(
    'is a bad answer if ASAPP sends %j',
    async (answer) => {
      server.answer(sendJson(200, answer));

      await expect(read()).rejects.toBeInstanceOf(BadAnswerError);
    },
  );
});
