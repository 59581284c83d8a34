import { handler } from '../../functions/queue-callback.protected';
import { captureConsole } from '../support/console';
import { CALL, DOMAIN_NAME, invoke, twimlOf } from '../support/runtime';
import { element, elements, parseTwiml, verbs } from '../support/twiml';

const written = captureConsole();

const CALLBACKS = { CALLBACK_WORKFLOW: `WW${'a'.repeat(32)}` };

const press = async (event: Record<string, unknown>, environment: Record<string, string>) =>
  parseTwiml(twimlOf(await invoke(handler, { ...CALL, ...event }, environment)));

describe('/queue-callback', () => {
  test('lets a caller wait who pressed another key, without any request', async () => {
    const event = { Digits: '9', since: '1700000000', waitsIn: 'queue', line: 'sales' };
    const response = await press(event, CALLBACKS);

    expect(verbs(response)).toEqual(['Redirect']);
    const { host, pathname, searchParams } = new URL(element(response, 'Redirect').text);
    expect([host, pathname]).toEqual([DOMAIN_NAME, '/queue-wait']);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      line: 'SALES',
      waitsIn: 'queue',
      since: '1700000000',
    });
    expect(written.lines()).toEqual([]);
  });

  test('lets a caller wait if callbacks have been switched off meanwhile', async () => {
    expect(verbs(await press({ Digits: '1' }, {}))).toEqual(['Redirect']);
  });

  test('lets a caller wait if the service was deployed without credentials', async () => {
    const response = await press({ Digits: '1', waitsIn: 'queue' }, CALLBACKS);

    expect(verbs(response)).toEqual(['Say', 'Redirect']);
    expect(elements(response, 'Say')[0]?.text).toContain('You still have your place in line');
    expect(written.text()).toContain('callback-failed');
  });

  test('lets a caller wait whose number is withheld', async () => {
    expect(verbs(await press({ Digits: '1', From: 'anonymous' }, CALLBACKS))).toEqual(['Redirect']);
  });
});
