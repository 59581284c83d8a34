import { MESSAGES } from '../../../src/voice/messages';
import { RETRIES } from '../../../src/voice/urls';
import { handedOff, learned } from '../../support/hand-off';
import { ACCOUNT_SID, CALL_SID, DOMAIN_NAME, FLOW_SID, WORKFLOW_SID } from '../../support/runtime';
import { element, elements, verbs } from '../../support/twiml';

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
    expect(verbs(response)).toContain(verb);
    if (noun) expect(elements(response, noun)).toHaveLength(1);
  });
});

const WAIT = { waitUrl: `https://${DOMAIN_NAME}/queue-wait${RETRIES}`, waitUrlMethod: 'POST' };

describe('an Enqueue', () => {
  test('in a workflow makes a task with the context as attributes', () => {
    const context = learned({ note: '"a" <b> & \n c' }, { taskName: 'refunds' });
    const { response, leftOut } = handedOff({ chain: WORKFLOW_SID, context });
    const { attributes, text } = element(response, 'Enqueue');
    expect(attributes).toEqual({
      workflowSid: WORKFLOW_SID,
      action: `https://${DOMAIN_NAME}/hand-off?chain=&outcome=agent${RETRIES}`,
      ...WAIT,
    });
    expect(text).toBe('');
    expect(JSON.parse(element(response, 'Task').text)).toMatchObject({
      taskName: 'refunds',
      transferVariables: { note: '"a" <b> & \n c' },
    });
    expect(leftOut).toEqual([]);
  });

  test.each([
    [{}, '130'],
    [{ QUEUE_SECONDS: '600' }, '610'],
  ])(
    'in a workflow makes a task that ends soon after the caller has left: %j',
    (environment, timeout) => {
      const { response } = handedOff({ chain: WORKFLOW_SID, environment });
      expect(element(response, 'Task').attributes).toEqual({ timeout });
    },
  );

  test('in a plain queue has only the queue’s name', () => {
    const { response } = handedOff({ chain: 'queue:a&b' });
    expect(element(response, 'Enqueue')).toMatchObject({ text: 'a&b', attributes: WAIT });
    expect(elements(response, 'Task')).toEqual([]);
  });
});

test('a queue knows the line, so that its wait can be that of the line', () => {
  const { response } = handedOff({ chain: 'queue:support', event: { line: 'sales' } });
  expect(element(response, 'Enqueue').attributes.waitUrl).toBe(
    `https://${DOMAIN_NAME}/queue-wait?line=SALES${RETRIES}`,
  );
});

describe('a voicemail', () => {
  test('has an action, since without one Record would loop', () => {
    const { response } = handedOff({ chain: 'voicemail' });
    expect(verbs(response)).toEqual(['Say', 'Record', 'Say', 'Hangup']);
    expect(element(response, 'Say').text).toBe(MESSAGES.en.voicemailPrompt);
    expect(element(response, 'Record').attributes).toEqual({
      action: `https://${DOMAIN_NAME}/hand-off?chain=&outcome=agent${RETRIES}`,
      maxLength: '180',
      timeout: '5',
      playBeep: 'true',
    });
  });

  test('ends in an apology if Twilio records nothing and goes on behind it', () => {
    const { response } = handedOff({ chain: 'voicemail' });
    expect(elements(response, 'Say').at(-1)?.text).toBe(MESSAGES.en.apology);
  });

  describe('has the recording callback of VOICEMAIL_CALLBACK_URL', () => {
    const VOICEMAIL_CALLBACK_URL = 'https://example.com/voicemail?a=b&c=d';
    type Situation = Partial<Parameters<typeof handedOff>[0]>;

    function callback({ environment, ...more }: Situation) {
      const variables = { VOICEMAIL_CALLBACK_URL, ...environment };
      const { response } = handedOff({ chain: 'voicemail', environment: variables, ...more });
      return element(response, 'Record').attributes.recordingStatusCallback;
    }

    test('with the caller’s number, the line and the task', () => {
      const context = learned({}, { taskName: 'pay bill' });
      expect(callback({ context, event: { line: 'sales' } })).toBe(
        `${VOICEMAIL_CALLBACK_URL}&from=%2B15550001111&line=SALES&taskName=pay%20bill`,
      );
    });

    test('without what is unknown, too long or not XML', () => {
      const unknown = { From: '' };
      expect(callback({ event: unknown })).toBe(VOICEMAIL_CALLBACK_URL);
      for (const taskName of ['x'.repeat(501), '\ud800']) {
        const context = learned({}, { taskName });
        expect(callback({ event: unknown, context })).toBe(VOICEMAIL_CALLBACK_URL);
      }
    });

    test('without the number with VOICEMAIL_CALLER=false', () => {
      expect(callback({ environment: { VOICEMAIL_CALLER: 'false' } })).toBe(VOICEMAIL_CALLBACK_URL);
    });
  });
});

describe('with a workflow for voicemails', () => {
  const WORKFLOW = `WW${'a'.repeat(32)}`;

  test('its function hears about the recording, by an absolute URL without the caller’s number', () => {
    const { response } = handedOff({
      chain: 'voicemail',
      environment: { VOICEMAIL_WORKFLOW: WORKFLOW },
      event: { line: 'sales', engagement: '2' },
    });
    expect(element(response, 'Record').attributes.recordingStatusCallback).toBe(
      `https://${DOMAIN_NAME}/voicemail-task?workflow=${WORKFLOW}&line=SALES&outcome=agent&engagement=2${RETRIES}`,
    );
  });
});

test.each([
  ['queue:support', 'queue'],
  [WORKFLOW_SID, WORKFLOW_SID],
])('with callbacks the wait URL of %s says where the call waits', (chain, waitsIn) => {
  const environment = { CALLBACK_WORKFLOW: `WW${'a'.repeat(32)}` };
  const { response } = handedOff({ chain, environment, event: { line: 'sales' } });
  expect(element(response, 'Enqueue').attributes.waitUrl).toBe(
    `https://${DOMAIN_NAME}/queue-wait?line=SALES&waitsIn=${waitsIn}&outcome=agent${RETRIES}`,
  );
});

describe('a Redirect', () => {
  test('to a flow has the context in its query', () => {
    const context = learned({ next_action: 'a b' });
    const { response } = handedOff({ chain: FLOW_SID, context });
    expect(verbs(response)).toEqual(['Redirect']);
    expect(element(response, 'Redirect').text).toBe(
      `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${FLOW_SID}` +
        `?Trigger=incomingCall&context_outcome=agent&context_conversationId=${CALL_SID}&context_next_action=a%20b`,
    );
  });

  test('to a URL keeps the query and fragment of the URL', () => {
    const { response, leftOut } = handedOff({
      chain: 'https://example.com/twiml?a=b#rc=2',
      context: learned({ big: 'x'.repeat(2_000) }),
    });
    expect(element(response, 'Redirect').text).toBe(
      `https://example.com/twiml?a=b&context_outcome=agent&context_conversationId=${CALL_SID}#rc=2`,
    );
    expect(leftOut).toEqual(['big']);
  });
});
