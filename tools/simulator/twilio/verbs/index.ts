import type { RunVerb } from '../call/context';
import { connect } from './connect';
import { hangup, leave, redirect, reject } from './control';
import { dial } from './dial';
import { enqueue } from './enqueue';
import { gather } from './gather';
import { record } from './record';
import { pause, play, say } from './speak';
import { start, stop } from './start';

/** What each verb of TwiML does. */
export const verbs: Readonly<Record<string, RunVerb>> = {
  Say: say,
  Play: play,
  Pause: pause,
  Gather: gather,
  Hangup: hangup,
  Redirect: redirect,
  Reject: reject,
  Connect: connect,
  Start: start,
  Stop: stop,
  Dial: dial,
  Enqueue: enqueue,
  Leave: leave,
  Record: record,
};
