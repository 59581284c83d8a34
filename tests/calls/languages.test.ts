import { answersTo, dialled, spoken } from '../../tools/simulator';
import { inWorld } from './world';

const PERSON = '+15550103000';
const SPANISH_SPEAKER = '+15550103034';
const FALLBACK = '+15550103999';

/** ASAPP holds a conversation in one language, so these are the ways in which it can end. */
describe('a caller who switches to a language that the agent does not speak', () => {
  const env = { AGENT_DESTINATION: PERSON, FALLBACK_DESTINATION: FALLBACK };

  test.each([
    ['if the agent asks for a person', { outcome: 'agent' }, PERSON],
    ['if the agent drops the stream', { outcome: 'drop' }, FALLBACK],
    [
      'if ASAPP ends the conversation with a transfer type of its own',
      {
        outcome: 'agent',
        record: { outputContext: { transferType: 'UNSUPPORTED_LANGUAGE' } },
      },
      FALLBACK,
    ],
    [
      'if ASAPP lets the conversation expire',
      { outcome: 'agent', record: { status: 'EXPIRED', outputContext: null } },
      FALLBACK,
    ],
  ] as const)('reaches a person %s', async (_case, agent, destination) => {
    await inWorld({ env }, async (world) => {
      const report = await world.call({ agent: { ...agent, frames: 1 } });

      expect(report.end).toBe('with-person');
      expect(dialled(report)).toEqual([destination]);
    });
  });

  test('is sent back to the agent only once if the stream drops each time', async () => {
    const resuming = { ...env, RESUME_INTERRUPTED: 'true' };
    await inWorld({ env: resuming }, async (world) => {
      const report = await world.call({ agent: { outcome: 'drop', frames: 1 } });

      expect(answersTo(report, '/engage')).toHaveLength(2);
      expect(dialled(report)).toEqual([FALLBACK]);
      expect(report.end).toBe('with-person');
    });
  });

  test('reaches somebody who speaks it if the agent names the language in a variable', async () => {
    const branches = `language=es:${SPANISH_SPEAKER} *:${PERSON}`;
    await inWorld({ env: { AGENT_DESTINATION: branches } }, async (world) => {
      const agent = {
        outcome: 'agent',
        frames: 1,
        transferVariables: {},
        referenceVariables: { language: 'es' },
      } as const;

      expect(dialled(await world.call({ agent }))).toEqual([SPANISH_SPEAKER]);
    });
  });
});

test('a line in another language speaks that language to callers whom nobody can take', async () => {
  const env = { AGENT_DESTINATION: PERSON, SAY_LANGUAGE_SPANISH: 'es-MX' };
  await inWorld({ env }, async (world) => {
    const report = await world.call({
      voiceUrl: `${world.origin}/engage?line=spanish`,
      agent: { outcome: 'drop', frames: 1 },
      script: { answers: ['busy'] },
    });

    expect(report.end).toBe('goodbye');
    expect(spoken(report).join()).toContain('nadie puede atender su llamada');
  });
});
