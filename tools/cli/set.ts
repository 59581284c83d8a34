/** `npm run set`: changes variables of the deployed service at once, without a new build. */
import { defineCommand, runAsProgram } from './command/command';
import { CommandFailure, UsageFailure } from './command/failure';
import { table } from './command/help';
import type { Terminal } from './command/terminal';
import { findService } from './twilio/service';
import { openSession } from './twilio/session';
import { SETTINGS_OPTIONS } from './twilio/settings';
import { changesOf, type Place } from './variables/apply';
import { changeVariables, undoLast } from './variables/change';
import { problemsOfChange } from './variables/check-change';
import { readDeployed, valuesOf } from './variables/deployed';
import { shown } from './variables/shown';

/** More would not fit into an environment. */
const MOST_VARIABLES = 100;

export const run = defineCommand({
  name: 'set',
  summary: 'Changes variables of the deployed service without a new build.',
  arguments: 'NAME=value NAME=value …',
  positionals: MOST_VARIABLES,
  options: {
    list: { type: 'boolean', description: 'list the variables of the deployed service' },
    undo: { type: 'boolean', description: 'undo the last change that was made from this folder' },
    yes: { type: 'boolean', description: 'do not ask for confirmation' },
    ...SETTINGS_OPTIONS,
  },
  examples: [
    ['VOICE_AGENT_PERCENT=0 OPEN_NOW=closed', 'shows the change, asks, and changes both'],
    ['"GREETING=Welcome to Acme."', 'a value with spaces'],
    ['GREETING=', 'removes a variable, so that its default applies'],
    ['ASAPP_API_SECRET', 'takes the value from the env file: no secret on the command line'],
    ['--undo', 'undoes the last change'],
    ['--production --list', 'lists the variables of production; secrets are hidden'],
  ],
  notes: [
    'The values are checked as the service would read them. If they are wrong, nothing is changed.',
    'Twilio does not document how soon running functions get a changed variable, or whether all of them get it at the same moment. The service reads its variables again in each request. Make a call to see whether the change has arrived.',
    'The env file stays as it is, so the next `npm run deploy` sets its values again. It warns you first.',
  ],
  async run({ values, positionals }, terminal) {
    if (positionals.length === 0 && !values.list && !values.undo) {
      throw new UsageFailure(
        'Which variable?',
        'Pass NAME=value, for instance OPEN_NOW=closed, or use --list.',
      );
    }
    const { client, settings } = await openSession(values, terminal);
    const wanted = wantedValues(positionals, settings.file);
    const { serviceName, environment } = settings;
    const place = await terminal.progress('Reading the variables', async () => {
      const service = await findService(client, serviceName, environment);
      return { client, service, deployed: await readDeployed(client, service) };
    });
    if (values.list) return list(place, terminal);
    const consent = { yes: values.yes ?? false };
    if (values.undo) return undoLast(place, consent, terminal);
    const before = valuesOf(place.deployed);
    const after = valuesAfter(before, wanted);
    const problems = problemsOfChange(before, after, terminal.cwd);
    if (problems.length > 0) {
      throw new CommandFailure(
        `Nothing was changed: ${problems.join('; ')}.`,
        'Correct that; docs/configuration.md describes every variable.',
        'bad-configuration',
      );
    }
    return changeVariables(place, changesOf(place.deployed, wanted), consent, terminal);
  },
});

/** What the arguments say: a value for each name; undefined for one that is to be removed. */
function wantedValues(
  words: readonly string[],
  file: Readonly<Record<string, string>>,
): Map<string, string | undefined> {
  return new Map(
    words.map((word) => {
      const [, name, assignment] = /^([A-Z][A-Z0-9_]*)(=.*)?$/s.exec(word) ?? [];
      if (name === undefined) {
        // It may be a secret that was misplaced.
        throw new UsageFailure(
          'An argument is not NAME=value.',
          'Write names in upper case, and quote values with spaces: "GREETING=Welcome to Acme."',
        );
      }
      const value = (assignment === undefined ? file[name] : assignment.slice(1))?.trim();
      if (assignment === undefined && !value) {
        throw new UsageFailure(
          `${name} has no value in the env file.`,
          `Write ${name}=value, or ${name}= to remove it.`,
        );
      }
      return [name, value === '' ? undefined : value];
    }),
  );
}

function valuesAfter(
  before: Readonly<Record<string, string>>,
  wanted: ReadonlyMap<string, string | undefined>,
): Record<string, string> {
  const kept = Object.entries(before).filter(([name]) => !wanted.has(name));
  const set = [...wanted].flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return Object.fromEntries([...kept, ...set]);
}

function list({ service: { domainName }, deployed }: Place, terminal: Terminal): number {
  const rows = [...deployed]
    .map(([name, { value }]): [string, string] => [name, shown(name, value)])
    .sort(([one], [other]) => one.localeCompare(other));
  terminal.result({ domainName, variables: Object.fromEntries(rows) });
  terminal.say(rows.length > 0 ? table(rows) : `${domainName} has no variables.`);
  return 0;
}

if (require.main === module) void runAsProgram(run);
