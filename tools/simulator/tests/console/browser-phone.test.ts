import { silentFrame, tone } from '../../audio/mulaw';
import { BrowserPhone, loudness } from '../../console/browser-phone';

const frame = (byte: number) => Buffer.alloc(160, byte);
const times = (count: number, act: () => unknown) => Array.from({ length: count }, act);

test("sends the microphone's audio in order, and then silence", () => {
  const phone = new BrowserPhone(() => {});
  phone.speak(frame(1));
  phone.speak(frame(2));
  expect([phone.microphone(), phone.microphone(), phone.microphone()]).toEqual([
    frame(1),
    frame(2),
    silentFrame,
  ]);
});

test('drops the oldest frames if the microphone is more than 200 ms ahead', () => {
  const phone = new BrowserPhone(() => {});
  for (let byte = 0; byte < 15; byte += 1) phone.speak(frame(byte));
  expect(phone.microphone()).toEqual(frame(5));
});

test("plays the loudspeaker's audio at once", () => {
  const played: Buffer[] = [];
  new BrowserPhone((each) => played.push(each)).loudspeaker(frame(7));
  expect(played).toEqual([frame(7)]);
});

test('the recorded caller waits until the agent has finished', () => {
  const phone = new BrowserPhone(() => {}, [frame(9)]);
  phone.loudspeaker(frame(7));
  expect(times(30, () => phone.microphone())).toEqual(times(30, () => silentFrame));
  expect(phone.microphone()).toEqual(frame(9));
  expect(phone.microphone()).toEqual(silentFrame);
});

test('the recorded caller speaks after three seconds to an agent that says nothing', () => {
  const phone = new BrowserPhone(() => {}, [frame(9)]);
  const said = times(151, () => phone.microphone());
  expect(said.indexOf(silentFrame)).toBe(0);
  expect(said.at(-1)).toEqual(frame(9));
});

test('reports each pressed key once', () => {
  const phone = new BrowserPhone(() => {});
  phone.press('1');
  phone.press('#');
  expect([phone.keys(), phone.keys()]).toEqual([['1', '#'], []]);
});

test('reports the levels since they were last read', () => {
  const phone = new BrowserPhone(() => {});
  phone.speak(tone(440, 20));
  phone.microphone();
  const first = phone.takeLevels();
  expect(first.caller).toBeGreaterThan(0.4);
  expect(first.agent).toBe(0);
  expect(phone.takeLevels()).toEqual({ caller: 0, agent: 0 });
});

test('loudness is 0 for silence and grows with the signal', () => {
  const soft = tone(440, 20);
  const loud = Buffer.alloc(160, 0x80);
  expect(loudness(silentFrame)).toBe(0);
  expect(loudness(soft)).toBeGreaterThan(0.4);
  expect(loudness(loud)).toBeGreaterThan(loudness(soft));
  expect(loudness(loud)).toBeLessThanOrEqual(1);
});
