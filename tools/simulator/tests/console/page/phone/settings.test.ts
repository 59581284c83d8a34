import {
  requestOf,
  standardSettings,
  variablesFault,
} from '../../../../console/page/phone/settings';
import { readCallRequest } from '../../../../local/call-request';

const requested = (settings: Partial<typeof standardSettings>) =>
  readCallRequest(requestOf({ ...standardSettings, ...settings }));

test('by default the agent asks for a key, and completes the conversation without one', () => {
  expect(requested({})).toMatchObject({
    outcome: 'completed',
    agent: { voice: 'menu', currentTaskName: 'AccountInquiry' },
    agentAnswers: ['answered'],
    faults: {},
  });
});

test('the request contains the chosen settings', () => {
  const request = requested({
    studio: true,
    agent: 'system',
    person: 'busy,answered',
    task: ' ',
    transferVariables: '{ "next_action": "refund" }',
    referenceVariables: '',
    streamingUrl: 'ws-url',
    callTransfer: '404',
    socket: 'hang',
    latencyMs: 250,
    dropAfterSeconds: 2,
  });
  expect(request).toMatchObject({
    studio: true,
    outcome: 'system',
    agent: {
      voice: 'words',
      currentTaskName: null,
      transferVariables: { next_action: 'refund' },
      referenceVariables: {},
    },
    agentAnswers: ['busy', 'answered'],
  });
  expect(request.faults).toEqual({
    streamingUrl: 'ws-url',
    callTransfer: '404',
    socket: 'hang',
    latencyMs: 250,
    dropAfterMs: 2000,
  });
});

test.each(['{', '[]', '7', 'null'])('reports that %s is not a JSON object', (text) => {
  expect(variablesFault({ ...standardSettings, referenceVariables: text })).toMatch(
    /^Reference variables: write a JSON object/,
  );
});

test('treats an empty text as no variables', () => {
  expect(variablesFault({ ...standardSettings, transferVariables: ' ' })).toBeUndefined();
});
