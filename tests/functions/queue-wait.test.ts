import { handler } from '../../functions/queue-wait.protected';
import { captureConsole } from '../support/console';
import { CALL, DOMAIN_NAME, invoke, twimlOf } from '../support/runtime';
import { element, parseTwiml, verbs } from '../support/twiml';

captureConsole();

const wait = async (event: Record<string, unknown>, environment: Record<string, string> = {}) =>
  parseTwiml(twimlOf(await invoke(handler, { ...CALL, ...event }, environment)));

describe('/queue-wait', () => {
  test('says the position in the queue and plays the service’s hold music', async () => {
    const response = await wait({ QueuePosition: '2', QueueTime: '5' }, { SAY_LANGUAGE: 'es-MX' });
    expect(element(response, 'Say').text).toContain('número 2');
    expect(element(response, 'Play').text).toBe(`https://${DOMAIN_NAME}/hold-music.wav`);
  });

  test('leaves the queue after QUEUE_SECONDS', async () => {
    expect(verbs(await wait({ QueueTime: '30' }, { QUEUE_SECONDS: '30' }))).toEqual(['Leave']);
  });

  test('keeps the caller in the queue if everything is malformed', async () => {
    const event = { QueuePosition: { a: 1 }, QueueTime: '\u0000' };
    expect(verbs(await wait(event, { QUEUE_SECONDS: 'x', SAY_VOICE: 'x' }))).toEqual([
      'Say',
      'Play',
    ]);
  });
});
