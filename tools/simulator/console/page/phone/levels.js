/** How loud both sides are now, from 0 to 1, and who wants to know. */
export class Levels {
  caller = 0;
  agent = 0;
  #listeners = new Set();
  set(caller, agent) {
    this.caller = caller;
    this.agent = agent;
    for (const listener of this.#listeners) listener();
  }
  /** Calls `listener` at each change; gives back what ends that. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
