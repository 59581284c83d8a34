import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalTwilioRest, startTwilioRest } from '../../simulator';
import type { FlowDefinition } from '../../studio/definition';
import { lintFlow } from '../../studio/lint/lint';
import { EXAMPLES } from '../../studio/settings';
import { run } from '../publish-flow';
import { runCommand, temporaryFolder, variablesFor } from './run-command';

const DOMAIN = 'voice-agent-1234-dev.twil.io';
const AGENT = '+15551230000';

let rest: LocalTwilioRest;
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(async () => {
  rest = await startTwilioRest({
    checkFlow: (definition) =>
      lintFlow(definition).map(({ path, message }) => ({ property_path: path, message })),
  });
  folder = temporaryFolder();
});
afterEach(async () => {
  folder.remove();
  await rest.close();
});

const publish = (...args: string[]) =>
  runCommand(run, args, { cwd: folder.path, env: variablesFor(rest) });
const writes = () =>
  rest.requests.filter(({ method, path }) => method === 'POST' && !path.endsWith('/Validate'));
/** The newest revision of the only flow. */
const latest = () => {
  const [flow, ...others] = rest.flows;
  expect(others).toEqual([]);
  return flow?.revisions.at(-1);
};

test('publish-flow validates, shows and publishes a new flow, and prints its webhook URL', async () => {
  const { code, out, err } = await publish('--domain', DOMAIN, '--agent', AGENT, '--yes');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(rest.requests.map(({ path }) => path)).toContain('/v2/Flows/Validate');
  expect(latest()).toMatchObject({ status: 'published', revision: 1, valid: true });
  expect(JSON.stringify(latest()?.definition)).toContain(`https://${DOMAIN}/engage?`);
  expect(out).toContain('+ agent_1');
  expect(out).toContain(`  ${latest()?.webhook_url}\n`);
  expect(out).toContain(`bind-number -- +15551234567 --flow ${latest()?.sid}`);
});

test('publish-flow changes nothing if the flow is already published that way', async () => {
  await publish('--domain', DOMAIN, '--agent', AGENT, '--yes');
  const { code, out } = await publish('--domain', DOMAIN, '--agent', AGENT);
  expect(code).toBe(0);
  expect(out).toContain('nothing to change');
  expect(writes()).toHaveLength(1);
});

test('publish-flow shows the changes to the published revision, and publishes the next one', async () => {
  await publish('--domain', DOMAIN, '--agent', AGENT, '--yes');
  const sid = rest.flows[0]?.sid ?? '';
  const chain = ['--domain', DOMAIN, '--agent', '+15551230001 queue:support', '--flow', sid];
  const { code, out } = await publish(...chain, '--yes');
  expect(code).toBe(0);
  expect(out).toContain('published as revision 1:');
  expect(out).toContain(`  ~ agent_1\n      to: ${AGENT} → +15551230001`);
  expect(out).toContain('  ~ agent_1_result\n      noMatch: apology → agent_2');
  expect(out).toContain('  + agent_2');
  expect(latest()).toMatchObject({ sid, revision: 2, status: 'published' });
});

test('publish-flow shows custom widgets that it would remove, and asks', async () => {
  await publish('--domain', DOMAIN, '--agent', AGENT, '--yes');
  const revision = latest();
  // Safe: it was published by the command just above.
  const definition = revision?.definition as FlowDefinition;
  const custom = { name: 'survey', type: 'make-http-request', transitions: [], properties: {} };
  Object.assign(revision ?? {}, {
    definition: { ...definition, states: [...definition.states, custom] },
  });
  const { out, code, err } = await publish('--domain', DOMAIN, '--agent', AGENT);
  expect(out).toContain('  - survey');
  expect(out).toContain('would be removed: 1.');
  expect(code).toBe(2);
  expect(err).toContain('no terminal to ask');
  expect(writes()).toHaveLength(1);
});

test('publish-flow lists the problems that Twilio finds by widget, and publishes nothing', async () => {
  await rest.close();
  rest = await startTwilioRest({
    checkFlow: () => [
      { property_path: '#/states/2/properties/timeout', message: 'must be string' },
    ],
  });
  const { code, err } = await publish('--domain', DOMAIN, '--agent', AGENT, '--yes');
  expect(code).toBe(1);
  expect(err).toContain('engage: must be string (#/states/2/properties/timeout)');
  expect(rest.flows).toEqual([]);
});

