import { handler } from '../../functions/fallback.protected';
import { captureConsole } from '../support/console';
import {
  ACCOUNT_SID,
  CALL,
  CALL_SID,
  DOMAIN_NAME,
  FLOW_SID,
  invoke,
  twimlOf,
} from '../support/runtime';
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

  describe('leaves out the destination at the URL that has just failed', () => {
    const URL_CHAIN = { FALLBACK_DESTINATION: 'https://crm.example.com/voice?tenant=7' };
    const FLOW_CHAIN = { FALLBACK_DESTINATION: FLOW_SID };
    const FLOW_URL = `https://webhooks.twilio.com/v1/Accounts/${ACCOUNT_SID}/Flows/${FLOW_SID}`;

    test.each([
      ['with a context in its query', URL_CHAIN, 'https://crm.example.com/voice?context_outcome=x'],
      ['with a port', URL_CHAIN, 'https://CRM.example.com:443/voice'],
      ['of a flow', FLOW_CHAIN, `${FLOW_URL}?FlowEvent=return`],
      ['that Twilio does not tell', URL_CHAIN, undefined],
      ['that Twilio does not tell, for a flow', FLOW_CHAIN, undefined],
      ['that is none', URL_CHAIN, 'crm.example.com/voice'],
    ])('%s', async (_case, environment, ErrorUrl) => {
      expect(verbs(await fallBack({ ErrorUrl }, environment))).toEqual(['Say', 'Hangup']);
    });

    test.each([
      ['server', 'https://example.com/voice'],
      ['function of this service', `https://${DOMAIN_NAME}/call-complete?line=sales`],
    ])('and no destination with another %s', async (_case, ErrorUrl) => {
      expect(verbs(await fallBack({ ErrorUrl }, URL_CHAIN))).toEqual(['Redirect']);
    });

    test('and all URLs of its server if the page that failed is not a destination itself', async () => {
      const ErrorUrl = 'https://crm.example.com/menu';
      expect(verbs(await fallBack({ ErrorUrl }, URL_CHAIN))).toEqual(['Say', 'Hangup']);
    });

    test('and all other URLs and flows if it was itself tried after a failure, so that a call never goes back and forth', async () => {
      const environment = { ...URL_CHAIN, AGENT_DESTINATION: 'https://example.com/voice' };
      const ErrorUrl = 'https://crm.example.com/voice?tenant=7&context_outcome=failed';
      expect(verbs(await fallBack({ ErrorUrl }, environment))).toEqual(['Say', 'Hangup']);
    });

    test('and tries everything else in the same order', async () => {
      const FALLBACK_DESTINATION = 'client:a client:b https://crm.example.com/voice';
      const response = await fallBack({}, { FALLBACK_DESTINATION });
      expect(element(response, 'Dial').attributes.action).toContain('?chain=client%3Ab&');
    });

    test('and no destination with another path, if the one that failed is known', async () => {
      const environment = { ...URL_CHAIN, AGENT_DESTINATION: 'https://crm.example.com/other' };
      const ErrorUrl = 'https://crm.example.com/other?context_outcome=agent';
      expect(element(await fallBack({ ErrorUrl }, environment), 'Redirect').text).toContain(
        'https://crm.example.com/voice?tenant=7&context_outcome=failed',
      );
    });

    test('and takes the people of AGENT_DESTINATION if no other destination is left', async () => {
      const environment = { ...URL_CHAIN, AGENT_DESTINATION: 'client:a' };
      expect(element(await fallBack({}, environment), 'Identity').text).toBe('a');
    });
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
