import { answersTo, answerTo, dialled } from '../../tools/simulator';
import { inWorld } from './world';

const PERSON = '+15550103000';

describe.each(['client:ann', 'sip:ann@pbx.example.com'])('a call from %s', (from) => {
  test('reaches a phone, which shows the called number', async () => {
    await inWorld({ env: { AGENT_DESTINATION: PERSON } }, async (world) => {
      const report = await world.call({ from, to: '+15550100002' });

      expect(report.end).toBe('with-person');
      expect(report.alerts).toEqual([]);
      expect(answerTo(report, '/call-complete')).toContain('callerId="+15550100002"');
    });
  });

  test('to no number reaches the next destination, and the log names CALLER_ID', async () => {
    const env = { AGENT_DESTINATION: `${PERSON} client:bob` };
    await inWorld({ env }, async (world) => {
      const report = await world.call({ from, to: 'sip:support@pbx.example.com' });

      expect(report.end).toBe('with-person');
      expect(dialled(report)).toEqual([PERSON, 'client:bob']);
      const errors = world.logs.filter((line) => line.includes('"level":"error"'));
      expect(errors).toHaveLength(1);
      expect(errors[0]).toContain('CALLER_ID');
      expect(errors[0]).not.toContain('ann');
    });
  });

  test('shows CALLER_ID if it is set', async () => {
    const env = { AGENT_DESTINATION: PERSON, CALLER_ID: '+15550104000' };
    await inWorld({ env }, async (world) => {
      const report = await world.call({ from });

      expect(report.end).toBe('with-person');
      expect(answerTo(report, '/call-complete')).toContain('callerId="+15550104000"');
    });
  });
});

test('a call from a phone shows the number of the caller', async () => {
  await inWorld({ env: { AGENT_DESTINATION: PERSON } }, async (world) => {
    const report = await world.call();

    expect(report.alerts).toEqual([]);
    expect(answerTo(report, '/call-complete')).not.toContain('callerId');
  });
});

test('an IVR at the other end hears no whisper with WHISPER=off', async () => {
  const env = { AGENT_DESTINATION: PERSON, WHISPER: 'off', WHISPER_VARIABLES: 'next_action' };
  await inWorld({ env }, async (world) => {
    const report = await world.call();

    expect(report.end).toBe('with-person');
    expect(answersTo(report, '/whisper')).toEqual([]);
  });
});

describe.each([PERSON, 'sip:desk@pbx.example.com', 'client:bob'])(
  'with WHISPER_ACCEPT, a call to %s',
  (first) => {
    const env = { AGENT_DESTINATION: `${first} +15550103009`, WHISPER_ACCEPT: 'true' };

    test.each(['declined', 'voicemail-box'] as const)(
      'goes on to the next destination if it is %s',
      async (answer) => {
        await inWorld({ env }, async (world) => {
          const report = await world.call({ script: { answers: [answer, 'answered'] } });

          expect(dialled(report)).toEqual([first, '+15550103009']);
          expect(report.end).toBe('with-person');
          expect(report.alerts).toEqual([]);
        });
      },
    );

    test('is bridged once the person has pressed 1', async () => {
      await inWorld({ env }, async (world) => {
        const report = await world.call();

        expect(dialled(report)).toEqual([first]);
        expect(answerTo(report, '/whisper')).toContain('Press 1 to take the call.');
        expect(report.alerts).toEqual([]);
      });
    });
  },
);
