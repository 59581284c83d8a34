import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Check, type Finding, ok, problem } from './check';

/** The oldest release that the toolkit and the `twilio` library run on. */
const OLDEST_NODE = 20;

const HANDLER = '@twilio/runtime-handler';
/** Twilio's build refuses the newer versions on npm: 2.0.2, 2.0.3 and 2.1.0. */
const HANDLER_VERSION = '2.0.1';

const packages = v.optional(v.record(v.string(), v.string()), {});
const manifest = v.object({ dependencies: packages, devDependencies: packages });
const versioned = v.object({ version: v.string() });
const lock = v.object({ packages: v.object({ '': manifest }) });

type Manifest = v.InferOutput<typeof manifest>;

/** The version of a project's package.json; undefined if it has none. */
export function projectVersion(root: string): string | undefined {
  const { success, output } = v.safeParse(versioned, readJson(root, 'package.json'));
  return success ? output.version : undefined;
}

export const nodeCheck: Check = {
  title: 'the Node version',
  online: false,
  run: ({ nodeVersion }) =>
    Number.parseInt(nodeVersion, 10) >= OLDEST_NODE
      ? [ok(`Node ${nodeVersion}`)]
      : [problem(`Node ${nodeVersion} is too old.`, `Install Node ${OLDEST_NODE} or 22.`)],
};

export const dependencyChecks: readonly Check[] = [
  {
    title: 'the lock file',
    online: false,
    run: ({ root }) => {
      const wanted = v.parse(manifest, readJson(root, 'package.json'));
      const locked = v.safeParse(lock, readJson(root, 'package-lock.json'));
      if (!locked.success) {
        return [
          problem(
            'package-lock.json is missing or cannot be read.',
            'Restore it from git, or run `npm install` and commit it.',
          ),
        ];
      }
      const differing = differences(wanted, locked.output.packages['']);
      return differing.length === 0
        ? [ok('package-lock.json matches package.json')]
        : [
            problem(
              `package-lock.json does not match package.json: ${differing.join(', ')}.`,
              'Run `npm install` and commit package-lock.json.',
            ),
          ];
    },
  },
  {
    title: 'the dependencies',
    online: false,
    run: ({ root }) => {
      const wanted = v.parse(manifest, readJson(root, 'package.json'));
      return [...checkHandler(wanted), ...checkOthers(root, wanted)];
    },
  },
];

function checkHandler({ dependencies, devDependencies }: Manifest): Finding[] {
  const version = dependencies[HANDLER];
  const fix = `Put "${HANDLER}": "${HANDLER_VERSION}" in the dependencies of package.json and run \`npm install\`.`;
  if (version === HANDLER_VERSION) return [ok(`${HANDLER} is pinned to ${version}`)];
  if (version !== undefined) {
    const isExact = /^\d+\.\d+\.\d+$/.test(version);
    return [
      isExact
        ? problem(`${HANDLER} is ${version}, which Twilio's build may refuse (error 20001).`, fix)
        : problem(`${HANDLER} is ${version}: the toolkit does not deploy a range.`, fix),
    ];
  }
  return [
    HANDLER in devDependencies
      ? problem(`${HANDLER} is a devDependency, which is not deployed.`, fix)
      : problem(`${HANDLER} is not a dependency.`, fix),
  ];
}

/** Twilio installs the dependencies again at each build: only an exact version stays as tested. */
function checkOthers(root: string, { dependencies }: Manifest): Finding[] {
  return Object.entries(dependencies).flatMap(([name, version]) => {
    if (name === HANDLER) return [];
    if (!/^\d+\.\d+\.\d+$/.test(version)) {
      return [
        problem(
          `${name} is ${version}: a later build could install a version that was never tested.`,
          'Put its exact version in package.json and run `npm install`.',
        ),
      ];
    }
    const found = v.safeParse(versioned, readJson(root, `node_modules/${name}/package.json`));
    return found.success && found.output.version === version
      ? [ok(`${name} ${version}`)]
      : [problem(`${name} ${version} is not installed.`, 'Run `npm ci`.')];
  });
}

function differences(wanted: Manifest, locked: Manifest): string[] {
  const of = (one: Manifest) => ({ ...one.dependencies, ...one.devDependencies });
  const [here, there] = [of(wanted), of(locked)];
  return [...new Set([...Object.keys(here), ...Object.keys(there)])].filter(
    (name) => here[name] !== there[name],
  );
}

/** A file's content; undefined if there is no such file, or it is not JSON. */
function readJson(root: string, path: string): unknown {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch {
    return undefined;
  }
}
