import { silentFrame, tone } from '../../audio/mulaw';
import { loudness } from '../../console/loudness';

test('silence is 0, and what is louder is more', () => {
  const soft = tone(440, 20);
  const loud = Buffer.alloc(160, 0x80);
  expect(loudness(silentFrame)).toBe(0);
  expect(loudness(soft)).toBeGreaterThan(0.4);
  expect(loudness(loud)).toBeGreaterThan(loudness(soft));
  expect(loudness(loud)).toBeLessThanOrEqual(1);
});
