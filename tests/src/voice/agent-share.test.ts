import { getsAgent, readAgentShare } from '../../../src/voice/agent-share';
import { CALL_SID } from '../../support/runtime';
import { useTestClock } from '../../support/time';

useTestClock();

const shareOf = (percent: number, timeZone?: string) => ({ percent, timeZone });

const CALLERS = Array.from({ length: 2_000 }, (_, index) => `+1555${String(7_000_000 + index)}`);

const callFrom = (from: string | undefined, callSid = CALL_SID) => ({ callSid, from });

const chosen = (percent: number, timeZone?: string) =>
  CALLERS.filter((from) => getsAgent(shareOf(percent, timeZone), callFrom(from)));

describe('the share of callers who get the agent', () => {
  test.each([0, 100])('is nobody or everybody: %d percent', (percent) => {
    expect(chosen(percent)).toHaveLength((percent / 100) * CALLERS.length);
  });

  test.each([1, 25, 50, 99])('is as large as configured: %d percent', (percent) => {
    jest.setSystemTime(new Date('2026-11-21T12:00:00Z'));
    const share = (100 * chosen(percent).length) / CALLERS.length;
    expect(Math.abs(share - percent)).toBeLessThan(3);
  });

  test('is the same all day, whatever the call, and different on the next day', () => {
    jest.setSystemTime(new Date('2026-11-21T00:00:00Z'));
    const today = chosen(25);
    jest.setSystemTime(new Date('2026-11-21T23:59:59Z'));
    expect(chosen(25)).toEqual(today);
    jest.setSystemTime(new Date('2026-11-22T00:00:00Z'));
    expect(chosen(25)).not.toEqual(today);
  });

  test('changes at midnight in TIME_ZONE', () => {
    jest.setSystemTime(new Date('2026-11-21T23:30:00Z'));
    const evening = chosen(25, 'America/New_York');
    jest.setSystemTime(new Date('2026-11-22T04:59:59Z'));
    expect(chosen(25, 'America/New_York')).toEqual(evening);
    jest.setSystemTime(new Date('2026-11-22T05:00:00Z'));
    expect(chosen(25, 'America/New_York')).not.toEqual(evening);
  });

  test('keeps everybody when it grows', () => {
    jest.setSystemTime(new Date('2026-11-21T12:00:00Z'));
    expect(chosen(50)).toEqual(expect.arrayContaining(chosen(25)));
  });

  test.each(['anonymous', '+266696687', '+7378742833', '+2562533', '+8656696', undefined])(
    'decides each call on its own if the number is withheld: %s',
    (from) => {
      const calls = CALLERS.map((_, index) => `CA${String(index).padStart(32, '0')}`);
      const taken = calls.filter((callSid) => getsAgent(shareOf(50), callFrom(from, callSid)));
      expect(Math.abs(taken.length / calls.length - 0.5)).toBeLessThan(0.05);
    },
  );
});

describe('VOICE_AGENT_PERCENT', () => {
  test('is 100 by default, and then no time zone is read', () => {
    const value = { percent: 100, timeZone: undefined };
    expect(readAgentShare({ TIME_ZONE: 'nowhere' })).toEqual({ value, problems: [] });
  });

  test('goes by TIME_ZONE', () => {
    const environment = { VOICE_AGENT_PERCENT: '25', TIME_ZONE: 'Asia/Tokyo' };
    const value = { percent: 25, timeZone: 'Asia/Tokyo' };
    expect(readAgentShare(environment)).toEqual({ value, problems: [] });
  });

  test.each(['-1', '101', '25%', 'half'])('is refused and counts as 100: %s', (percent) => {
    const { value, problems } = readAgentShare({ VOICE_AGENT_PERCENT: percent });
    expect(value.percent).toBe(100);
    expect(problems).toEqual(['VOICE_AGENT_PERCENT must be a whole number from 0 to 100']);
  });
});
