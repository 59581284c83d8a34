/** How loud both sides are now, from 0 to 1. */
export class Levels {
  caller = 0;
  agent = 0;
  readonly #listeners = new Set<() => void>();

  set(caller: number, agent: number): void {
    this.caller = caller;
    this.agent = agent;
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` at each change; returns a function that stops this. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
