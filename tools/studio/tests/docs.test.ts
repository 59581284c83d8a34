import { readFileSync } from 'node:fs';
import { generativeAgentFlow } from '../flow';
import { FLOW_VARIABLES, outputsOf, TRIGGER_CALL } from '../lint/known-variables';
import { EXAMPLES } from '../settings';

const page = readFileSync('docs/studio.md', 'utf8');
const states = Object.values(EXAMPLES).flatMap((settings) => generativeAgentFlow(settings).states);

/** Every variable whose full name is on the page. */
const named = [...page.matchAll(/\{\{([a-z][\w.*]+)\}\}/g)].map(([, name = '']) => name);

function exists(name: string): boolean {
  if (FLOW_VARIABLES.has(name) || /^flow\.variables\.(customer_id|task_name|is_open)$/.test(name))
    return true;
  const [, key] = /^trigger\.call\.(\w+)$/.exec(name) ?? [];
  if (key !== undefined) return TRIGGER_CALL.has(key);
  const [, widget, output = ''] = /^widgets\.(\w+)\.(.+)$/.exec(name) ?? [];
  return states.some((state) => state.name === widget && outputsOf(state).includes(output));
}

test('docs/studio.md names no variable that does not exist', () => {
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !exists(name))).toEqual([]);
});

test('docs/studio.md names every key of /call-transfer-state, and what /engage returns', () => {
  const wanted = ['engage', 'call_transfer_state'].flatMap((widget) => {
    const state = states.find(({ name }) => name === widget);
    const outputs = state ? outputsOf(state) : [];
    // The page names a set of variables by its members.
    return outputs
      .filter((output) => /^(parsed\.|engagement|outcome|isOpen)/.test(output))
      .map((output) => `widgets.${widget}.${output}`);
  });
  const missing = wanted.filter((name) => !named.includes(name) && !named.includes(`${name}.*`));
  expect(missing).toEqual([]);
});

test('docs/studio.md names every example flow', () => {
  for (const file of Object.keys(EXAMPLES)) expect(page).toContain(file);
});
