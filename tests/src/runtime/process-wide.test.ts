import { processWide } from '../../../src/runtime/process-wide';

test('a process-wide value is the same in every copy of the module', () => {
  const own = processWide('numbers', () => new Set([1]));
  own.add(2);
  jest.isolateModules(() => {
    const copy: typeof import('../../../src/runtime/process-wide') = require('../../../src/runtime/process-wide');
    expect(copy.processWide).not.toBe(processWide);
    expect(copy.processWide('numbers', () => new Set())).toBe(own);
    expect(copy.processWide('others', () => new Set())).not.toBe(own);
  });
});
