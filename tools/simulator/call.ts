/** `npm run call`: places one call, against a running `npm start` or with everything of its own. */
import { parseArgs } from 'node:util';
import { buildFunctions } from '../cli/build/functions';
import { agentOutcomes } from './asapp/script';
import { orderCall } from './control/client';
import { type CallRequest, readCallRequest } from './local/call-request';
import { PORTS, startAll } from './local/start-all';
import { painter } from './timeline/colour';
import { formatEnd, formatEvent } from './timeline/format';
import { answerers } from './twilio/call/script';
import type { CallReport } from './twilio/place-call';
import type { CallEvent } from './twilio/timeline';

const HELP = `npm run call -- [options]

Places one simulated call and prints what happens; the exit code is 0 where it ended well.

  --outcome        what the agent decides: ${agentOutcomes.join(', ')}
  --studio         the number is bound to a Studio flow, not to /engage
  --agent-answers  what happens when people are called, in order, with commas between:
                   ${answerers.join(', ')}
  --param          name=value, as often as you like: for the agent (lower case), or one of
                   Twilio's own parameters (upper case: CallerName=Ann)
  --alone          starts all it needs for itself, also where npm start runs
  --built          then takes the functions as they were built last
  --json           prints the report as JSON and nothing else
`;

const paint = painter(process.stdout);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      outcome: { type: 'string' },
      studio: { type: 'boolean', default: false },
      'agent-answers': { type: 'string' },
      param: { type: 'string', multiple: true, default: [] },
      alone: { type: 'boolean', default: false },
      built: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const { outcome, studio, param, json, 'agent-answers': answers } = values;
  const request = readCallRequest({
    studio,
    parameters: Object.fromEntries(param.map(pair)),
    ...(outcome !== undefined && { outcome }),
    ...(answers !== undefined && { agentAnswers: answers.split(',') }),
  });
  const show = json ? () => {} : (event: CallEvent) => console.log(formatEvent(event, paint));
  const ordered = values.alone ? undefined : await orderCall(PORTS.control, request, show);
  const report = ordered ?? (await callAlone(request, values.built, show));
  console.log(json ? JSON.stringify(report, null, 2) : `\n${formatEnd(report, paint)}`);
  process.exitCode = report.endedWell ? 0 : 1;
}

/** No simulator runs: one is started for this call. */
async function callAlone(
  request: CallRequest,
  built: boolean,
  onEvent: (event: CallEvent) => void,
): Promise<CallReport> {
  const root = process.cwd();
  if (!built) await buildFunctions(root);
  const world = await startAll({ root });
  try {
    return await world.phone.place(request, { onEvent });
  } finally {
    await world.close();
  }
}

function pair(text: string): [string, string] {
  const cut = text.indexOf('=');
  if (cut < 1) throw new Error(`--param ${text}: write it as name=value`);
  return [text.slice(0, cut), text.slice(cut + 1)];
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
