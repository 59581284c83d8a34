const { createRequire, isBuiltin } = require('node:module');
const { default: Runtime } = require('jest-runtime');

/**
 * Jest's module loader, except that a worker loads each installed package once, as Node does, instead
 * of compiling it again for each test file. The modules of the project stay Jest's.
 */
module.exports = class ModuleLoader extends Runtime {
  requireModuleOrMock(from, name) {
    return isPackage(name) ? require(name) : super.requireModuleOrMock(from, name);
  }

  /** For Jest's own packages, which may have dependencies of their own. */
  requireInternalModule(from, name) {
    if (name === 'node:async_hooks') return { AsyncLocalStorage: CurrentTest };
    return isPackage(name) ? createRequire(from)(name) : super.requireInternalModule(from, name);
  }
};

/**
 * Stands for the `AsyncLocalStorage` by which Jest knows the test that an error came from. Node follows
 * it into every promise and socket of the process, which costs a twentieth of all tests' time. Here an
 * error counts against the test or hook that runs when it occurs, and of several concurrent tests
 * against the one that started last.
 */
class CurrentTest {
  #running = [];

  getStore() {
    return this.#running.at(-1);
  }

  run(store, callback) {
    this.#running.push(store);
    const leave = () => {
      this.#running = this.#running.filter((other) => other !== store);
    };
    const result = callback();
    result.then(leave, leave);
    return result;
  }
}

function isPackage(name) {
  return !/^[./]/.test(name ?? '.') && !isBuiltin(name) && name !== '@jest/globals';
}
