import { RETRIES } from '../../../../src/voice/urls';
import { handedOff, learned } from '../../../support/hand-off';
import { DOMAIN_NAME, WORKFLOW_SID } from '../../../support/runtime';
import { element, elements } from '../../../support/twiml';

const WAIT = { waitUrl: `https://${DOMAIN_NAME}/queue-wait${RETRIES}`, waitUrlMethod: 'POST' };

describe('an Enqueue', () => {
  test('in a workflow makes a task with the context', () => {
    const context = learned({ note: '"a" <b> & \n c' }, { taskName: 'refunds' });
    const { response, leftOut } = handedOff({ chain: WORKFLOW_SID, context });
    const { attributes, text } = element(response, 'Enqueue');
    expect(attributes).toEqual({
      workflowSid: WORKFLOW_SID,
      action: `https://${DOMAIN_NAME}/hand-off?chain=${WORKFLOW_SID}&step=0&outcome=agent${RETRIES}`,
      ...WAIT,
    });
    expect(text).toBe('');
    expect(JSON.parse(element(response, 'Task').text)).toMatchObject({
      taskName: 'refunds',
      transferVariables: { note: '"a" <b> & \n c' },
    });
    expect(leftOut).toEqual([]);
  });

  test('in a plain queue has its name only', () => {
    const { response } = handedOff({ chain: 'queue:a&b' });
    expect(element(response, 'Enqueue')).toMatchObject({ text: 'a&b', attributes: WAIT });
    expect(elements(response, 'Task')).toEqual([]);
  });
});
