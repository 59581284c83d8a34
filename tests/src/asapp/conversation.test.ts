import { readConversation } from '../../../src/asapp/conversation';
import { BadAnswerError, StatusError } from '../../../src/http/errors';
import { startAsapp, type TestAsapp } from '../../support/asapp';
import { sendJson } from '../../support/http-server';
import { CALL_SID } from '../../support/runtime';

let asapp: TestAsapp;
beforeEach(async () => {
  asapp = await startAsapp();
});
afterEach(() => asapp.close());

const read = () => readConversation(asapp.config, CALL_SID, new AbortController().signal);
const message = (text: string, createdTimestamp: string, sender = { role: 'agent' }) => ({
  text,
  createdTimestamp,
  sender,
  messageId: 'm',
});

describe('a finished conversation', () => {
  test('is in the order of time, whatever the order and the zone it came in', async () => {
    asapp.callTransfer = sendJson(200, {
      items: [
        message('third', '2026-01-01T12:00:02Z'),
        message('first', '2026-01-01T12:00:00.5Z'),
        message('second', '2026-01-01T13:00:01+01:00', { role: 'customer' }),
      ],
    });
    expect((await read()).map(({ text, role }) => [role, text])).toEqual([
      ['agent', 'first'],
      ['customer', 'second'],
      ['agent', 'third'],
    ]);
    expect(asapp.requests[0]?.url).toBe(
      `/conversation/v1/conversation/messages?externalId=${CALL_SID}`,
    );
  });

  test('may have speakers without an id of their own', async () => {
    const sender = { role: 'customer', externalId: null };
    asapp.callTransfer = sendJson(200, { items: [message('x', '2026-01-01T12:00:00Z', sender)] });
    expect((await read())[0]?.externalId).toBeUndefined();
  });

  test('may be empty', async () => {
    asapp.callTransfer = sendJson(200, { items: [] });
    expect(await read()).toEqual([]);
  });

  test('is not one without times', async () => {
    asapp.callTransfer = sendJson(200, { items: [message('x', 'yesterday')] });
    await expect(read()).rejects.toThrow(BadAnswerError);
  });

  test('is not known by every CallSid', async () => {
    asapp.callTransfer = sendJson(404, {});
    await expect(read()).rejects.toThrow(StatusError);
  });
});
