import { handler } from '../../functions/fallback.protected';
import { captureConsole } from '../support/console';
import { CALL, CALL_SID, invoke, twimlOf } from '../support/runtime';
import { element, parseTwiml, verbs } from '../support/twiml';

const written = captureConsole();

const fallBack = async (
  event: Record<string, unknown> = {},
  environment: Record<string, string> = { FALLBACK_DESTINATION: 'client:b' },
) => parseTwiml(twimlOf(await invoke(handler, { ...CALL, ...event }, environment)));

describe('/fallback', () => {
  test('sends the call to the fallback chain, and raises an alert with Twilio’s error code', async () => {
    const response = await fallBack({ ErrorCode: '11200', ErrorUrl: 'https://marked.example/' });
    expect(element(response, 'Identity').text).toBe('b');
    expect(written.find('fallback-used')).toEqual({
      level: 'error',
      event: 'fallback-used',
      callSid: CALL_SID,
      code: '11200',
    });
    expect(written.text()).not.toContain('marked');
  });

  test('logs no error code that is malformed', async () => {
    await fallBack({ ErrorCode: '+15550001111' });
    expect(written.find('fallback-used')).not.toHaveProperty('code');
  });

  test('uses the line of the URL', async () => {
    const environment = {
      FALLBACK_DESTINATION_SALES: 'client:sales',
      AGENT_DESTINATION: 'client:b',
    };
    expect(element(await fallBack({ line: 'sales' }, environment), 'Identity').text).toBe('sales');
  });

  test('apologizes if nothing is configured', async () => {
    expect(verbs(await fallBack({}, {}))).toEqual(['Say', 'Hangup']);
  });

  test('works without knowing anything about the call', async () => {
    expect(verbs(await fallBack({ CallSid: '', AccountSid: '', CallStatus: '' }))).toEqual([
      'Dial',
    ]);
  });

  test('does nothing for a call that is over', async () => {
    expect(verbs(await fallBack({ CallStatus: 'completed' }))).toEqual([]);
    expect(written.text()).toBe('');
  });

  test('answers even if nothing can be logged', async () => {
    const broken = () => {
      throw new Error('marked');
    };
    jest.spyOn(console, 'error').mockImplementationOnce(broken);
    expect(verbs(await fallBack())).toEqual(['Dial']);
  });
});
