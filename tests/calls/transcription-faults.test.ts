import { answerTo, type HttpFault, streamingAnswer } from '../../tools/simulator';
import { agents, env, PERSON, refusal } from './transcription-world';
import { inWorld } from './world';

describe('a call to /transcribe', () => {
  const STATUSES = [400, 401, 403, 404, 409, 413, 422, 429, 500, 503];
  const OTHERS = ['hang', 'reset', 'html', 'empty-object'] as const;
  const URLS = ['ws-url', 'url-with-query'] as const;

  test.each([...STATUSES, ...OTHERS, ...URLS])(
    'continues untranscribed if ASAPP gives no stream: %p',
    async (fault) => {
      await inWorld({ env, timeLimitMs: 4_000 }, async (world) => {
        world.asapp.fault('transcription-url', fault);

        const report = await world.call({ voiceUrl: `${world.origin}/transcribe` });

        expect(report.end).toBe('with-person');
        expect(report.alerts).toEqual([]);
        expect(answerTo(report, '/transcribe')).not.toContain('<Stream');
        expect(world.logs.join('\n')).toContain('untranscribed');
      });
    },
  );

  const REFUSALS: readonly HttpFault[] = [
    ...STATUSES,
    ...OTHERS.filter((fault) => fault !== 'empty-object'), // `{}` refuses nothing
    refusal(400, '201'),
    refusal(400, '202'),
    refusal(409, '203'),
    { json: streamingAnswer(1000, false) },
    { json: streamingAnswer(4050) },
  ];
  test.each(REFUSALS.map((fault) => ({ fault, name: JSON.stringify(fault).slice(0, 50) })))(
    'continues untranscribed if ASAPP does not start the transcription: $name',
    async ({ fault }) => {
      await inWorld({ env }, async (world) => {
        world.asapp.fault('start-streaming', fault);

        const report = await world.call({ voiceUrl: `${world.origin}/transcribe` });

        expect(report.end).toBe('with-person');
        expect(report.alerts).toEqual([]);
        expect(agents(world, report.callSid)).toEqual([]);
        expect(world.logs.join('\n')).toContain('transcription-failed');
      });
    },
  );

  test.each([...STATUSES, 'hang', 'reset', 'html'] as const)(
    'ends well if ASAPP does not stop the transcription: %p',
    async (fault) => {
      await inWorld({ env }, async (world) => {
        world.asapp.fault('stop-streaming', fault);

        const report = await world.call({ voiceUrl: `${world.origin}/transcribe` });

        expect(report.end).toBe('with-person');
        expect(report.alerts).toEqual([]);
        expect(world.logs.join('\n')).toContain('transcription-failed');
      });
    },
  );

  test('continues untranscribed if ASAPP is not configured', async () => {
    await inWorld({ env: { ...env, ASAPP_API_SECRET: '' } }, async (world) => {
      const report = await world.call({ voiceUrl: `${world.origin}/transcribe` });

      expect(report.end).toBe('with-person');
      expect(world.logs.join('\n')).toContain('ASAPP_API_SECRET is missing');
    });
  });

  test('ends with an apology if there is no agent chain', async () => {
    await inWorld({}, async (world) => {
      const report = await world.call({ voiceUrl: `${world.origin}/transcribe` });

      expect(report.end).toBe('goodbye');
    });
  });
});

describe('a refused start of a transcription', () => {
  test.each([
    ['while ASAPP does not know the call yet', refusal(400, '203')],
    ['while another request about the call is under way', refusal(409, '202')],
    ['after a transient failure of ASAPP', refusal(500, '201')],
  ])('is tried again %s', async (_, fault) => {
    await inWorld({ env }, async (world) => {
      world.asapp.fault('start-streaming', fault, 2);

      const report = await world.call({ voiceUrl: `${world.origin}/transcribe` });

      expect(agents(world, report.callSid)).toEqual([{ agentId: PERSON, stopped: true }]);
      expect(world.logs.join('\n')).not.toContain('transcription-failed');
    });
  });
});
