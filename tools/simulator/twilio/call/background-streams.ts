/** The one-way streams and recordings of a call that run beside its documents, by name. */
export class BackgroundStreams {
  readonly #stops = new Map<string, () => Promise<void>>();

  /** Remembers what ends a stream; a name that is taken is refused. */
  add(name: string, stop: () => Promise<void>): boolean {
    if (this.#stops.has(name)) return false;
    this.#stops.set(name, stop);
    return true;
  }

  /** Ends the stream of that name; false where there is none. */
  async stop(name: string): Promise<boolean> {
    const stop = this.#stops.get(name);
    this.#stops.delete(name);
    await stop?.();
    return stop !== undefined;
  }

  /** The call is over, and all that runs beside it. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#stops.keys()].map((name) => this.stop(name)));
  }
}
