import { flowSettings } from '../../tools/cli/flow/flow-settings';
import {
  answersTo,
  answerTo,
  type CallReport,
  dialled,
  LOCAL_DOMAIN,
  spoken,
} from '../../tools/simulator';
import { generativeAgentFlow } from '../../tools/studio/flow';
import { atTenfoldSpeed } from '../support/time';
import { openStudioWorld } from './studio-world';
import { inWorld } from './world';

const PERSON = '+15550103001';
/** A file for each test: a process remembers which ones are too long. */
const MUSIC = 'https://media.example.com/hold.mp3';
const LONG_MUSIC = 'https://media.example.com/long.mp3';

const words = (report: CallReport) => spoken(report).filter((what) => what.startsWith('says '));

describe('the words of a call', () => {
  test('are GOODBYE and APOLOGY', async () => {
    const env = {
      GOODBYE: 'Have a nice day.',
      APOLOGY: 'Nobody is free.',
      AGENT_DESTINATION: PERSON,
    };
    await inWorld({ env }, async (world) => {
      const done = await world.call({ agent: { outcome: 'completed' } });
      const lost = await world.call({ agent: { outcome: 'agent' }, script: { answers: ['busy'] } });

      expect(words(done)).toEqual(['says "Have a nice day."']);
      expect(words(lost)).toEqual(['says "Nobody is free."']);
    });
  });

  test('are left out after an agent that says goodbye, with GOODBYE=off', async () => {
    await inWorld({ env: { GOODBYE: 'off' } }, async (world) => {
      const report = await world.call({
        agent: { outcome: 'completed' },
        script: { agentSaysGoodbye: true },
      });

      expect(report.end).toBe('goodbye');
      expect(words(report)).toEqual([]);
      expect(answerTo(report, '/call-complete')).toContain('<Response><Hangup/></Response>');
    });
  });

  test('are an apology with GOODBYE=off if the agent fails', async () => {
    await inWorld({ env: { GOODBYE: 'off' } }, async (world) => {
      world.asapp.fault('streaming-url', 503);
      const report = await world.call();

      expect(report.end).toBe('goodbye');
      expect(words(report).join()).toContain('We are sorry');
    });
  });

  test('before a voicemail are VOICEMAIL_PROMPT, or none', async () => {
    const env = {
      AGENT_DESTINATION: 'voicemail',
      VOICEMAIL_PROMPT: 'Speak now.',
      VOICEMAIL_PROMPT_SALES: 'off',
    };
    await inWorld({ env }, async (world) => {
      const report = await world.call();
      const sales = await world.call({ voiceUrl: `${world.origin}/engage?line=sales` });

      expect([report.end, sales.end]).toEqual(['voicemail', 'voicemail']);
      expect(words(report)[0]).toBe('says "Speak now."');
      expect(words(sales)).toEqual([expect.stringContaining('your message was recorded')]);
    });
  });

  test('are the standard ones if a text cannot be spoken', async () => {
    await inWorld({ env: { GOODBYE: 'a\u0001b' } }, async (world) => {
      const report = await world.call({ agent: { outcome: 'completed' } });

      expect(words(report).join()).toContain('Thank you for calling');
      expect(world.logs.join()).toContain('GOODBYE must not contain control characters');
    });
  });
});

describe('the music of a queue', () => {
  const env = { AGENT_DESTINATION: `queue:support ${PERSON}`, HOLD_MUSIC_URL: MUSIC };
  const waits = [{ result: 'waits' }] as const;
  const musicOf = (report: CallReport) =>
    answersTo(report, '/queue-wait').flatMap(
      (twiml) => /<Play>(.*)<\/Play>/.exec(twiml)?.[1] ?? [],
    );

  test('is HOLD_MUSIC_URL, and the caller leaves the queue in time', async () => {
    await inWorld({ env }, async (world) => {
      const report = await world.call({ script: { queues: waits, playSeconds: { [MUSIC]: 30 } } });

      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
      expect(new Set(musicOf(report))).toEqual(new Set([MUSIC]));
      expect(dialled(report)).toEqual([PERSON]);
      const left = report.events.find(({ from, what }) => from === 'queue' && what === 'leave');
      const queued = report.events.find(({ begins }) => begins === 'queue');
      expect((left?.at ?? 0) - (queued?.at ?? 0)).toBeLessThanOrEqual(130_000);
    });
  });

  test('ends in time even if Twilio sends no QueueTime after a Redirect', async () => {
    await inWorld({ env }, async (world) => {
      const script = { queues: waits, playSeconds: { [MUSIC]: 30 }, omitQueueTime: true };
      const report = await world.call({ script });

      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
      expect(musicOf(report)).toEqual([MUSIC, MUSIC, MUSIC]);
    });
  });

  test('is the service’s own once a file has played for too long, for later callers too', async () => {
    await inWorld({ env: { ...env, HOLD_MUSIC_URL: LONG_MUSIC } }, async (world) => {
      const script = { queues: waits, playSeconds: { [LONG_MUSIC]: 60 } };
      const first = await world.call({ script });
      const second = await world.call({ script });

      expect([first.end, second.end]).toEqual(['with-person', 'with-person']);
      expect(musicOf(first)[0]).toBe(LONG_MUSIC);
      expect(musicOf(first).slice(1).join()).not.toContain(LONG_MUSIC);
      expect(musicOf(second).join()).not.toContain(LONG_MUSIC);
      expect(world.logs.filter((line) => line.includes('longer than 30 s'))).toHaveLength(1);
    });
  });

  test('is the service’s own for the rest of the wait if a file cannot be played', async () => {
    await inWorld({ env }, async (world) => {
      const report = await world.call({ script: { queues: waits, playSeconds: { [MUSIC]: 0 } } });

      expect(report.end).toBe('with-person');
      expect(musicOf(report).filter((url) => url === MUSIC)).toHaveLength(1);
      expect(musicOf(report).at(-1)).toContain('/hold-music.wav');
    });
  });
});

