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
    return isPackage(name) ? createRequire(from)(name) : super.requireInternalModule(from, name);
  }
};

function isPackage(name) {
  return !/^[./]/.test(name ?? '.') && !isBuiltin(name) && name !== '@jest/globals';
}
