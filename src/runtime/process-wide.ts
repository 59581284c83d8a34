/**
 * Something that all functions of this process have in common. Each function is a bundle with a copy of
 * every module, so a module's own variables are known to that function only.
 *
 * @param name - of this thing, unique in the service
 */
export function processWide<T>(name: string, create: () => T): T {
  const key = Symbol.for(`voice-agent ${name}`);
  // Safe: only the bundles of one service, of one version, run in a process, and `name` has one type in them.
  const shared = globalThis as { [key]?: T };
  shared[key] ??= create();
  return shared[key];
}
