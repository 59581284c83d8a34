import {
  requestOf,
  standardSettings,
  variablesFault,
} from '../../../../console/page/phone/settings';
import { readCallRequest } from '../../../../local/call-request';

const requested = (settings: Partial<typeof standardSettings>) =>
  readCallRequest(requestOf({ ...standardSettings, ...settings }));

test('at first the agent asks for a key, and ends the conversation well without one', () => {
  expect(requested({})).toMatchObject({
    outcome: 'completed',
    agent: { voice: 'menu', currentTaskName: 'AccountInquiry' },
    agentAnswers: ['answered'],
    faults: {},
  });
});

test('what is chosen is what is ordered', () => {
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

test.each(['{', '[]', '7', 'null'])('%s is no set of variables, and is named', (text) => {
  expect(variablesFault({ ...standardSettings, referenceVariables: text })).toMatch(
    /^Reference variables: write a JSON object/,
  );
});

test('no text is no variables', () => {
  expect(variablesFault({ ...standardSettings, transferVariables: ' ' })).toBeUndefined();
});
