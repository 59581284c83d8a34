/** How many calls the simulated ASAPP remembers: a long run must not fill the memory. */
const LIMIT = 10_000;

/** Deletes the oldest entries beyond the limit. */
export function keepNewest(map: Map<string, unknown>, limit = LIMIT): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return;
    map.delete(key);
  }
}
