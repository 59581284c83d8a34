import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { voiceNames } from '../../asapp/script';
import { voiceOf } from '../../asapp/voice';
import { silentFrame } from '../../audio/mulaw';

const folder = join(__dirname, '../../asapp/prompts');
const names = (ending: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));

test('every recording has a text, and every text a recording', () => {
  expect(names('.ulaw')).toEqual(names('.txt'));
  expect(names('.ulaw')).toContain('greeting');
});

test.each(names('.ulaw'))('the recording "%s" is short', (name) => {
  const { size } = statSync(join(folder, `${name}.ulaw`));
  const seconds = size / 8000;
  expect(seconds).toBeGreaterThan(1);
  expect(seconds).toBeLessThan(7);
});

const heard = voiceNames.filter((name) => name !== 'brief');

test.each(heard)('the voice "%s" has an audible greeting and audible goodbyes', (name) => {
  const { greeting, goodbye } = voiceOf(name);
  const spoken = [greeting, goodbye.agent, goodbye.system, goodbye.completed];
  for (const frames of spoken) {
    expect(new Set(frames.map(({ length }) => length))).toEqual(new Set([160]));
    expect(frames.some((frame) => !frame.equals(silentFrame))).toBe(true);
  }
});

test('the brief voice is one frame of silence per sentence', () => {
  const { greeting, goodbye } = voiceOf('brief');

  expect([greeting, goodbye.agent, goodbye.system, goodbye.completed]).toEqual(
    Array.from({ length: 4 }, () => [silentFrame]),
  );
});

test("the menu's greeting also asks for a key", () => {
  expect(voiceOf('menu').greeting.length).toBeGreaterThan(voiceOf('words').greeting.length);
});

test('the brief voice takes one frame for everything', () => {
  const { greeting, goodbye } = voiceOf('brief');
  const { agent, system, completed } = goodbye;
  expect([greeting, agent, system, completed].map(({ length }) => length)).toEqual([1, 1, 1, 1]);
});
