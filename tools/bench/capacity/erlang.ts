/**
 * Erlang's loss formula: the share (0–1) of arrivals that find all servers busy and are turned away. It
 * holds for random arrivals, however long they are served.
 *
 * @param load - arrivals per second × seconds that each keeps a server busy
 */
export function lossShare(load: number, servers: number): number {
  let share = 1;
  for (let server = 1; server <= servers; server += 1) {
    share = (load * share) / (server + load * share);
  }
  return share;
}
