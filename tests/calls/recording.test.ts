import { flowSettings } from '../../tools/cli/flow/flow-settings';
import {
  answersTo,
  answerTo,
  type CallReport,
  type HttpRequest,
  LOCAL_DOMAIN,
  readTwiml,
  type Send,
  spoken,
} from '../../tools/simulator';
import { generativeAgentFlow } from '../../tools/studio/flow';
import { recordsIn } from '../support/call-record';
import { inWorld } from './world';

const PERSON = '+15550103000';
const OFFICE = { AGENT_DESTINATION: PERSON };
const NOTICE = 'This call is being recorded.';
const AGENT = { outcome: 'agent', frames: 1 } as const;

/** The names of the verbs in an answer, with what a Start or a Stop is about. */
function verbsOf(body: string): string[] {
  const parsed = readTwiml(body);
  if ('failure' in parsed) throw new Error(parsed.failure.message);
  return parsed.verbs.map(({ name, children }) =>
    name === 'Start' || name === 'Stop' ? `${name} ${children[0]?.name}` : name,
  );
}

const verbsAt = (report: CallReport, path: string) => answersTo(report, path).map(verbsOf);

/** What happened to recordings, and between which of the caller's stages. */
const recordingsIn = ({ events }: CallReport) =>
  events.flatMap(({ recording, begins }) => recording ?? begins ?? []);

const noticesIn = (report: CallReport) =>
  spoken(report).filter((words) => words.includes(NOTICE)).length;

describe('RECORD', () => {
  test('=all records a call from the notice to its end', async () => {
    await inWorld({ env: { ...OFFICE, RECORD: 'all' } }, async (world) => {
      const report = await world.call({ agent: AGENT });

      expect(verbsOf(answerTo(report, '/engage'))).toEqual(['Say', 'Start Recording', 'Connect']);
      expect(verbsOf(answerTo(report, '/call-complete'))).toEqual(['Dial']);
      expect(recordingsIn(report)).toEqual([
        'words',
        'starts',
        'agent',
        'ringing',
        'person',
        'stops',
      ]);
      expect(noticesIn(report)).toBe(1);
      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
      expect(answerTo(report, '/engage')).toMatch(
        /<Recording name="CA\w{32}-\d+" channels="dual"\/>/,
      );
    });
  });

  test('=agent stops the recording at the hand-off', async () => {
    await inWorld({ env: { ...OFFICE, RECORD: 'agent' } }, async (world) => {
      const report = await world.call({ agent: AGENT });

      expect(verbsOf(answerTo(report, '/engage'))).toEqual(['Say', 'Start Recording', 'Connect']);
      expect(verbsOf(answerTo(report, '/call-complete'))).toEqual(['Stop Recording', 'Dial']);
      expect(recordingsIn(report)).toEqual([
        'words',
        'starts',
        'agent',
        'stops',
        'ringing',
        'person',
      ]);
      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
    });
  });

  test('=person records from the first dialing on, once for a whole chain', async () => {
    const env = { AGENT_DESTINATION: `${PERSON} sip:a@pbx.example.com`, RECORD: 'person' };
    await inWorld({ env }, async (world) => {
      const report = await world.call({ agent: AGENT, script: { answers: ['busy'] } });

      expect(verbsOf(answerTo(report, '/engage'))).toEqual(['Connect']);
      expect(verbsOf(answerTo(report, '/call-complete'))).toEqual([
        'Say',
        'Start Recording',
        'Dial',
      ]);
      expect(verbsAt(report, '/hand-off')).toEqual([['Dial'], ['Hangup']]);
      expect(noticesIn(report)).toBe(1);
      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
    });
  });

  test.each(['voicemail', 'https://pbx.example.com/ivr'])(
    '=person does not record a call that goes to %s',
    async (destination) => {
      const env = { AGENT_DESTINATION: destination, RECORD: 'person' };
      await inWorld({ env }, async (world) => {
        const report = await world.call({ agent: AGENT });

        expect(report.endedWell).toBe(true);
        expect(recordingsIn(report)).not.toContain('starts');
        expect(noticesIn(report)).toBe(0);
      });
    },
  );

  test('=all records a call that the agent cannot take from its hand-off on', async () => {
    await inWorld({ env: { ...OFFICE, RECORD: 'all' } }, async (world) => {
      world.asapp.fault('streaming-url', 503);
      const report = await world.call();

      expect(verbsOf(answerTo(report, '/engage'))).toEqual(['Say', 'Start Recording', 'Dial']);
      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
    });
  });

  test('=person also records callers whom VOICE_AGENT_PERCENT sends to a person', async () => {
    const env = { ...OFFICE, RECORD: 'person', VOICE_AGENT_PERCENT: '0' };
    await inWorld({ env }, async (world) => {
      const report = await world.call();

      expect(verbsOf(answerTo(report, '/engage'))).toEqual(['Say', 'Start Recording', 'Dial']);
    });
  });

  test('that is not a choice records nothing, and the log says so', async () => {
    await inWorld({ env: { ...OFFICE, RECORD: 'yes' } }, async (world) => {
      const report = await world.call({ agent: AGENT });

      expect(recordingsIn(report)).not.toContain('starts');
      expect(report.end).toBe('with-person');
      expect(world.logs.join()).toContain('RECORD must be one of: agent, person, all');
    });
  });

  test('can differ by line', async () => {
    await inWorld({ env: { ...OFFICE, RECORD_SALES: 'person' } }, async (world) => {
      const sales = await world.call({
        agent: AGENT,
        voiceUrl: `${world.origin}/engage?line=sales`,
      });
      const others = await world.call({ agent: AGENT });

      expect([noticesIn(sales), noticesIn(others)]).toEqual([1, 0]);
    });
  });
});

