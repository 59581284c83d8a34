import { CommandFailure, UsageFailure } from '../command/failure';
import { table } from '../command/help';
import type { Terminal } from '../command/terminal';
import { findService } from '../twilio/service';
import { openSession } from '../twilio/session';
import type { SettingsOptions } from '../twilio/settings';
import { changesOf, type Place } from './apply';
import { changeVariables, undoLast } from './change';
import { problemsOfChange } from './check-change';
import { readDeployed, valuesOf } from './deployed';
import { shown } from './shown';

interface Wanted extends SettingsOptions {
  readonly list?: boolean | undefined;
  readonly undo?: boolean | undefined;
  readonly yes?: boolean | undefined;
}

/** Changes or lists the variables of the deployed service, or undoes a change; returns the exit code. */
export async function setVariables(
  words: readonly string[],
  values: Wanted,
  terminal: Terminal,
): Promise<number> {
  if (words.length === 0 && !values.list && !values.undo) {
    throw new UsageFailure(
      'Which variable?',
      'Pass NAME=value, for instance OPEN_NOW=closed, or use --list.',
    );
  }
  const { client, settings } = await openSession(values, terminal);
  const wanted = wantedValues(words, settings.file);
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
}

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
