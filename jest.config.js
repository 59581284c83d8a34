const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/tests/support/environment.ts',
  runtime: '<rootDir>/tests/support/module-loader.js',
  // More workers than cores: the tests often wait for servers of their own.
  maxWorkers: availableParallelism() + 2,
  roots: ['<rootDir>/tests', '<rootDir>/tools'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  // Node's own fetch, streams and errors are used by real servers in the tests.
  // Continuous integration runs ten times as many cases of a property, perhaps on a busy machine.
  testTimeout: process.env.CI ? 60_000 : 15_000,
  collectCoverage: Boolean(process.env.CI),
  collectCoverageFrom: ['src/**/*.ts', 'functions/**/*.ts'],
  coverageReporters: ['text-summary'],
  coverageThreshold: { global: { lines: 95 } },
};
