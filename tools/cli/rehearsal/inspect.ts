import { builtinModules } from 'node:module';
import { build, type Plugin } from 'esbuild';
import type { Build, Version } from '../../simulator';
import { PUBLIC_FUNCTIONS } from '../build/functions';
import type { Problem } from './problem';

/** What can be seen of an upload without running it: who may call it, and what it loads. */
export async function inspectBuild({ versions, dependencies }: Build): Promise<Problem[]> {
  const listed = dependencies.map(({ name }) => name);
  const functions = versions.filter(({ kind }) => kind === 'function');
  const problems = await Promise.all(
    functions.map(async (version) => [
      ...checkVisibility(version),
      ...checkImports(version, await importsOf(version), listed),
    ]),
  );
  return problems.flat();
}

function checkVisibility({ path, visibility }: Version): Problem[] {
  if (visibility === 'protected' || PUBLIC_FUNCTIONS.includes(path.slice(1))) return [];
  return [
    {
      text: `${path} is ${visibility}: ${visibility === 'public' ? 'anybody could call it' : 'Twilio cannot call it'}.`,
      fix: `Rename its file to ${path.slice(1)}.protected.ts.`,
    },
  ];
}

function checkImports(
  { path }: Version,
  specifiers: readonly string[],
  listed: readonly string[],
): Problem[] {
  return specifiers.flatMap((specifier): Problem[] => {
    if (/^(\.|\/)/.test(specifier)) {
      return [
        {
          text: `${path} loads ${specifier}, a file that is not there in the cloud.`,
          fix: 'Import it so that the build bundles it, or remove it from `external`.',
        },
      ];
    }
    const name = packageName(specifier);
    if (builtinModules.includes(name.replace(/^node:/, '')) || listed.includes(name)) return [];
    return [
      {
        text: `${path} loads ${name}, which is not among the dependencies of package.json.`,
        fix: `Add ${name} there with its exact version, or let the build bundle it.`,
      },
    ];
  });
}

const packageName = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** What a bundle still loads at run time. */
async function importsOf({ path, content }: Version): Promise<string[]> {
  const specifiers = new Set<string>();
  const collect: Plugin = {
    name: 'collect-imports',
    setup: ({ onResolve }) => {
      onResolve({ filter: /.*/ }, ({ path: specifier, kind }) => {
        if (kind !== 'entry-point') specifiers.add(specifier);
        return { path: specifier, external: true };
      });
    },
  };
  await build({
    stdin: { contents: content, sourcefile: path },
    plugins: [collect],
    bundle: true,
    write: false,
    platform: 'node',
    logLevel: 'silent',
  });
  return [...specifiers];
}