test('publish-flow takes chains, caller ID and voice from the env file', async () => {
  const variables = [
    'AGENT_DESTINATION=sip:desk@pbx.example.com',
    'SYSTEM_DESTINATION=next_action=refund:queue:refunds *:voicemail',
    'FALLBACK_DESTINATION=client:night',
    'CALLER_ID=+15551239999',
    'SAY_LANGUAGE=es-MX',
  ];
  writeFileSync(join(folder.path, '.env'), `${variables.join('\n')}\n`);
  const { code, out } = await publish('--domain', DOMAIN, '--print');
  expect(code).toBe(0);
  const definition: FlowDefinition = JSON.parse(out);
  expect(lintFlow(definition)).toEqual([]);
  const text = JSON.stringify(definition);
  for (const each of ['sip:desk@pbx', '"refunds"', 'record-voicemail', '"night"', '+15551239999']) {
    expect(text).toContain(each);
  }
  expect(text).toContain('Gracias por llamar');
  expect(rest.requests).toEqual([]);
});

test('publish-flow --out writes a file for the Console, without credentials', async () => {
  const args = ['--domain', DOMAIN, '--agent', AGENT, '--out', 'flow.json'];
  const { code, out } = await runCommand(run, args, { cwd: folder.path });
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('Wrote flow.json.') });
  const text = readFileSync(join(folder.path, 'flow.json'), 'utf8');
  expect(lintFlow(JSON.parse(text))).toEqual([]);
});

test('publish-flow without credentials and host says what is missing', async () => {
  const { code, err } = await runCommand(run, ['--print'], { cwd: folder.path });
  expect(code).toBe(1);
  expect(err).toContain('No Twilio credentials were found.');
  expect(err).toContain('→ Pass the host with --domain');
});

test('publish-flow names a file that cannot be written', async () => {
  const { code, err } = await publish(
    '--domain',
    DOMAIN,
    '--agent',
    AGENT,
    '--out',
    'no/flow.json',
  );
  expect(code).toBe(1);
  expect(err).toContain('The file no/flow.json cannot be written (ENOENT).\n  → Pass another');
});

test('publish-flow --json prints one JSON document', async () => {
  const { out } = await publish('--domain', DOMAIN, '--agent', AGENT, '--yes', '--json');
  expect(JSON.parse(out)).toMatchObject({ published: true, revision: 1, flow: latest()?.sid });
});

test('publish-flow --flow reports an unknown flow, and changes nothing', async () => {
  const { code, err } = await publish('--domain', DOMAIN, '--flow', `FW${'9'.repeat(32)}`, '--yes');
  expect(code).toBe(1);
  expect(err).toContain('20404');
  expect(writes()).toEqual([]);
});

test('publish-flow warns that a flow has no person to transfer calls to', async () => {
  const { code, err } = await publish('--domain', DOMAIN, '--yes');
  expect(code).toBe(0);
  expect(err).toContain('The flow has no person');
});

test('publish-flow --write-examples writes the committed flows and their diagram again', async () => {
  const kept = [...Object.keys(EXAMPLES).map((file) => `studio/${file}`), 'docs/studio.md'];
  mkdirSync(join(folder.path, 'studio'));
  mkdirSync(join(folder.path, 'docs'));
  const page = readFileSync('docs/studio.md', 'utf8');
  const withoutDiagram = page.replace(/(<!-- picture -->).*(<!-- \/picture -->)/s, '$1old$2');
  expect(withoutDiagram).not.toBe(page);
  writeFileSync(join(folder.path, 'docs/studio.md'), withoutDiagram);
  const { code, out } = await publish('--write-examples', '--json');
  expect({ code, files: JSON.parse(out).files }).toEqual({ code: 0, files: kept });
  for (const file of kept) {
    expect(readFileSync(join(folder.path, file), 'utf8')).toBe(readFileSync(file, 'utf8'));
  }
  expect(rest.requests).toEqual([]);
});
