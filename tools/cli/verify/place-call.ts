import type { Twilio } from 'twilio';
import { CommandFailure } from '../command/failure';
import { explained } from '../twilio/explain';
import type { Nullable } from '../twilio/nullable';

export type CallInstance = Nullable<Awaited<ReturnType<Twilio['calls']['list']>>[number]>;

/** Lets time pass (ms), or less if the signal fires. Never throws. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** How often a call is looked at, in ms. */
const POLL_MILLISECONDS = 2_000;
/** Twilio itself ends the robot's leg after this, in seconds. */
const LONGEST_SECONDS = 240;
/** By then it is over, in polls. */
const MOST_POLLS = 150;
/** Twilio's clock may be behind ours, in ms. */
const CLOCK_MILLISECONDS = 5_000;

const OVER = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

/** A call of the robot, and the leg of the number that it calls. */
export interface MadeCall {
  readonly at: Date;
  readonly robot: CallInstance | undefined;
  readonly inbound: CallInstance | undefined;
  /** Twilio refused it, since the account may not have as many calls at once (10004). */
  readonly isLimited: boolean;
  /** The robot hung up because somebody was dialed. */
  readonly isStopped: boolean;
}

export interface Order {
  readonly from: string;
  readonly to: string;
  readonly twiml: string;
  /** Hang up as soon as the service dials anybody. */
  readonly stopsIfDialed: boolean;
}

/** Calls under way and past, of one run: an inbound leg belongs to one call only. */
export interface Surroundings {
  readonly client: Twilio;
  readonly pause: Pause;
  readonly interrupted: AbortSignal;
  readonly known: Set<string>;
}

/**
 * Places a call and waits for its end. If the command is interrupted, the call is hung up.
 *
 * @throws CommandFailure if Twilio refuses the call, or the command was interrupted
 */
export async function makeCall(order: Order, surroundings: Surroundings): Promise<MadeCall> {
  const { client } = surroundings;
  const { from, to, twiml } = order;
  const at = new Date();
  let placed: CallInstance;
  try {
    placed = await explained(
      'place the call',
      () => client.calls.create({ from, to, twiml, timeLimit: LONGEST_SECONDS }),
      { changes: true },
    );
  } catch (error) {
    if (!(error instanceof CommandFailure) || error.code !== 10_004) throw error;
    return { at, robot: undefined, inbound: undefined, isLimited: true, isStopped: false };
  }
  const { sid } = placed;
  if (!sid) throw nameless();
  try {
    const isStopped = await waitForEnd(order, at, sid, surroundings);
    const robot = await fetchCall(client, sid);
    const inbound = await findInbound(order, at, surroundings);
    if (inbound?.sid) surroundings.known.add(inbound.sid);
    return { at, robot, inbound, isLimited: false, isStopped };
  } catch (error) {
    await hangUp(client, sid);
    throw error;
  }
}

/** Waits until both legs are over; returns whether the robot hung up because somebody was dialed. */
async function waitForEnd(
  order: Order,
  at: Date,
  sid: string,
  surroundings: Surroundings,
): Promise<boolean> {
  const { client, pause, interrupted } = surroundings;
  let isStopped = false;
  for (let poll = 0; poll < MOST_POLLS; poll += 1) {
    await pause(POLL_MILLISECONDS, interrupted);
    if (interrupted.aborted) throw interruption();
    const isOver = OVER.includes((await fetchCall(client, sid)).status ?? '');
    const inbound = await findInbound(order, at, surroundings);
    if (isOver && (!inbound || OVER.includes(inbound.status ?? ''))) return isStopped;
    if (!order.stopsIfDialed || isStopped || !inbound?.sid) continue;
    if ((await childrenOf(client, inbound.sid)).length > 0) {
      isStopped = true;
      await hangUp(client, sid);
    }
  }
  await hangUp(client, sid);
  return isStopped;
}

const nameless = () =>
  new CommandFailure(
    'A call was placed, but Twilio did not return its CallSid.',
    'It ends on its own within two minutes. Then run the command again.',
    'nameless-call',
  );

export const interruption = () =>
  new CommandFailure(
    'Stopped. The call is hung up, and the numbers are as they were before.',
    'Run the command again when you are ready.',
    'interrupted',
  );

function fetchCall(client: Twilio, sid: string): Promise<CallInstance> {
  return explained('read the call', () => client.calls(sid).fetch());
}

/** A call that is over already is what was wanted. */
async function hangUp(client: Twilio, sid: string): Promise<void> {
  await client
    .calls(sid)
    .update({ status: 'completed' })
    .catch(() => undefined);
}

export function childrenOf(client: Twilio, parentCallSid: string): Promise<CallInstance[]> {
  return explained('list the people who were dialed', () => client.calls.list({ parentCallSid }));
}

/** The number's own leg has another CallSid than the robot's, and neither names the other: assumption 28. */
async function findInbound(
  { from, to }: Order,
  at: Date,
  { client, known }: Surroundings,
): Promise<CallInstance | undefined> {
  const earliest = at.getTime() - CLOCK_MILLISECONDS;
  const calls: CallInstance[] = await explained('list the calls', () =>
    // Twilio filters by whole days (UTC).
    client.calls.list({ from, to, startTimeAfter: new Date(earliest - 86_400_000), limit: 50 }),
  );
  return calls.findLast(
    ({ sid, direction, dateCreated }) =>
      direction === 'inbound' &&
      !known.has(sid ?? '') &&
      // Twilio gives whole seconds.
      (dateCreated?.getTime() ?? 0) >= earliest - 1_000,
  );
}