describe('a recorded call that comes back', () => {
  const interrupted = [{ outcome: 'drop', frames: 1 }, AGENT] as const;

  test.each([
    ['all', ['words', 'starts', 'agent', 'agent', 'ringing', 'person', 'stops']],
    ['agent', ['words', 'starts', 'agent', 'agent', 'stops', 'ringing', 'person']],
    ['person', ['agent', 'agent', 'words', 'starts', 'ringing', 'person', 'stops']],
  ])('to the agent is recorded once and hears one notice: RECORD=%s', async (RECORD, stages) => {
    const env = { ...OFFICE, RECORD, RESUME_INTERRUPTED: 'true' };
    await inWorld({ env }, async (world) => {
      const report = await world.call({ agent: [...interrupted] });

      expect(recordingsIn(report)).toEqual(stages);
      expect(noticesIn(report)).toBe(1);
      expect(report.end).toBe('with-person');
      expect(report.alerts.map(({ code }) => code)).toEqual([31903]); // of the stream that broke
    });
  });

  test('from a system that passes `recording` on is recorded once', async () => {
    const env = { ...OFFICE, SYSTEM_DESTINATION: 'https://ivr.example.com/menu', RECORD: 'all' };
    const hosts = {
      'https://ivr.example.com': ({ url }: HttpRequest) => ({
        status: 200,
        headers: { 'content-type': 'text/xml' },
        body: `<Response><Redirect>https://voice-agent-1234-dev.twil.io/engage?recording=${new URL(url).searchParams.get('recording')}</Redirect></Response>`,
      }),
    };
    await inWorld({ env, hosts }, async (world) => {
      const report = await world.call({ agent: [{ outcome: 'system', frames: 1 }, AGENT] });

      expect(recordingsIn(report).filter((one) => one === 'starts')).toHaveLength(1);
      expect(noticesIn(report)).toBe(1);
      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
    });
  });

  test('at the fallback URL is not recorded a second time', async () => {
    const env = { ...OFFICE, RECORD: 'all' };
    const transport = async (request: HttpRequest, send: Send) =>
      request.url.includes('/call-complete')
        ? { status: 500, headers: {}, body: '' }
        : send(request);
    await inWorld({ env, transport }, async (world) => {
      const report = await world.call({ agent: AGENT, fallbackUrl: `${world.origin}/fallback` });

      expect(verbsOf(answerTo(report, '/fallback'))).toEqual(['Dial']);
      expect(noticesIn(report)).toBe(1);
      expect(report.end).toBe('with-person');
    });
  });
});

