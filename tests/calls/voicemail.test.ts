import { inWorld, spoken } from './world';

const env = { AGENT_DESTINATION: 'voicemail' };

test('a caller whose silence Twilio does not record hears an apology', async () => {
  await inWorld({ env }, async (world) => {
    const report = await world.call({ script: { message: { seconds: 5, ends: 'unrecorded' } } });

    expect(report.end).toBe('goodbye');
    expect(spoken(report)).toContainEqual(expect.stringMatching(/^says "We are sorry, nobody/));
    expect(report.complaints).toEqual([]);
  });
});
