/** The one-way streams and recordings of a call that run in the background, by name. */
export class BackgroundStreams {
  readonly #stops = new Map<string, () => Promise<void>>();

  /** Remembers how to stop a stream; returns false if the name is taken. */
  add(name: string, stop: () => Promise<void>): boolean {
    if (this.#stops.has(name)) return false;
    this.#stops.set(name, stop);
    return true;
  }

  /** Stops the stream of that name; returns false if there is none. */
  async stop(name: string): Promise<boolean> {
    const stop = this.#stops.get(name);
    this.#stops.delete(name);
    await stop?.();
    return stop !== undefined;
  }

  /** Stops everything at the end of the call. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#stops.keys()].map((name) => this.stop(name)));
  }
}
