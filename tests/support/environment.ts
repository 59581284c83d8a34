import vm from 'node:vm';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

type Config = ConstructorParameters<typeof ModernFakeTimers>[0]['config'];

/** Stands for Node's own context: Jest insists on one made by `node:vm`. */
const ownContext = vm.createContext({});
const { compileFunction } = vm;
Object.assign(vm, {
  compileFunction(...[code, parameters, options = {}]: Parameters<typeof compileFunction>) {
    const { parsingContext, ...rest } = options;
    return compileFunction(code, parameters, parsingContext === ownContext ? rest : options);
  },
});

/**
 * Runs the test files of a worker in Node's own context, one after the other, instead of in a new one
 * for each: in those of `node:vm` the same tests take half as long again, and packages that Node has
 * loaded (see `module-loader.js`) would not know the errors and dates of the tests as their own. After
 * each file, the clock, spies, globals, environment variables and the project's modules are as before.
 */
export default class Environment {
  readonly global = globalThis;
  readonly fakeTimers = null;
  readonly fakeTimersModern: ModernFakeTimers;
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly #globals = Object.getOwnPropertyDescriptors(globalThis);
  readonly #variables = { ...process.env };
  readonly #modules = new Set(Object.keys(require.cache));
  readonly #exit = process.exit;

  constructor({ projectConfig: config }: { projectConfig: Config }) {
    this.fakeTimersModern = new ModernFakeTimers({ config, global: globalThis });
  }

  async setup(): Promise<void> {}

  /** Jest then measures how long the file took: it needs the real clock. */
  handleTestEvent({ name }: { name: string }): void {
    if (name !== 'run_finish') return;
    this.moduleMocker.restoreAllMocks();
    this.fakeTimersModern.useRealTimers();
  }

  async teardown(): Promise<void> {
    this.fakeTimersModern.dispose();
    for (const key of Reflect.ownKeys(globalThis)) {
      if (!(key in this.#globals)) Reflect.deleteProperty(globalThis, key);
    }
    Object.defineProperties(globalThis, this.#globals);
    for (const name of Object.keys(process.env)) {
      if (!(name in this.#variables)) delete process.env[name];
    }
    Object.assign(process.env, this.#variables);
    process.exit = this.#exit;
    for (const file of Object.keys(require.cache)) {
      // Built functions, for instance: the runtime loads them with Node's own `require`.
      if (!this.#modules.has(file) && !file.includes('/node_modules/')) delete require.cache[file];
    }
  }

  exportConditions(): string[] {
    return ['node', 'node-addons'];
  }

  getVmContext(): vm.Context {
    return ownContext;
  }
}
