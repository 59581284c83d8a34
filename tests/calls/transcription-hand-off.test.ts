import { answersTo, answerTo, dialled, newSid } from '../../tools/simulator';
import { agents, env, FLOW, PERSON } from './transcription-world';
import { inWorld } from './world';

describe('TRANSCRIBE_HAND_OFF', () => {
  const wanted = { ...env, TRANSCRIBE_HAND_OFF: 'true' };

  test('transcribes the part of a call after its hand-off to a person', async () => {
    await inWorld({ env: wanted }, async (world) => {
      const report = await world.call({ agent: { outcome: 'agent', frames: 1 } });

      expect(report.end).toBe('with-person');
      expect(report.alerts).toEqual([]);
      expect(answerTo(report, '/call-complete')).toContain('</Start><Dial');
      expect(agents(world, report.callSid)).toEqual([{ agentId: PERSON, stopped: true }]);
    });
  });

  test.each([PERSON, 'sip:b@pbx.example.com', 'client:bob'])(
    'starts the transcription only when the person at %s answers',
    async (AGENT_DESTINATION) => {
      await inWorld({ env: { ...wanted, AGENT_DESTINATION } }, async (world) => {
        const report = await world.call({ agent: { outcome: 'agent', frames: 1 } });

        expect(report.end).toBe('with-person');
        expect(report.alerts).toEqual([]);
        const happened = report.events.map(({ what }) => what);
        expect(happened.indexOf('POST /transcription')).toBeGreaterThan(
          happened.indexOf('answers'),
        );
        expect(agents(world, report.callSid)).toEqual([
          { agentId: AGENT_DESTINATION, stopped: true },
        ]);
      });
    },
  );

  test('transcribes no ringing: not of a call that nobody answers', async () => {
    await inWorld({ env: wanted }, async (world) => {
      const report = await world.call({
        agent: { outcome: 'agent', frames: 1 },
        script: { answers: ['busy', 'no-answer'] },
      });

      expect(report.end).toBe('goodbye');
      expect(agents(world, report.callSid)).toEqual([]);
    });
  });

  test.each([
    ['no-answer', []],
    ['declined', [{ agentId: PERSON, stopped: true }]],
  ] as const)(
    'starts under the ID of the next person, over the same stream (the first one: %s)',
    async (first, parts) => {
      await inWorld({ env: wanted }, async (world) => {
        const report = await world.call({
          agent: { outcome: 'agent', frames: 1 },
          script: { answers: [first, 'answered'] },
        });

        expect(report.end).toBe('with-person');
        expect(answersTo(report, '/hand-off')[0]).not.toContain('<Start>');
        expect(agents(world, report.callSid)).toEqual([
          ...parts,
          { agentId: 'sip:b@pbx.example.com', stopped: true },
        ]);
      });
    },
  );

  test.each([503, 'hang', 'reset'] as const)(
    'never holds a caller up who has been answered: ASAPP answers with %p',
    async (fault) => {
      await inWorld({ env: wanted }, async (world) => {
        world.asapp.fault('start-streaming', fault);

        const report = await world.call({ agent: { outcome: 'agent', frames: 1 } });

        expect(report.end).toBe('with-person');
        expect(dialled(report)).toEqual([PERSON]);
        expect(report.alerts).toEqual([]);
        expect(world.logs.join('\n')).toContain('transcription-failed');
      });
    },
  );

  test('transcribes a call that is handed off to a queue', async () => {
    const AGENT_DESTINATION = 'queue:support';
    await inWorld({ env: { ...wanted, AGENT_DESTINATION } }, async (world) => {
      const report = await world.call({ agent: { outcome: 'agent', frames: 1 } });

      expect(report.end).toBe('with-person');
      expect(agents(world, report.callSid)).toEqual([{ agentId: 'queue:support', stopped: true }]);
    });
  });

  test.each(['voicemail', FLOW, 'https://elsewhere.example.com/voice'])(
    'does not transcribe a hand-off to %s, where there is no person',
    async (AGENT_DESTINATION) => {
      await inWorld({ env: { ...wanted, AGENT_DESTINATION } }, async (world) => {
        const report = await world.call({ agent: { outcome: 'agent', frames: 1 } });

        expect(report.endedWell).toBe(true);
        expect(answerTo(report, '/call-complete')).not.toContain('<Start>');
      });
    },
  );

  test.each([503, 'hang', 'empty-object'] as const)(
    'does not delay the hand-off if ASAPP fails: %p',
    async (fault) => {
      await inWorld({ env: wanted, timeLimitMs: 6_000 }, async (world) => {
        world.asapp.fault('transcription-url', fault);

        const report = await world.call({ agent: { outcome: 'agent', frames: 1 } });

        expect(report.end).toBe('with-person');
        expect(dialled(report)).toEqual([PERSON]);
        expect(report.alerts).toEqual([]);
      });
    },
  );

  test.each([
    [503, 3],
    ['hang', 1],
  ] as const)('does not delay the next destination if ASAPP fails: %p', async (fault, times) => {
    await inWorld({ env: wanted, timeLimitMs: 3_000 }, async (world) => {
      const callSid = newSid('CA');
      world.asapp.script(callSid, { outcome: 'agent', frames: 1 });
      world.asapp.fault('stop-streaming', fault, times);

      const report = await world.call({ callSid, script: { answers: ['busy', 'answered'] } });

      expect(report.end).toBe('with-person');
      expect(dialled(report)).toHaveLength(2);
    });
  });
});