describe('the notice', () => {
  test.each(['ringing', 'in-progress', undefined])(
    'is spoken whatever CallStatus is: %s',
    async (CallStatus) => {
      await inWorld({ env: { ...OFFICE, RECORD: 'all' } }, async (world) => {
        const call = { CallSid: `CA${'8'.repeat(32)}`, AccountSid: `AC${'8'.repeat(32)}` };
        const parameters = CallStatus === undefined ? call : { ...call, CallStatus };
        const { body } = await world.post('/engage', parameters);

        expect(verbsOf(body)).toEqual(['Say', 'Start Recording', 'Connect']);
        expect(body).toContain(NOTICE);
      });
    },
  );

  test('is not repeated to a resumed call, whatever else its URL has lost', async () => {
    await inWorld({ env: { ...OFFICE, RECORD: 'all' } }, async (world) => {
      const call = {
        CallSid: `CA${'8'.repeat(32)}`,
        CallStatus: 'in-progress',
        From: '+15550100001',
      };
      const { body } = await world.post('/engage?engagement=2&resumed=1', call);

      expect(verbsOf(body)).toEqual(['Connect']);
    });
  });

  test.each([
    ['resumed', '1'],
    ['recording', '1'],
    ['recording', `CA${'7'.repeat(32)}-1`],
  ])('is not silenced by a Voice SDK device: %s=%s', async (name, value) => {
    const env = { ...OFFICE, RECORD: 'all', CLIENT_PARAMETERS: 'resumed recording' };
    await inWorld({ env }, async (world) => {
      const report = await world.call({
        from: 'client:jo',
        agent: AGENT,
        parameters: { [name]: value },
      });

      expect(verbsOf(answerTo(report, '/engage'))).toEqual(['Say', 'Start Recording', 'Connect']);
      expect(spoken(report)[0]).toContain(NOTICE);
    });
  });

  test('to a Voice SDK caller is not repeated on a resume', async () => {
    const env = {
      AGENT_DESTINATION: 'client:agent',
      RECORD: 'all',
      RESUME_INTERRUPTED: 'true',
    };
    await inWorld({ env }, async (world) => {
      const agent = [{ outcome: 'drop', frames: 1 }, AGENT] as const;
      const report = await world.call({ from: 'client:jo', agent });

      expect(recordingsIn(report).filter((one) => one === 'starts')).toHaveLength(1);
      expect(noticesIn(report)).toBe(1);
    });
  });

  test('can be a custom text, in the configured voice, after the greeting', async () => {
    const env = {
      ...OFFICE,
      RECORD: 'all',
      RECORDING_NOTICE: 'We listen in.',
      GREETING: 'Welcome.',
      SAY_VOICE: 'Polly.Joanna-Neural',
    };
    await inWorld({ env }, async (world) => {
      const report = await world.call({ agent: AGENT });

      expect(spoken(report).slice(0, 2)).toEqual(['says "Welcome."', 'says "We listen in."']);
      const answer = answerTo(report, '/engage');
      expect(answer).toContain('<Say voice="Polly.Joanna-Neural">We listen in.</Say><Start>');
    });
  });

  test('is in the language of SAY_LANGUAGE', async () => {
    const env = { ...OFFICE, RECORD: 'all', SAY_LANGUAGE: 'es-MX' };
    await inWorld({ env }, async (world) => {
      expect(spoken(await world.call({ agent: AGENT }))[0]).toBe('says "Esta llamada se graba."');
    });
  });

  test('can be left to somebody else', async () => {
    await inWorld({ env: { ...OFFICE, RECORD: 'all', RECORDING_NOTICE: 'off' } }, async (world) => {
      const report = await world.call({ agent: AGENT });
      expect(verbsOf(answerTo(report, '/engage'))).toEqual(['Start Recording', 'Connect']);
    });
  });

  test('that is malformed is replaced by the standard text, never by silence', async () => {
    const env = { ...OFFICE, RECORD: 'all', RECORDING_NOTICE: 'a\u0000b' };
    await inWorld({ env }, async (world) => {
      expect(noticesIn(await world.call({ agent: AGENT }))).toBe(1);
      expect(world.logs.join()).toContain('RECORDING_NOTICE must not contain control characters');
    });
  });
});

