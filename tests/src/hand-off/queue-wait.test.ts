import { readHandOffConfig } from '../../../src/hand-off/config';
import { queueWait } from '../../../src/hand-off/queue-wait';
import { RETRIES } from '../../../src/voice/urls';
import { captureConsole } from '../../support/console';
import { invocationOf } from '../../support/invocation';
import { answerOf, CALL, DOMAIN_NAME, twimlOf } from '../../support/runtime';
import { useTestClock } from '../../support/time';
import { element, elements, parseTwiml, verbs } from '../../support/twiml';

const written = captureConsole();

function wait(event: Record<string, unknown>, environment: Record<string, string> = {}) {
  const config = readHandOffConfig(environment).value;
  const answer = queueWait(invocationOf(environment, { event }), config);
  return parseTwiml(twimlOf(answerOf(answer)));
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

describe('HOLD_MUSIC_URL', () => {
  const NOW = '1800000000';
  useTestClock();
  beforeEach(() => jest.setSystemTime(Number(NOW) * 1_000));
  let file = 0;
  /** A new file for each test: a process remembers the ones that are too long. */
  const music = () => {
    file += 1;
    return { HOLD_MUSIC_URL: `https://media.example.com/${file}.mp3` };
  };
  const OWN = `https://${DOMAIN_NAME}/hold-music.wav`;
  const played = (response: ReturnType<typeof wait>) => element(response, 'Play').text;
  const next = (response: ReturnType<typeof wait>) => element(response, 'Redirect').text;
  const problems = () => written.lines().flatMap(({ problems = [] }) => problems);

  test('is played, and the next round learns when this one began', () => {
    const environment = music();
    const response = wait({ QueueTime: '7', line: 'sales' }, environment);
    expect(verbs(response)).toEqual(['Say', 'Play', 'Redirect']);
    expect(played(response)).toBe(environment.HOLD_MUSIC_URL);
    expect(next(response)).toBe(
      `https://${DOMAIN_NAME}/queue-wait?line=SALES&began=7&at=1800000000${RETRIES}`,
    );
  });

  test.each(['6', '20', '36', '42'])('is played again after a round of %s s', (QueueTime) => {
    const environment = music();
    expect(played(wait({ QueueTime, began: '0', at: NOW }, environment))).toBe(
      environment.HOLD_MUSIC_URL,
    );
    expect(written.lines()).toEqual([]);
  });

  test('gives way to the service’s own music, in this process for good, once a round took too long', () => {
    const environment = music();
    expect(played(wait({ QueueTime: '43', began: '0', at: NOW }, environment))).toBe(OWN);
    expect(problems()).toEqual(['HOLD_MUSIC_URL plays longer than 30 s']);
    expect(verbs(wait({ QueueTime: '0' }, environment))).toEqual(['Say', 'Play']);
    expect(played(wait({ QueueTime: '0' }, environment))).toBe(OWN);
    expect(problems()).toHaveLength(1);
  });

  test('gives way to it for the rest of the wait if nothing was heard of it', () => {
    const environment = music();
    const response = wait({ QueueTime: '14', began: '10', at: NOW }, environment);
    expect(played(response)).toBe(OWN);
    expect(problems()).toEqual(['HOLD_MUSIC_URL was not played']);
    const rest = new URL(next(response)).searchParams;
    const later = { QueueTime: '45', ...Object.fromEntries(rest) };
    expect(played(wait(later, environment))).toBe(OWN);
    expect(problems()).toHaveLength(1);
    expect(played(wait({ QueueTime: '0' }, environment))).toBe(environment.HOLD_MUSIC_URL);
  });

  test('is not begun if less than 30 s are left', () => {
    expect(verbs(wait({ QueueTime: '84' }, music()))).toEqual(['Say', 'Play', 'Redirect']);
    expect(verbs(wait({ QueueTime: '85' }, music()))).toEqual(['Say', 'Pause']);
  });

  test('lets no caller wait forever if Twilio sends no QueueTime after a Redirect', () => {
    const environment = music();
    let event: Record<string, string> = {};
    const rounds: string[][] = [];
    while (rounds.length < 10 && rounds.at(-1)?.[0] !== 'Leave') {
      const response = wait(event, environment);
      rounds.push(verbs(response));
      if (!rounds.at(-1)?.includes('Redirect')) event = { QueueTime: '130' };
      else event = Object.fromEntries(new URL(next(response)).searchParams);
    }
    expect(rounds).toEqual([
      ...Array(3).fill(['Say', 'Play', 'Redirect']),
      ['Say', 'Pause'],
      ['Leave'],
    ]);
    expect(written.lines()).toEqual([]);
  });

  test('is measured by our own clock if Twilio sends no QueueTime after a Redirect', () => {
    const environment = music();
    const event = Object.fromEntries(
      new URL(next(wait({ QueueTime: '0' }, environment))).searchParams,
    );
    jest.setSystemTime((Number(NOW) + 60) * 1_000);
    expect(played(wait(event, environment))).toBe(OWN);
    expect(problems()).toEqual(['HOLD_MUSIC_URL plays longer than 30 s']);
    jest.setSystemTime((Number(NOW) + 125) * 1_000);
    expect(verbs(wait(event, environment))).toEqual(['Leave']);
  });

  test.each(['ftp://media.example.com/a.mp3', 'http://media.example.com/a.mp3', 'music'])(
    'is the service’s own music if it is %s',
    (HOLD_MUSIC_URL) => {
      expect(played(wait({ QueueTime: '0' }, { HOLD_MUSIC_URL }))).toBe(OWN);
    },
  );
});

describe('a round of waiting with callbacks', () => {
  const CALLBACKS = { CALLBACK_WORKFLOW: `WW${'a'.repeat(32)}`, QUEUE_SECONDS: '3600' };
  const round = (event: Record<string, unknown>, more: Record<string, string> = {}) =>
    wait({ ...CALL, QueuePosition: '2', ...event }, { ...CALLBACKS, ...more });
  const words = (...round: Parameters<typeof wait>) =>
    elements(wait(...round), 'Say').map(({ text }) => text);

  test.each(['0', '29'])('is an ordinary one after %s s', (QueueTime) => {
    expect(verbs(round({ QueueTime }))).toEqual(['Say', 'Play']);
  });

  test.each(['30', '45', '64', '150', '184', '270', '1230'])(
    'offers one after %s s',
    (QueueTime) => {
      const response = round({ QueueTime });
      expect(verbs(response)).toEqual(['Gather']);
      expect(verbs(element(response, 'Gather'))).toEqual(['Say', 'Say', 'Play']);
      expect(elements(response, 'Say')[1]?.text).toContain('called back at your number, press 1');
    },
  );

  test.each(['65', '90', '149', '185', '269'])('only takes the key after %s s', (QueueTime) => {
    expect(verbs(element(round({ QueueTime }), 'Gather'))).toEqual(['Say', 'Play']);
  });

  test.each([
    // Hold music, words and the answer to a request, in seconds; and those of the offer.
    ['as delivered', 31, 7],
    ['with slow speech', 34, 9],
    ['with short music', 29, 7],
  ])('offers one in the first minute, then every two, %s', (_how, seconds, offer) => {
    const times: number[] = [];
    for (let time = 0; time < 3_000; ) {
      const isOffered = elements(round({ QueueTime: String(time) }), 'Say').length === 2;
      if (isOffered) times.push(time);
      time += seconds + (isOffered ? offer : 0);
    }
    expect(times[0]).toBeLessThan(66);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(60);
    expect(Math.max(...gaps)).toBeLessThan(180);
  });

  test('says star and pound in the language of the line', () => {
    const say = (CALLBACK_KEY: string, SAY_LANGUAGE: string) =>
      words({ ...CALL, QueueTime: '30' }, { ...CALLBACKS, CALLBACK_KEY, SAY_LANGUAGE }).join();
    expect(say('*', 'en-US')).toContain('press star');
    expect(say('#', 'es-MX')).toContain('pulse almohadilla');
  });

  test('takes # for a key, and not for the end of the input', () => {
    const gather = element(round({ QueueTime: '30' }, { CALLBACK_KEY: '#' }), 'Gather');
    expect(gather.attributes).toMatchObject({ numDigits: '1', finishOnKey: '' });
  });

  test('says in its action since when and where the call waits', () => {
    const since = Math.floor(Date.now() / 1_000) - 30;
    const event = { QueueTime: '30', waitsIn: 'queue', outcome: 'system', line: 'sales' };
    const { action = '' } = element(round(event), 'Gather').attributes;
    const { pathname, searchParams } = new URL(action);
    expect(pathname).toBe('/queue-callback');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      line: 'SALES',
      waitsIn: 'queue',
      outcome: 'system',
    });
    expect(Number(searchParams.get('since')) - since).toBeLessThanOrEqual(1);
  });

  test.each(['', 'anonymous', '+7378742833', 'sip:a@pbx.example.com', 'client:ann'])(
    'is an ordinary one for a caller without a number: %j',
    (From) => {
      expect(verbs(round({ QueueTime: '30', From }))).toEqual(['Say', 'Play']);
    },
  );

  test('goes by the start of the wait if Twilio does not say how long it is', () => {
    const since = String(Math.floor(Date.now() / 1_000) - 3_600);
    expect(verbs(round({ since }))).toEqual(['Leave']);
    expect(verbs(round({ since: '99999999999' }))).toEqual(['Say', 'Play']);
  });

  test('with HOLD_MUSIC_URL knows in the next one where the call waits, and is not too long for it', () => {
    const music = { HOLD_MUSIC_URL: 'https://media.example.com/callbacks.mp3' };
    const event = { QueueTime: '30', waitsIn: 'queue', outcome: 'system' };
    const first = round(event, music);
    expect(verbs(first)).toEqual(['Gather', 'Redirect']);
    const { searchParams } = new URL(element(first, 'Redirect').text);
    expect(Object.fromEntries(searchParams)).toMatchObject({ waitsIn: 'queue', outcome: 'system' });
    // Words, offer, 30 s of music, and a second for the key.
    const next = round({ ...Object.fromEntries(searchParams), QueueTime: '77' }, music);
    expect(element(next, 'Play').text).toBe(music.HOLD_MUSIC_URL);
    expect(written.lines()).toEqual([]);
  });

  test('is still no longer than the time left', () => {
    const response = round({ QueueTime: '30' }, { QUEUE_SECONDS: '55' });
    expect(element(response, 'Pause').attributes.length).toBe('11');
  });
});
