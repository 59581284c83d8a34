import { readHandOffConfig } from '../../../src/hand-off/config';
import { forLine } from '../../../src/runtime/variables';
import { MESSAGES } from '../../../src/voice/messages';

describe('the configuration of a hand-off', () => {
  test('has a default for everything', () => {
    expect(readHandOffConfig({})).toEqual({
      value: {
        destinations: { agent: [], system: [], completed: [], fallback: [], closed: [] },
        openingHours: undefined,
        closedMessage: undefined,
        speech: { voice: undefined, language: undefined, messages: MESSAGES.en },
        callerId: undefined,
        ringSeconds: 20,
        queueSeconds: 120,
        whispers: true,
        whisperVariables: [],
        whisperAccept: false,
        voicemailCallbackUrl: undefined,
        voicemailCaller: true,
        resumeInterrupted: false,
      },
      problems: [],
    });
  });

  test('is read from the variables', () => {
    const environment = {
      CALLER_ID: '+15551234567',
      RING_SECONDS: '30',
      QUEUE_SECONDS: '600',
      WHISPER: 'off',
      WHISPER_VARIABLES: ' customerName, next_action ',
      WHISPER_ACCEPT: 'true',
      VOICEMAIL_CALLBACK_URL: 'https://example.com/voicemail?a=b',
      VOICEMAIL_CALLER: 'false',
      RESUME_INTERRUPTED: 'true',
    };
    expect(readHandOffConfig(environment)).toMatchObject({
      value: {
        callerId: '+15551234567',
        ringSeconds: 30,
        queueSeconds: 600,
        whispers: false,
        whisperVariables: ['customerName', 'next_action'],
        whisperAccept: true,
        voicemailCallbackUrl: 'https://example.com/voicemail?a=b',
        voicemailCaller: false,
        resumeInterrupted: true,
      },
      problems: [],
    });
  });

  test('names every problem without a value, and keeps the good variables', () => {
    const { value: values, problems } = readHandOffConfig(
      forLine(
        {
          AGENT_DESTINATION: 'mark +15551234567',
          AGENT_DESTINATION_SALES: 'mark',
          CALLER_ID: 'mark',
          RING_SECONDS: '4',
          QUEUE_SECONDS: 'mark',
          WHISPER: 'mark',
          WHISPER_ACCEPT: 'mark',
          VOICEMAIL_CALLBACK_URL: 'http://mark.example',
          VOICEMAIL_CALLER: 'mark',
          VOICEMAIL_WORKFLOW: 'mark',
          CALLBACK_WORKFLOW: 'mark',
          CALLBACK_KEY: 'mark',
          RESUME_INTERRUPTED: 'mark',
          SAY_VOICE: 'mark',
          SAY_LANGUAGE: 'mark',
          GOODBYE: 'mark\u0001',
          APOLOGY: 'mark\u0001',
          VOICEMAIL_PROMPT: 'mark\u0001',
          HOLD_MUSIC_URL: 'mark',
          SIP_USERNAME: 'mark mark',
          SIP_PASSWORD: 'mark mark',
        },
        'SALES',
      ),
    );
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'AGENT_DESTINATION',
      'AGENT_DESTINATION_SALES',
      'APOLOGY',
      'CALLBACK_KEY',
      'CALLBACK_WORKFLOW',
      'CALLER_ID',
      'GOODBYE',
      'HOLD_MUSIC_URL',
      'QUEUE_SECONDS',
      'RESUME_INTERRUPTED',
      'RING_SECONDS',
      'SAY_LANGUAGE',
      'SAY_VOICE',
      'SIP_PASSWORD',
      'SIP_USERNAME',
      'VOICEMAIL_CALLBACK_URL',
      'VOICEMAIL_CALLER',
      'VOICEMAIL_PROMPT',
      'VOICEMAIL_WORKFLOW',
      'WHISPER',
      'WHISPER_ACCEPT',
    ]);
    expect(problems.join()).not.toContain('mark');
    expect(values.ringSeconds).toBe(20);
    expect(values.destinations.agent.flat()[1]?.chain).toMatchObject([{ kind: 'number' }]);
  });

  const WORKFLOW = `WW${'a'.repeat(32)}`;

  test('has the key 1 for callbacks unless CALLBACK_KEY says another', () => {
    const callback = (environment: Record<string, string>) =>
      readHandOffConfig({ CALLBACK_WORKFLOW: WORKFLOW, ...environment }).value.callback;
    expect(callback({})).toEqual({ workflowSid: WORKFLOW, key: '1' });
    expect(callback({ CALLBACK_KEY: '#' })?.key).toBe('#');
    expect(callback({ CALLBACK_KEY: '12' })?.key).toBe('1');
    expect(callback({ CALLBACK_WORKFLOW: 'WW1' })).toBeUndefined();
  });

  test('names CALLBACK_WORKFLOW if callers never wait long enough to be asked', () => {
    const problems = (QUEUE_SECONDS: string) =>
      readHandOffConfig({ CALLBACK_WORKFLOW: WORKFLOW, QUEUE_SECONDS }).problems;
    expect(problems('30')).toEqual([expect.stringMatching(/^CALLBACK_WORKFLOW has no effect/)]);
    expect(problems('31')).toEqual([]);
  });

  test('has one place for voicemails: the webhook, if both are set, and a problem', () => {
    const url = 'https://example.com/voicemail';
    const both = { VOICEMAIL_CALLBACK_URL: url, VOICEMAIL_WORKFLOW: WORKFLOW };
    const { value, problems } = readHandOffConfig(both);
    expect(value).toMatchObject({ voicemailCallbackUrl: url, voicemailWorkflow: undefined });
    expect(problems).toEqual([expect.stringMatching(/^VOICEMAIL_WORKFLOW has no effect/)]);
    expect(readHandOffConfig({ VOICEMAIL_WORKFLOW: WORKFLOW })).toMatchObject({
      value: { voicemailWorkflow: WORKFLOW },
      problems: [],
    });
  });

  test.each(['+15551234567', 'client:alice'])('can have the caller ID %s', (CALLER_ID) => {
    expect(readHandOffConfig({ CALLER_ID }).value.callerId).toBe(CALLER_ID);
  });

  test.each(['15551234567', 'client:', 'client:a b', 'client:\u0001', 'client:\ud800'])(
    'cannot have the caller ID %j',
    (CALLER_ID) => {
      const { value: values, problems } = readHandOffConfig({ CALLER_ID });
      expect(values.callerId).toBeUndefined();
      expect(problems).toHaveLength(1);
    },
  );

  test.each([
    'https://',
    'ftp://example.com',
    'https://example.com/\u0001',
    'https://a.example/b c',
    'https://user:secret@a.example/',
  ])('cannot have the voicemail callback %j', (VOICEMAIL_CALLBACK_URL) => {
    const { value: values, problems } = readHandOffConfig({ VOICEMAIL_CALLBACK_URL });
    expect(values.voicemailCallbackUrl).toBeUndefined();
    expect(problems).toHaveLength(1);
  });

  test('can have a voicemail callback on this machine', () => {
    const VOICEMAIL_CALLBACK_URL = 'http://127.0.0.1:4000/voicemail';
    const { value, problems } = readHandOffConfig({ VOICEMAIL_CALLBACK_URL });
    expect(value.voicemailCallbackUrl).toBe(VOICEMAIL_CALLBACK_URL);
    expect(problems).toEqual([]);
  });

  test('has the texts of the language, unless they are set or off', () => {
    const environment = { SAY_LANGUAGE: 'es-MX', GOODBYE: 'off', APOLOGY: 'Perdón.' };
    expect(readHandOffConfig(environment)).toMatchObject({
      value: {
        speech: {
          messages: {
            goodbye: '',
            apology: 'Perdón.',
            voicemailPrompt: MESSAGES.es.voicemailPrompt,
          },
        },
      },
      problems: [],
    });
  });

  test.each(['off', 'OFF', 'Off'])('never says the word %s instead of nothing', (off) => {
    const { messages } = readHandOffConfig({ GOODBYE: off }).value.speech;
    expect(messages.goodbye).toBe('');
  });

  test('has the text of a line', () => {
    const environment = forLine({ GOODBYE: 'off', GOODBYE_SALES: 'Thanks.' }, 'SALES');
    expect(readHandOffConfig(environment).value.speech.messages.goodbye).toBe('Thanks.');
  });

  test.each([
    [{ SIP_USERNAME: 'a' }, ['SIP_PASSWORD is missing']],
    [{ SIP_PASSWORD: 'a' }, ['SIP_USERNAME is missing']],
    [
      { SIP_USERNAME: 'a', SIP_PASSWORD: 'b c' },
      ['SIP_PASSWORD must be printable ASCII without spaces'],
    ],
  ])('has no SIP credentials with %j, and says so', (environment, problems) => {
    const { value, problems: found } = readHandOffConfig(environment);
    expect(value.sipCredentials).toBeUndefined();
    expect(found).toEqual(problems);
  });
});
