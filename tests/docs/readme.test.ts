import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { VOICE_AGENT_VARIABLES } from '../../src/agents/select-agent';
import { ASAPP_VARIABLES } from '../../src/asapp/config';
import { CLERK_VARIABLES } from '../../src/clerk/config';
import { HAND_OFF_VARIABLES } from '../../src/hand-off/config';
import { LOG_VARIABLES } from '../../src/runtime/log';
import { SIGNALWIRE_VARIABLES, SIGNING_VARIABLES } from '../../src/signalwire/config';
import { CONFERENCE_STREAM_VARIABLES } from '../../src/signalwire/stream-config';
import { TRANSCRIBE_VARIABLES } from '../../src/transcription/options';
import { DESTINATION_VARIABLES } from '../../src/voice/destinations';
import { ENGAGE_VARIABLES } from '../../src/voice/engage-config';
import { SPEECH_VARIABLES } from '../../src/voice/speech';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const README = read('README.md');
const EXAMPLE = Object.keys(parseEnv(read('.env.example')));

test('each variable that the service reads stands in .env.example', () => {
  const variables = Object.keys({
    ...ASAPP_VARIABLES,
    ...VOICE_AGENT_VARIABLES,
    ...ENGAGE_VARIABLES,
    ...HAND_OFF_VARIABLES,
    ...SPEECH_VARIABLES,
    ...TRANSCRIBE_VARIABLES,
    ...CLERK_VARIABLES,
    ...SIGNALWIRE_VARIABLES,
    ...SIGNING_VARIABLES,
    ...CONFERENCE_STREAM_VARIABLES,
    ...LOG_VARIABLES,
  });
  const all = [...variables, ...Object.values(DESTINATION_VARIABLES)];
  expect(all.filter((name) => !EXAMPLE.includes(name))).toEqual([]);
});

test('each variable of .env.example stands in the README’s tables', () => {
  const rows = README.split('\n')
    .filter((line) => line.startsWith('|'))
    .join('\n');
  expect(EXAMPLE.length).toBeGreaterThan(30);
  expect(EXAMPLE.filter((name) => !rows.includes(`\`${name}\``))).toEqual([]);
});

test('each file that the README links to exists', () => {
  const files = [...README.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, file]) => file ?? '');
  expect(files).toContain('docs/operations.md');
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test('each command that the README names exists', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = [...README.matchAll(/npm run ([a-z-]+)/g)].map(([, name]) => name ?? '');
  expect(named).toContain('deploy');
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
});