describe('a number with digits', () => {
  test('gets them once it answers', async () => {
    await inWorld({ env: { AGENT_DESTINATION: `+15550103009 ${PERSON}xw12#` } }, async (world) => {
      const report = await world.call({ script: { answers: ['busy', 'answered'] } });

      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
      expect(dialled(report)).toEqual(['+15550103009', PERSON]);
      const digits = report.events.map(({ what }) => what).filter((what) => /digits/.test(what));
      expect(digits).toEqual(['sends the digits w12#']);
    });
  });
});

describe('a SIP address that asks for a user name and a password', () => {
  const sipCredentials = { username: 'twilio', password: 'MARKED-SECRET' };
  const env = { AGENT_DESTINATION: `sip:a@pbx.example.com ${PERSON}` };

  test('takes the call with SIP_USERNAME and SIP_PASSWORD, which no log line has', async () => {
    const { username, password } = sipCredentials;
    const variables = { ...env, SIP_USERNAME: username, SIP_PASSWORD: password };
    await inWorld({ env: variables }, async (world) => {
      const report = await world.call({ script: { sipCredentials } });

      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
      expect(dialled(report)).toEqual(['sip:a@pbx.example.com']);
      expect(world.logs.join()).not.toContain('MARKED');
    });
  });

  test.each([
    [{}, ''],
    [{ SIP_USERNAME: 'twilio', SIP_PASSWORD: 'wrong' }, ''],
    [{ SIP_USERNAME: 'twilio' }, 'SIP_PASSWORD is missing'],
  ])('is passed over with %j: the next destination is tried', async (more, problem) => {
    await inWorld({ env: { ...env, ...more } }, async (world) => {
      const report = await world.call({ script: { sipCredentials } });

      expect(report.end).toBe('with-person');
      expect(dialled(report)).toEqual(['sip:a@pbx.example.com', PERSON]);
      expect(world.logs.join()).toContain('"dialSipResponseCode":"403"');
      expect(world.logs.join()).toContain(problem);
    });
  });
});

describe('a Studio Flow', () => {
  async function flowWorld(env: Readonly<Record<string, string>>) {
    const settings = flowSettings({}, env, LOCAL_DOMAIN);
    return openStudioWorld(generativeAgentFlow(settings), { env });
  }

  test('sends digits and SIP credentials by the service, and goes on if nobody answers', async () => {
    const sipCredentials = { username: 'twilio', password: 'secret' };
    const env = {
      AGENT_DESTINATION: `${PERSON}x12 sip:a@pbx.example.com +15550103003`,
      SIP_USERNAME: 'twilio',
      SIP_PASSWORD: 'secret',
    };
    const world = await flowWorld(env);
    const call = (answers: readonly ('busy' | 'answered')[]) =>
      atTenfoldSpeed(() =>
        world.call({ agent: { outcome: 'agent' }, script: { sipCredentials, answers } }),
      );
    const first = await call(['answered']);
    const second = await call(['busy', 'answered']);
    const third = await call(['busy', 'busy', 'answered']);
    await world.close();

    expect([first.end, second.end, third.end]).toEqual(Array(3).fill('with-person'));
    expect(first.events.map(({ what }) => what)).toContain('sends the digits 12');
    expect(dialled(second)).toEqual([PERSON, 'sip:a@pbx.example.com']);
    expect(dialled(third)).toEqual([PERSON, 'sip:a@pbx.example.com', '+15550103003']);
    expect(JSON.stringify(world.definition)).not.toContain('secret');
  });

  test('says nothing after an agent that says goodbye, with GOODBYE=off', async () => {
    const world = await flowWorld({ AGENT_DESTINATION: PERSON, GOODBYE: 'off' });
    const report = await atTenfoldSpeed(() =>
      world.call({ agent: { outcome: 'completed' }, script: { agentSaysGoodbye: true } }),
    );
    await world.close();

    expect(report.end).toBe('goodbye');
    expect(words(report)).toEqual([]);
  });

  test('plays HOLD_MUSIC_URL in a queue', async () => {
    const world = await flowWorld({ AGENT_DESTINATION: 'queue:support', HOLD_MUSIC_URL: MUSIC });
    const report = await atTenfoldSpeed(() => world.call({ agent: { outcome: 'agent' } }));
    await world.close();

    expect(answerTo(report, '/queue-wait')).toContain(MUSIC);
  });
});
