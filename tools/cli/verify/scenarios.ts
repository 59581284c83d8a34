import type { twiml } from 'twilio';
import { twilioLibrary } from '../twilio/library';

/** What the robot that calls says. */
export interface Words {
  /** To end a conversation. */
  readonly goodbye: string;
  /** To get a person. */
  readonly askForPerson: string;
  /** Keys that it presses after the greeting, for an agent that begins with a menu. */
  readonly keys: string | undefined;
}

/** What the person who is called does: a file in `assets/`. A silent one keeps ringing (assumption 29). */
export type PersonDoes = 'answers' | 'busy' | 'silent';

/**
 * Where a scenario's call goes:
 * - `number`: to the number that is verified, which changes nothing;
 * - `own`: to the caller's own number, bound to a separate environment during the calls;
 * - `flow`: to the caller's own number, bound to the flow of the number that is verified.
 */
export type Place = 'number' | 'own' | 'flow';

/**
 * What is different on a line of the separate environment:
 * - `verify-key`: ASAPP and Clerk refuse the key;
 * - `verify-stream`: the media-stream server does not exist;
 * - `verify-flow`: people are replaced by the flow of the number that is verified;
 * - `verify-leave`: callers wait for a moment in a workflow in which nobody works, before the person;
 * - `verify-voicemail`: nobody gets the agent, and people are replaced by a voicemail;
 * - `verify-recording`: the agent's part of a call is recorded.
 */
export type Line =
  | 'verify-key'
  | 'verify-stream'
  | 'verify-flow'
  | 'verify-leave'
  | 'verify-voicemail'
  | 'verify-recording';

/** One call of a robot. */
export interface Scenario {
  readonly name: string;
  /** What happens in it, after its name in the plan. */
  readonly summary: string;
  readonly place: Place;
  readonly person?: PersonDoes;
  /** The line of the separate environment, which has other variables. */
  readonly line?: Line;
  /** How many calls Twilio counts at once. */
  readonly legs: number;
  /** How long (s) the robot stays at least, unless the other end hangs up. */
  readonly seconds: number;
  /** TwiML of the robot, which runs once it is answered. */
  readonly twiml: (words: Words) => string;
}

/** How long (s) the agent has for its greeting, and for each answer. */
const GREETING_SECONDS = 10;
const ANSWER_SECONDS = 20;

function robot(act: (response: twiml.VoiceResponse) => void): string {
  const response = new (twilioLibrary().twiml.VoiceResponse)();
  act(response);
  return response.toString();
}

const wait = (seconds: number) => robot((twiml) => void twiml.pause({ length: seconds }));

/** Says something as often as it has time to wait (s) for what the agent then does. */
function talk(words: string, keys: string | undefined, waits: readonly number[]): string {
  return robot((twiml) => {
    twiml.pause({ length: GREETING_SECONDS });
    if (keys !== undefined) twiml.play({ digits: keys });
    for (const length of waits) {
      twiml.say(words);
      twiml.pause({ length });
    }
  });
}

/** Time (s) for two phones that ring in turn, and the words after them. */
const DIALING_SECONDS = 60;

/** How long (s) the agent has for an answer, each time that it is told something. */
const UNTIL_GOODBYE = [ANSWER_SECONDS, ANSWER_SECONDS, ANSWER_SECONDS];
const UNTIL_PERSON = [ANSWER_SECONDS, ANSWER_SECONDS, DIALING_SECONDS];

/** How long (s) a robot that talks stays, without its words. */
const talkSeconds = (waits: readonly number[]) =>
  waits.reduce((sum, wait) => sum + wait, GREETING_SECONDS);

const withPerson = (person: PersonDoes) => ({
  place: 'own' as const,
  person,
  legs: 4,
  seconds: talkSeconds(UNTIL_PERSON),
  twiml: ({ askForPerson, keys }: Words) => talk(askForPerson, keys, UNTIL_PERSON),
});

/** Every scenario, in the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'conversation',
    summary: 'a whole conversation, until the agent ends it',
    place: 'number',
    legs: 2,
    seconds: talkSeconds(UNTIL_GOODBYE),
    twiml: ({ goodbye, keys }) => talk(goodbye, keys, UNTIL_GOODBYE),
  },
  {
    name: 'hang-up',
    summary: 'a caller who hangs up while the agent talks',
    place: 'number',
    legs: 2,
    seconds: GREETING_SECONDS,
    twiml: () => wait(GREETING_SECONDS),
  },
  {
    name: 'flow-parameters',
    summary: 'a call to the flow with a parameter in its URL',
    place: 'flow',
    legs: 2,
    seconds: GREETING_SECONDS,
    twiml: () => wait(GREETING_SECONDS),
  },
  {
    name: 'flow-destination',
    summary: 'a caller who asks for a person, and is sent to the flow',
    place: 'own',
    // If the flow refuses the call, its caller is sent to the person.
    person: 'answers',
    line: 'verify-flow',
    legs: 2,
    seconds: GREETING_SECONDS + ANSWER_SECONDS,
    // Once: in the flow the agent may take the same words for another caller’s.
    twiml: ({ askForPerson, keys }) => talk(askForPerson, keys, [ANSWER_SECONDS]),
  },
  {
    name: 'direct-hang-up',
    summary: 'a caller without a flow who hangs up while the agent talks',
    place: 'own',
    legs: 2,
    seconds: GREETING_SECONDS,
    twiml: () => wait(GREETING_SECONDS),
  },
  { name: 'busy', summary: 'a caller who asks for a person, who is busy', ...withPerson('busy') },
  {
    name: 'no-answer',
    summary: 'a caller who asks for a person, who does not answer',
    ...withPerson('silent'),
  },
  {
    name: 'person',
    summary: 'a caller who asks for a person, who answers',
    ...withPerson('answers'),
  },
  {
    name: 'wrong-key',
    summary: 'a call while ASAPP refuses the key',
    place: 'own',
    person: 'answers',
    line: 'verify-key',
    legs: 4,
    seconds: DIALING_SECONDS,
    twiml: () => wait(DIALING_SECONDS),
  },
  {
    name: 'broken-stream',
    summary: 'a call whose media stream breaks at once',
    place: 'own',
    person: 'answers',
    line: 'verify-stream',
    legs: 4,
    seconds: DIALING_SECONDS,
    twiml: () => wait(DIALING_SECONDS),
  },
  {
    name: 'recording',
    summary: 'a conversation that is recorded until a person answers',
    ...withPerson('answers'),
    line: 'verify-recording',
  },
  {
    name: 'leave',
    summary: 'a caller who waits in the workflow, leaves its queue, and gets a person',
    ...withPerson('answers'),
    line: 'verify-leave',
  },
  {
    name: 'voicemail',
    summary: 'a caller who says nothing to the voicemail',
    place: 'own',
    line: 'verify-voicemail',
    legs: 2,
    seconds: DIALING_SECONDS,
    twiml: () => wait(DIALING_SECONDS),
  },
];
