import { SLOTS } from './platform';

/**
 * Erlang's loss formula: the share (0–1) of arrivals that find all servers busy, where each that does is
 * sent away. It holds for random arrivals whatever the service times are like.
 *
 * @param load - arrivals per second × seconds that each holds a server
 */
export function lossShare(load: number, servers = SLOTS): number {
  let share = 1;
  for (let server = 1; server <= servers; server += 1) {
    share = (load * share) / (server + load * share);
  }
  return share;
}

/** The highest rate (per second) at which at most this share (0–1) is sent away. */
export function rateAtLoss(share: number, holdSeconds: number, servers = SLOTS): number {
  let [low, high] = [0, servers / holdSeconds];
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (lossShare(middle * holdSeconds, servers) > share) high = middle;
    else low = middle;
  }
  return low;
}
