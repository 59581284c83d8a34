import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandFailure } from '../command/failure';
import type { Options } from '../command/options';
import type { Terminal, Variables } from '../command/terminal';

/** The options of every command that reads an env file or looks for the deployed service. */
export const SETTINGS_OPTIONS = {
  env: { type: 'string', value: 'FILE', description: 'the env file (default: .env)' },
  environment: {
    type: 'string',
    value: 'NAME',
    description: 'the environment of the service (default: dev)',
  },
  production: { type: 'boolean', description: 'use the production environment and its env file' },
} as const satisfies Options;

/** For the commands that a CI machine runs, with the secrets in its environment. */
export const LOAD_SYSTEM_ENV_OPTION = {
  'load-system-env': {
    type: 'boolean',
    description: 'take values that are empty in the env file from the environment',
  },
} as const satisfies Options;

export interface SettingsOptions {
  readonly env?: string | undefined;
  readonly environment?: string | undefined;
  readonly production?: boolean | undefined;
  readonly 'load-system-env'?: boolean | undefined;
}

/** What the toolkit would deploy, and where to. */
export interface Settings {
  readonly serviceName: string;
  /** The suffix of the environment; empty for production. */
  readonly environment: string;
  /** Absolute path of the env file. */
  readonly envFile: string;
  readonly envFileExists: boolean;
  /** Everything in the env file, credentials and empty values included. */
  readonly file: Readonly<Record<string, string>>;
  /** The variables that would be deployed: without credentials and empty values. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Reads the toolkit's configuration and the env file by the toolkit's own code, so that a command
 * sees what a deploy would see. (Its parser differs from Node's: it keeps a `#` after a value.)
 *
 * @throws CommandFailure if `--env` names a file that does not exist
 */
export async function readSettings(
  options: SettingsOptions,
  { cwd: root, env }: Pick<Terminal, 'cwd' | 'env'>,
): Promise<Settings> {
  const environment = options.production ? '' : (options.environment ?? 'dev');
  // Loaded here: it takes longer to load than all the rest that `--help` needs.
  const toolkit: typeof import('twilio-run/dist/config/utils/env') = require('twilio-run/dist/config/utils/env');
  const config = readToolkitConfig(root, environment);
  const envFile = resolve(root, options.env ?? config.env ?? '.env');
  const envFileExists = statSync(envFile, { throwIfNoEntry: false })?.isFile() ?? false;
  if (options.env && !envFileExists) {
    throw new CommandFailure(
      `The env file ${envFile} does not exist, or is not a file.`,
      'Name an existing file with --env, or copy .env.example to it and fill it in.',
    );
  }
  const { localEnv } = envFileExists
    ? await toolkit.readLocalEnvFile({ cwd: root, env: envFile, loadSystemEnv: false })
    : { localEnv: {} };
  const file = textValues(localEnv);
  if (options['load-system-env']) fillEmpty(file, env);
  return {
    serviceName: config.serviceName ?? '',
    environment,
    envFile,
    envFileExists,
    file,
    variables: textValues(toolkit.filterEnvVariablesForDeploy({ ...file })),
  };
}

function readToolkitConfig(root: string, environmentSuffix: string) {
  try {
    const toolkit: typeof import('twilio-run/dist/config/global') = require('twilio-run/dist/config/global');
    // An empty second parameter means "search for the file", which its type does not allow for.
    return toolkit.readSpecializedConfig(root, '', 'deploy', { environmentSuffix });
  } catch (cause) {
    throw new CommandFailure(
      `The toolkit's configuration cannot be read: ${cause instanceof Error ? cause.message : cause}.`,
      'Correct .twilioserverlessrc, or restore it from git.',
      'bad-toolkit-configuration',
      { cause },
    );
  }
}

/** As the toolkit's own `--load-system-env` does, with the environment that the command was given. */
function fillEmpty(file: Record<string, string>, env: Variables): void {
  for (const [name, value] of Object.entries(file)) file[name] = value || env[name] || '';
}

function textValues(variables: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]): [string, string] => [name, String(value)]),
  );
}
