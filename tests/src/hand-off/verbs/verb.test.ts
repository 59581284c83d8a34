import { handedOff } from '../../../support/hand-off';
import { FLOW_SID, WORKFLOW_SID } from '../../../support/runtime';
import { elements, verbs } from '../../../support/twiml';

describe('the verb of a destination', () => {
  test.each([
    ['+15551234567', 'Dial', 'Number'],
    ['sip:a@b.example', 'Dial', 'Sip'],
    ['client:alice', 'Dial', 'Client'],
    [WORKFLOW_SID, 'Enqueue', 'Task'],
    ['queue:support', 'Enqueue', undefined],
    [FLOW_SID, 'Redirect', undefined],
    ['https://example.com/', 'Redirect', undefined],
    ['voicemail', 'Record', undefined],
  ])('%s is %s', (chain, verb, noun) => {
    const { response } = handedOff({ chain });
    expect(verbs(response).at(-1)).toBe(verb);
    if (noun) expect(elements(response, noun)).toHaveLength(1);
  });
});
