interface Closable {
  close(): Promise<void>;
}

/**
 * Starts something for each test of a file or a `describe`, and closes it after the test.
 *
 * @returns one object that stands for the one of the current test: what is read of it, called on it
 *   and set on it goes there
 */
export function forEachTest<T extends Closable>(start: () => Promise<T>): T {
  let current: T;
  beforeEach(async () => {
    current = await start();
  });
  afterEach(() => current.close());
  // Safe: nothing is ever read of the empty object itself.
  return new Proxy({} as T, {
    get: (_, name) => Reflect.get(current, name),
    set: (_, name, value) => Reflect.set(current, name, value),
  });
}
