import { readHandOffConfig } from '../../../src/hand-off/config';
import { queueWait } from '../../../src/hand-off/queue-wait';
import { answerOf, DOMAIN_NAME, twimlOf } from '../../support/runtime';
import { element, parseTwiml, verbs } from '../../support/twiml';

function wait(event: Record<string, unknown>, environment: Record<string, string> = {}) {
  const config = readHandOffConfig(environment).value;
  return parseTwiml(twimlOf(answerOf(queueWait(event, config, DOMAIN_NAME))));
}

describe('a round of waiting in a queue', () => {
  test('says the position and plays music', () => {
    const response = wait({ QueuePosition: '3', QueueTime: '0' });
    expect(verbs(response)).toEqual(['Say', 'Play']);
    expect(element(response, 'Say').text).toContain('number 3 in line');
    expect(element(response, 'Play').text).toBe(`https://${DOMAIN_NAME}/hold-music.wav`);
  });

  test.each([undefined, '', '0', '-1', '1.5', '<1>', '999999', ['1', '2']])(
    'says no position if QueuePosition is %j',
    (QueuePosition) => {
      const response = wait({ QueuePosition });
      expect(element(response, 'Say').text).toMatch(/^Please stay on the line/);
    },
  );

  test.each([
    ['0', ['Say', 'Play']],
    ['90', ['Say', 'Play']],
    ['91', ['Say', 'Pause']],
    ['119', ['Say', 'Pause']],
    ['120', ['Leave']],
    ['9999', ['Leave']],
  ])('after %s of 120 s is %p', (QueueTime, expected) => {
    expect(verbs(wait({ QueueTime }))).toEqual(expected);
  });

  test.each([
    ['100', '14'],
    ['113', '1'],
    ['119', '1'],
  ])('after %s of 120 s ends with a pause of %s s', (QueueTime, length) => {
    expect(element(wait({ QueueTime }), 'Pause').attributes.length).toBe(length);
  });

  test.each(['', 'soon', '-5', '1e9', '12345678', ['500', '600']])(
    'counts as the first one if QueueTime is %j',
    (QueueTime) => {
      expect(verbs(wait({ QueueTime }))).toEqual(['Say', 'Play']);
    },
  );

  test('is the last one when QUEUE_SECONDS are over', () => {
    expect(verbs(wait({ QueueTime: '10' }, { QUEUE_SECONDS: '10' }))).toEqual(['Leave']);
  });
});
