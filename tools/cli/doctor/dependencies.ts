import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { bad, type Check, type Finding, good } from './check';

const HANDLER = '@twilio/runtime-handler';
/** Twilio's build takes others as well, but of npm's newer ones 2.0.2, 2.0.3 and 2.1.0 it refuses. */
const HANDLER_VERSION = '2.0.1';

const packages = v.optional(v.record(v.string(), v.string()), {});
const manifest = v.object({ dependencies: packages, devDependencies: packages });
const lock = v.object({ packages: v.object({ '': manifest }) });
const installed = v.object({ version: v.string() });

type Manifest = v.InferOutput<typeof manifest>;

export const dependencyChecks: readonly Check[] = [
  {
    title: 'the lock file',
    online: false,
    run: ({ root }) => {
      const wanted = v.parse(manifest, readJson(root, 'package.json'));
      const locked = v.safeParse(lock, readJson(root, 'package-lock.json'));
      if (!locked.success) {
        return [
          bad(
            'There is no usable package-lock.json.',
            'Restore it from git, or run `npm install` and commit it.',
          ),
        ];
      }
      const differing = differences(wanted, locked.output.packages['']);
      return differing.length === 0
        ? [good('package-lock.json matches package.json')]
        : [
            bad(
              `package-lock.json has not followed package.json: ${differing.join(', ')}.`,
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
  const mend = `Write "${HANDLER}": "${HANDLER_VERSION}" into the dependencies of package.json and run \`npm install\`.`;
  if (version === HANDLER_VERSION) return [good(`${HANDLER} is pinned to ${version}`)];
  if (version !== undefined) {
    const isExact = /^\d+\.\d+\.\d+$/.test(version);
    return [
      isExact
        ? bad(`${HANDLER} is ${version}, which Twilio's build may refuse (error 20001).`, mend)
        : bad(`${HANDLER} is ${version}: the toolkit deploys no range.`, mend),
    ];
  }
  return [
    HANDLER in devDependencies
      ? bad(`${HANDLER} is a devDependency, which is not deployed.`, mend)
      : bad(`${HANDLER} is not a dependency.`, mend),
  ];
}

/** Twilio installs the dependencies anew at each build: only an exact version stays what was tested. */
function checkOthers(root: string, { dependencies }: Manifest): Finding[] {
  return Object.entries(dependencies).flatMap(([name, version]) => {
    if (name === HANDLER) return [];
    if (!/^\d+\.\d+\.\d+$/.test(version)) {
      return [
        bad(
          `${name} is ${version}: Twilio would install another one some day.`,
          `Write its exact version into package.json and run \`npm install\`.`,
        ),
      ];
    }
    const found = v.safeParse(installed, readJson(root, `node_modules/${name}/package.json`));
    return found.success && found.output.version === version
      ? [good(`${name} ${version}`)]
      : [bad(`${name} ${version} is not installed.`, 'Run `npm ci`.')];
  });
}

function differences(wanted: Manifest, locked: Manifest): string[] {
  const of = (one: Manifest) => ({ ...one.dependencies, ...one.devDependencies });
  const [here, there] = [of(wanted), of(locked)];
  return [...new Set([...Object.keys(here), ...Object.keys(there)])].filter(
    (name) => here[name] !== there[name],
  );
}

/** A file's content; undefined where there is none, or it is no JSON. */
function readJson(root: string, path: string): unknown {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'));
  } catch {
    return undefined;
  }
}
