import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readSpecializedConfig } from 'twilio-run/dist/config/global';
import { filterEnvVariablesForDeploy, readLocalEnvFile } from 'twilio-run/dist/config/utils/env';
import { CommandFailure } from '../command/failure';
import type { Options } from '../command/options';

/** The options of each command that reads an env file or looks for the deployed service. */
export const SETTINGS_OPTIONS = {
  env: { type: 'string', value: 'FILE', description: 'the env file (default: .env)' },
  environment: {
    type: 'string',
    value: 'NAME',
    description: 'the environment of the service (default: dev)',
  },
  production: { type: 'boolean', description: 'the production environment and its env file' },
} as const satisfies Options;

/** For those commands that a machine runs, with its secrets in its environment. */
export const LOAD_SYSTEM_ENV_OPTION = {
  'load-system-env': {
    type: 'boolean',
    description: 'fill what is empty in the env file (named by --env) from the environment',
  },
} as const satisfies Options;

export interface SettingsOptions {
  readonly env?: string | undefined;
  readonly environment?: string | undefined;
  readonly production?: boolean | undefined;
  readonly 'load-system-env'?: boolean | undefined;
}

/** What the toolkit would deploy, and to where. */
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
 * sees what a deploy would see. (Its parser differs from Node's: it keeps a `#` behind a value.)
 *
 * @throws CommandFailure when `--env` names a file that is not there
 */
export async function readSettings(
  options: SettingsOptions,
  root = process.cwd(),
): Promise<Settings> {
  const environment = options.production ? '' : (options.environment ?? 'dev');
  const config = readToolkitConfig(root, environment);
  const envFile = resolve(root, options.env ?? config.env ?? '.env');
  const envFileExists = statSync(envFile, { throwIfNoEntry: false })?.isFile() ?? false;
  if (options.env && !envFileExists) {
    throw new CommandFailure(
      `The env file ${envFile} does not exist, or is no file.`,
      'Name an existing file with --env, or copy .env.example to it and fill it in.',
    );
  }
  const { localEnv } = envFileExists
    ? await readLocalEnvFile({
        cwd: root,
        env: envFile,
        loadSystemEnv: options['load-system-env'] ?? false,
      })
    : { localEnv: {} };
  return {
    serviceName: config.serviceName ?? '',
    environment,
    envFile,
    envFileExists,
    file: textValues(localEnv),
    variables: textValues(filterEnvVariablesForDeploy({ ...localEnv })),
  };
}

function readToolkitConfig(root: string, environmentSuffix: string) {
  try {
    // The type of its second parameter forgets that "no file named" means "search for it".
    return readSpecializedConfig(root, '', 'deploy', { environmentSuffix });
  } catch (cause) {
    throw new CommandFailure(
      `The toolkit's configuration cannot be read: ${cause instanceof Error ? cause.message : cause}.`,
      'Correct .twilioserverlessrc, or restore it from git.',
      'bad-toolkit-configuration',
      { cause },
    );
  }
}

function textValues(variables: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]): [string, string] => [name, String(value)]),
  );
}