describe('a recorded call through a Studio Flow', () => {
  test.each([
    ['all', ['Say', 'Start Recording', 'Connect', 'Redirect']],
    ['agent', ['Say', 'Start Recording', 'Connect', 'Stop Recording', 'Redirect']],
    ['person', ['Connect', 'Say', 'Start Recording', 'Redirect']],
  ])('is recorded until, or from, the return to the flow: RECORD=%s', async (RECORD, verbs) => {
    await inWorld({ env: { RECORD }, with: ['studio'] }, async (world) => {
      const report = await world.call({ agent: AGENT });

      expect(verbsOf(answerTo(report, '/engage'))).toEqual(verbs);
      expect(noticesIn(report)).toBe(1);
      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
    });
  });

  test('is recorded once although the service dials for the flow', async () => {
    const env = { AGENT_DESTINATION: `${PERSON}x12 +15550103001x34`, RECORD: 'person' };
    const flow = generativeAgentFlow(flowSettings({}, env, LOCAL_DOMAIN));
    await inWorld({ env, flow, with: ['studio'] }, async (world) => {
      const report = await world.call({ agent: AGENT, script: { answers: ['busy'] } });

      expect(verbsAt(report, '/hand-off')[0]).toEqual(['Dial']);
      expect(recordingsIn(report).filter((one) => one === 'starts')).toHaveLength(1);
      expect(noticesIn(report)).toBe(1);
      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
    });
  });

  test('whose agent is unreachable is recorded from the return to the flow on', async () => {
    await inWorld({ env: { RECORD: 'person' }, with: ['studio'] }, async (world) => {
      world.asapp.fault('streaming-url', 503);
      const report = await world.call();

      expect(verbsOf(answerTo(report, '/engage'))).toEqual(['Say', 'Start Recording', 'Redirect']);
      expect(report).toMatchObject({ end: 'with-person', alerts: [] });
    });
  });
});

describe('RECORDING_CALLBACK_URL', () => {
  const URL = 'https://archive.example.com/recordings?from=twilio';
  const env = { ...OFFICE, RECORD: 'all', RECORDING_CALLBACK_URL: URL };

  test('gets the recording when the call is over, and the record of the call names it', async () => {
    const heard: URLSearchParams[] = [];
    const hosts = {
      'https://archive.example.com': ({ body = '' }: HttpRequest) => {
        heard.push(new URLSearchParams(body));
        return { status: 204, headers: {}, body: '' };
      },
    };
    await inWorld({ env, hosts, with: ['rest'] }, async (world) => {
      const report = await world.call({
        agent: AGENT,
        statusCallback: `${world.origin}/call-ended`,
        script: { talkMs: 90_000 },
      });

      expect(heard.map((form) => Object.fromEntries(form))).toMatchObject([
        { CallSid: report.callSid, RecordingStatus: 'completed', RecordingChannels: '2' },
      ]);
      expect(recordsIn(world.logs)).toMatchObject([
        { recordings: [heard[0]?.get('RecordingSid')] },
      ]);
    });
  });

  test.each([
    ['refuses', () => ({ status: 500, headers: {}, body: '' })],
    [
      'cannot be reached',
      () => {
        throw new TypeError('fetch failed');
      },
    ],
  ])('that %s costs neither the recording nor the call', async (_how, host) => {
    const hosts = { 'https://archive.example.com': host };
    await inWorld({ env, hosts }, async (world) => {
      const report = await world.call({ agent: AGENT });

      expect(report.end).toBe('with-person');
      expect(recordingsIn(report)).toContain('stops');
    });
  });

  test('that is malformed is left out, and the call is recorded all the same', async () => {
    const bad = { ...env, RECORDING_CALLBACK_URL: 'http://archive.example.com' };
    await inWorld({ env: bad }, async (world) => {
      const report = await world.call({ agent: AGENT });

      expect(recordingsIn(report)).toContain('starts');
      expect(answerTo(report, '/engage')).not.toContain('recordingStatusCallback');
      expect(world.logs.join()).toContain('RECORDING_CALLBACK_URL must be an https:// URL');
    });
  });
});

test('a recording that Twilio cannot make does not cost the call', async () => {
  await inWorld({ env: { ...OFFICE, RECORD: 'all' }, with: ['rest'] }, async (world) => {
    const report = await world.call({
      agent: AGENT,
      statusCallback: `${world.origin}/call-ended`,
      script: { recording: 'absent' },
    });

    expect(report.end).toBe('with-person');
    expect(report.alerts.map(({ code }) => code)).toEqual([16102]);
    expect(recordsIn(world.logs)).toMatchObject([{ recordings: [] }]);
  });
});
