interface Closable {
  close(): Promise<void>;
}

/**
 * Starts a server, say, for each test of a file or a `describe`, and closes it after the test.
 *
 * @returns a live handle: whatever a test reads from it or sets on it goes to that test's own
 */
export function forEachTest<T extends Closable>(start: () => Promise<T>): T {
  let current: T;
  beforeEach(async () => {
    current = await start();
  });
  afterEach(() => current.close());
  // Safe: nothing ever reads the empty object itself.
  return new Proxy({} as T, {
    get: (_, name) => Reflect.get(current, name),
    set: (_, name, value) => Reflect.set(current, name, value),
  });
}
