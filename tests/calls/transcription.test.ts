import { answerTo, dialled, startWorld, TAKES_OVER, type World } from '../../tools/simulator';
import { agents, env, FLOW, PERSON } from './transcription-world';
import { inWorld } from './world';

describe('a call to /transcribe', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ env, hosts: { 'https://elsewhere.example.com': TAKES_OVER } });
  });
  afterAll(() => world.close());
  const transcribe = (query = '') => world.call({ voiceUrl: `${world.origin}/transcribe${query}` });

  test('is forked with both tracks, goes to the agent chain, and is transcribed to its end', async () => {
    const report = await transcribe();

    expect(report.end).toBe('with-person');
    expect(report.alerts).toEqual([]);
    expect(answerTo(report, '/transcribe')).toMatch(
      /^<\?xml[^>]*><Response><Start><Stream [^>]*track="both_tracks"[^>]*\/><\/Start><Dial /,
    );
    expect(world.asapp.transcribed.parts(report.callSid)).toMatchObject([
      { customerId: report.callSid, agentId: PERSON, stopped: true },
    ]);
    expect(world.asapp.problems).toEqual([]);
  });

  test('continues with the TwiML document that `next` names', async () => {
    const next = 'https://elsewhere.example.com/voice?a=1&b=2';
    const report = await transcribe(
      `?next=${encodeURIComponent(next)}&customerId=4711&agentId=ann`,
    );

    expect(report.end).toBe('with-system');
    expect(answerTo(report, '/transcribe')).toContain(
      '<Redirect>https://elsewhere.example.com/voice?a=1&amp;b=2</Redirect>',
    );
    expect(world.asapp.transcribed.parts(report.callSid)).toMatchObject([
      { customerId: '4711', agentId: 'ann' },
    ]);
  });

  test('returns to the flow that `flowSid` names, with transcribed=true', async () => {
    const report = await transcribe(`?FlowEvent=return&flowSid=${FLOW}`);

    expect(report.end).toBe('with-system');
    expect(answerTo(report, '/transcribe')).toContain(
      `/Flows/${FLOW}?FlowEvent=return&amp;transcribed=true</Redirect>`,
    );
    expect(agents(world, report.callSid)).toEqual([{ agentId: 'agent', stopped: true }]);
  });

  test.each(['http://elsewhere.example.com/', 'nowhere'])(
    'goes to the agent chain if `next` is %s',
    async (next) => {
      const report = await transcribe(`?next=${encodeURIComponent(next)}`);

      expect(dialled(report)).toEqual([PERSON]);
      expect(world.logs.join('\n')).toContain('next must be a percent-encoded https:// URL');
    },
  );

  test('is transcribed with the options in its URL', async () => {
    const report = await transcribe(
      '?language=es-US&redaction=unredacted&detailedTokens=true&trackMap=inbound%3Dagent,outbound%3Dcustomer&audioRecording=true',
    );

    expect(world.asapp.transcribed.parts(report.callSid)).toMatchObject([
      {
        autotranscribeParams: {
          language: 'es-US',
          redactionOutput: 'unredacted',
          detailedToken: true,
          audioRecordingAllowed: true,
        },
        twilioParams: { trackMap: { inbound: 'agent', outbound: 'customer' } },
      },
    ]);
  });

  test('keeps the options in its URL for the second person, if the first does not answer', async () => {
    const report = await world.call({
      voiceUrl: `${world.origin}/transcribe?customerId=4711&agentId=ann&language=es-US`,
      script: { answers: ['no-answer', 'answered'] },
    });

    expect(world.asapp.transcribed.parts(report.callSid)).toEqual([
      expect.objectContaining({
        customerId: '4711',
        agentId: 'sip:b@pbx.example.com',
        autotranscribeParams: { language: 'es-US' },
      }),
    ]);
  });

  test('leaves no stream URL and no ID in the log', async () => {
    await transcribe('?customerId=secret-customer&agentId=secret-agent');

    expect(world.logs.join('\n')).not.toMatch(/wss:|secret-/);
  });
});

test('calls are transcribed with the options in the variables, without those that ASAPP would refuse', async () => {
  const variables = {
    TRANSCRIBE_LANGUAGE: 'es-US',
    TRANSCRIBE_REDACTION: 'redacted_and_unredacted',
    TRANSCRIBE_DETAILED_TOKENS: 'true',
    TRANSCRIBE_TRACK_MAP: 'left=right',
    TRANSCRIBE_AUDIO_RECORDING: 'true',
  };
  await inWorld({ env: { ...env, ...variables } }, async (world) => {
    const report = await world.call({ voiceUrl: `${world.origin}/transcribe` });

    expect(world.asapp.transcribed.parts(report.callSid)).toMatchObject([
      {
        autotranscribeParams: {
          ...{ language: 'es-US', redactionOutput: 'redacted_and_unredacted' },
          audioRecordingAllowed: true,
        },
        twilioParams: {},
      },
    ]);
    const log = world.logs.join('\n');
    expect(log).toContain('TRANSCRIBE_DETAILED_TOKENS can only be true with');
    expect(log).toContain('TRANSCRIBE_TRACK_MAP must be');
  });
});
