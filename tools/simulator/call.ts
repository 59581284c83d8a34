/** `npm run call`: places one call, in a running `npm start` or in a simulator of its own. */
import { parseArgs } from 'node:util';
import { buildFunctions } from '../cli/build/functions';
import { agentOutcomes } from './asapp/script';
import { requestCall } from './control/client';
import { type CallRequest, readCallRequest } from './local/call-request';
import { PORTS, startAll } from './local/start-all';
import { type Paint, painter } from './timeline/colour';
import { formatEnd, formatEvent } from './timeline/format';
import { answerers } from './twilio/call/script';
import type { CallReport } from './twilio/place-call';
import type { CallEvent } from './twilio/timeline';

const HELP = `npm run call -- [options]

Places one simulated call and prints what happens. The exit code is 0 if the call ended well.

  --outcome        what the agent decides: ${agentOutcomes.join(', ')}
  --studio         bind the number to a Studio Flow instead of /engage
  --agent-answers  what happens when people are called, in order, separated by commas:
                   ${answerers.join(', ')}
  --queue-seconds  how long the caller waits in a queue until a person takes the call (3)
  --keys           what the caller presses each time keys are asked for, separated by commas
  --param          name=value, repeatable: for the agent (lower case), or one of Twilio's own
                   parameters (upper case, for instance CallerName=Ann)
  --alone          start a separate simulator, even if npm start is running
  --built          with a separate simulator: use the functions as they were last built
  --json           print the report as JSON and nothing else
`;

/**
 * Runs the command.
 *
 * @returns the exit code
 * @throws Error in plain words, for instance if an option is unknown
 */
export async function call(
  args: readonly string[],
  print: (line: string) => void,
  paint: Paint = painter({ isTTY: false }),
): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      outcome: { type: 'string' },
      studio: { type: 'boolean', default: false },
      'agent-answers': { type: 'string' },
      'queue-seconds': { type: 'string' },
      keys: { type: 'string' },
      param: { type: 'string', multiple: true, default: [] },
      alone: { type: 'boolean', default: false },
      built: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return 0;
  }
  const { outcome, studio, param, json, keys } = values;
  const { 'agent-answers': answers, 'queue-seconds': queueSeconds } = values;
  const request = readCallRequest({
    studio,
    parameters: Object.fromEntries(param.map(readParameter)),
    ...(outcome !== undefined && { outcome }),
    ...(answers !== undefined && { agentAnswers: answers.split(',') }),
    ...(queueSeconds !== undefined && { queueMs: Number(queueSeconds) * 1_000 }),
    ...(keys !== undefined && { keys: keys.split(',') }),
  });
  const show = json ? () => {} : (event: CallEvent) => print(formatEvent(event, paint));
  const placed = values.alone ? undefined : await requestCall(PORTS.control, request, show);
  const report = placed ?? (await callAlone(request, values.built, show));
  print(json ? JSON.stringify(report, null, 2) : `\n${formatEnd(report, paint)}`);
  return report.endedWell ? 0 : 1;
}

/** Starts a simulator for this one call. */
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

function readParameter(text: string): [name: string, value: string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new Error(`--param ${text}: write it as name=value`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

if (require.main === module) {
  call(process.argv.slice(2), console.log, painter(process.stdout)).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      process.exit(1);
    },
  );
}
