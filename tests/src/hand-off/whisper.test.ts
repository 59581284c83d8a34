import { readHandOffConfig } from '../../../src/hand-off/config';
import { answerWhisper, readWhisper, whisper } from '../../../src/hand-off/whisper';
import { createLog } from '../../../src/runtime/log';
import type { CallContext } from '../../../src/voice/call-context';
import { RETRIES } from '../../../src/voice/urls';
import { captureConsole } from '../../support/console';
import { CALLER, learned } from '../../support/hand-off';
import { answerOf, CALL_SID, DOMAIN_NAME, twimlOf } from '../../support/runtime';
import { element, parseTwiml, verbs } from '../../support/twiml';

const LEG_SID = `CA${'9'.repeat(32)}`;
const written = captureConsole();

function whispered(context: CallContext, environment: Record<string, string> = {}) {
  const config = readHandOffConfig(environment).value;
  const invocation = { domainName: DOMAIN_NAME, log: createLog({}) };
  return parseTwiml(twimlOf(answerOf(whisper(invocation, CALLER, config, context))));
}

describe('a request for a whisper', () => {
  test('is about the caller’s call, though it comes from the leg of the person who is called', () => {
    const event = { CallSid: LEG_SID, callSid: CALL_SID, engagement: '2' };
    expect(readWhisper(event)).toMatchObject({
      call: { callSid: CALL_SID, engagement: 2 },
      pressed: undefined,
    });
  });

  test('can get the caller’s call from ParentCallSid', () => {
    const event = { CallSid: LEG_SID, ParentCallSid: CALL_SID };
    expect(readWhisper(event).call.callSid).toBe(CALL_SID);
  });

  test('holds the summary, or says that there may be one by now', () => {
    expect(readWhisper({ summary: 'In short.' })).toMatchObject({
      summary: 'In short.',
      isSummaryLate: false,
    });
    expect(readWhisper({ summarize: '1' })).toMatchObject({ isSummaryLate: true });
  });

  test('never takes the leg for the caller’s call', () => {
    expect(readWhisper({ CallSid: LEG_SID, callSid: 'x' }).call.callSid).toBeUndefined();
  });

  test('holds the key that was pressed, or that none was', () => {
    expect(readWhisper({ accept: '1', Digits: '1' }).pressed).toBe('1');
    expect(readWhisper({ accept: '1' }).pressed).toBe('');
    expect(readWhisper({ Digits: '1' }).pressed).toBeUndefined();
  });
});

describe('a whisper', () => {
  test('is heard, and then the caller is bridged', () => {
    const context = learned({ a: 'b' }, { taskName: 'refunds' });
    const response = whispered(context, { WHISPER_VARIABLES: 'a' });
    expect(verbs(response)).toEqual(['Say']);
    expect(element(response, 'Say').text).toBe('A call from the voice agent. Task: refunds. a: b.');
  });

  test('can ask for a key; without one the call is declined', () => {
    const response = whispered(learned(), { WHISPER_ACCEPT: 'true' });
    expect(verbs(response)).toEqual(['Gather', 'Hangup']);
    expect(element(response, 'Gather').attributes).toEqual({
      numDigits: '1',
      timeout: '8',
      action: `https://${DOMAIN_NAME}/whisper?callSid=${CALL_SID}&accept=1${RETRIES}`,
    });
    expect(element(response, 'Say').text).toBe(
      'A call from the voice agent. Press 1 to take the call.',
    );
  });

  test('is never longer than 1000 characters, its question included', () => {
    for (let length = 900; length < 1_000; length += 1) {
      const context = learned({ a: 'x'.repeat(length) });
      const environment = { WHISPER_ACCEPT: 'true', WHISPER_VARIABLES: 'a' };
      const { text } = element(whispered(context, environment), 'Say');
      expect(text.length).toBeLessThanOrEqual(1_000);
      expect(text).toMatch(/Press 1 to take the call\.$/);
    }
  });

  test('logs the names of what it could not say, under the caller’s call', () => {
    whispered(learned({ a: 'mark'.repeat(300) }), { WHISPER_VARIABLES: 'a' });
    expect(written.lines()).toEqual([
      { level: 'info', event: 'whisper', callSid: CALL_SID, names: ['a'] },
    ]);
  });
});

describe('the answer to a whisper', () => {
  test('bridges the caller for 1', () => {
    expect(verbs(parseTwiml(twimlOf(answerOf(answerWhisper('1')))))).toEqual([]);
  });

  test.each(['', '2', '11', '#', '*'])('declines for %j', (pressed) => {
    expect(verbs(parseTwiml(twimlOf(answerOf(answerWhisper(pressed)))))).toEqual(['Hangup']);
  });
});
