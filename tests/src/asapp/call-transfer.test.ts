import { readCallTransfer } from '../../../src/asapp/call-transfer';
import { BadAnswerError } from '../../../src/http/errors';
import { forEachTest } from '../../support/for-each-test';
import { sendJson, startServer } from '../../support/http-server';

let keys = 0;
const server = forEachTest(() => startServer(sendJson(404, {})));

const read = (id = 'CA1-2') =>
  readCallTransfer(
    { origin: server.origin, apiId: `transfer ${++keys}`, apiSecret: 's' },
    id,
    new AbortController().signal,
  );

describe('a call transfer', () => {
  test('is requested by its ID', async () => {
    server.answer(sendJson(200, { status: 'ACTIVE' }));
    await read('CA1-2');
    expect(server.requests[0]?.url).toBe('/generativeagent/v1/call-transfers/CA1-2');
  });

  test('keeps what the agent decided and nothing else', async () => {
    server.answer(
      sendJson(200, {
        id: 'CA1',
        externalConversationId: 'CA1',
        status: 'COMPLETED',
        type: 'PHONE_NUMBER',
        sip: { returnInviteAuthentication: { password: 'mark' } },
        outputContext: {
          transferType: 'SYSTEM',
          currentTaskName: 'handle_refund_requests',
          referenceVariables: { isActive: true, nested: { a: [1, null] } },
          transferVariables: { next_action: 'refund' },
        },
      }),
    );
    expect(await read()).toEqual({
      status: 'COMPLETED',
      transferType: 'SYSTEM',
      currentTaskName: 'handle_refund_requests',
      referenceVariables: { isActive: true, nested: { a: [1, null] } },
      transferVariables: { next_action: 'refund' },
    });
  });

  test('has its enums in upper case, whatever case ASAPP uses', async () => {
    const outputContext = { transferType: 'agent' };
    server.answer(sendJson(200, { status: 'completed', outputContext }));
    expect(await read()).toMatchObject({ status: 'COMPLETED', transferType: 'AGENT' });
  });

  test.each([
    ['no output context', {}],
    ['an output context of null', { outputContext: null }],
    ['an empty output context', { outputContext: {} }],
    [
      'nulls in its output context',
      {
        outputContext: {
          transferType: null,
          currentTaskName: null,
          referenceVariables: null,
          transferVariables: null,
        },
      },
    ],
  ])('may have %s', async (_case, fields) => {
    server.answer(sendJson(200, { status: 'COMPLETED', ...fields }));
    expect(await read()).toEqual({
      status: 'COMPLETED',
      transferType: undefined,
      currentTaskName: undefined,
      referenceVariables: undefined,
      transferVariables: undefined,
    });
  });

  test('may have values that ASAPP does not document', async () => {
    server.answer(
      sendJson(200, { status: 'PAUSED', outputContext: { transferType: 'ROBOT' }, new: 1 }),
    );
    expect(await read()).toMatchObject({ status: 'PAUSED', transferType: 'ROBOT' });
  });

  test('keeps its decision if another field has the wrong type', async () => {
    server.answer(
      sendJson(200, {
        status: 'COMPLETED',
        outputContext: {
          transferType: 'AGENT',
          currentTaskName: 7,
          referenceVariables: 'none',
          transferVariables: { priority: 'high' },
        },
      }),
    );
    expect(await read()).toEqual({
      status: 'COMPLETED',
      transferType: 'AGENT',
      currentTaskName: undefined,
      referenceVariables: undefined,
      transferVariables: { priority: 'high' },
    });
  });

  test('loses a variable that is nested too deeply to be serialized', async () => {
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    server.answer((_request, response) => {
      response.end(
        `{"status":"COMPLETED","outputContext":{"transferVariables":{"deep":${deep},"a":[[1]]}}}`,
      );
    });
    expect((await read()).transferVariables).toEqual({ a: [[1]] });
  });

  test.each([
    ['an empty object', {}],
    ['a status that is not text', { status: 7 }],
    [
      'a transfer type that is not text',
      { status: 'COMPLETED', outputContext: { transferType: 7 } },
    ],
  ])('is a bad answer if ASAPP sends %s', async (_case, body) => {
    server.answer(sendJson(200, body));
    await expect(read()).rejects.toThrow(BadAnswerError);
  });
});
