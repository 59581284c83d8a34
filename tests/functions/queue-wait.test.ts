import { handler } from '../../functions/queue-wait.protected';
import { captureConsole } from '../support/console';
import { CALL, DOMAIN_NAME, invoke, twimlOf } from '../support/runtime';
import { element, parseTwiml, verbs } from '../support/twiml';

captureConsole();

const wait = async (event: Record<string, unknown>, environment: Record<string, string> = {}) =>
  parseTwiml(twimlOf(await invoke(handler, { ...CALL, ...event }, environment)));

describe('/queue-wait', () => {
  test('tells the position and plays music of the service’s own', async () => {
    const response = await wait({ QueuePosition: '2', QueueTime: '5' }, { SAY_LANGUAGE: 'es-MX' });
    expect(element(response, 'Say').text).toContain('número 2');
    expect(element(response, 'Play').text).toBe(`https://${DOMAIN_NAME}/hold-music.wav`);
  });

  test('leaves the queue when it is enough', async () => {
    expect(verbs(await wait({ QueueTime: '30' }, { QUEUE_SECONDS: '30' }))).toEqual(['Leave']);
  });

  test('keeps the caller in the queue where everything is malformed', async () => {
    const event = { QueuePosition: { a: 1 }, QueueTime: '\u0000' };
    expect(verbs(await wait(event, { QUEUE_SECONDS: 'x', SAY_VOICE: 'x' }))).toEqual([
      'Say',
      'Play',
    ]);
  });
});
