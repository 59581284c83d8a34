import { setTimeout as wait } from 'node:timers/promises';
import { type LocalTwilioRest, Refusal } from '../../../simulator';
import type { Fault } from '../setup';

const QUEUE = `WW${'1'.repeat(32)}`;
const FOLLOW_UPS = `WW${'2'.repeat(32)}`;

const ANY = /\/v1\/Workspaces/;
const CREATE = /^POST .*\/Tasks$/;
const LIST = /^GET .*\/Tasks$/;
const FETCH = /^GET .*\/Tasks\/\w+$/;
const CANCEL = /^POST .*\/Tasks\/\w+$/;

type Disturb = (rest: LocalTwilioRest) => void;

const refuse =
  (pattern: RegExp, status: number, code: number): Disturb =>
  (rest) =>
    rest.before(pattern, () => {
      throw new Refusal(status, code, 'refused');
    });

const delay =
  (pattern: RegExp, milliseconds: number): Disturb =>
  (rest) =>
    rest.before(pattern, async () => void (await wait(milliseconds)));

const DISTURBANCES: Readonly<Record<string, Disturb>> = {
  works: () => {},
  slow: delay(ANY, 700),
  hang: delay(ANY, 20_000),
  'create.hang': delay(CREATE, 20_000),
  'cancel.hang': delay(CANCEL, 20_000),
  'any.401': refuse(ANY, 401, 20003),
  'any.429': refuse(ANY, 429, 20429),
  'any.500': refuse(ANY, 500, 20500),
  'list.429': refuse(LIST, 429, 20429),
  'create.400': refuse(CREATE, 400, 20001),
  'create.500': refuse(CREATE, 500, 20500),
  'cancel.404': refuse(CANCEL, 404, 20404),
  'cancel.429': refuse(CANCEL, 429, 20429),
  'cancel.429-once': (rest) => {
    let count = 0;
    rest.before(CANCEL, () => {
      count += 1;
      if (count === 1) throw new Refusal(429, 20429, 'refused');
    });
  },
  'cancel.500': refuse(CANCEL, 500, 20500),
  'cancel-and-fetch.500': (rest) => {
    refuse(CANCEL, 500, 20500)(rest);
    refuse(FETCH, 500, 20500)(rest);
  },
  /** Somebody accepts the waiting call between the list and the cancellation. */
  'assigned-before-cancel': (rest) => rest.before(CREATE, () => rest.accept(QUEUE)),
  /** The workflow's own timeout. */
  'waiting-task-is-canceled': (rest) => rest.before(LIST, () => rest.cancel(QUEUE)),
  'answer-to-create-is-lost': (rest) =>
    rest.before(CREATE, ({ form }) => {
      rest.addTask(FOLLOW_UPS, form.get('Attributes') ?? '{}');
      throw new Refusal(503, 20503, 'lost');
    }),
  'answer-to-cancel-is-lost': (rest) =>
    rest.before(CANCEL, () => {
      rest.cancel(QUEUE);
      throw new Refusal(503, 20503, 'lost');
    }),
  'attributes-are-left-out': (rest) =>
    rest.alterAnswers((text) =>
      text.replace(/"attributes":"(?:[^"\\]|\\.)*"/g, '"attributes":null'),
    ),
};

/** A caller who waits in a queue and asks to be called back, and otherwise leaves a message. */
export const taskRouterFaults: readonly Fault[] = Object.entries(DISTURBANCES).map(
  ([name, disturb]): Fault => ({
    name: `task-router.${name}`,
    changes: 'destinations',
    mode: 'direct',
    apply: (setup) => {
      const { env, random, rest } = setup;
      env.AGENT_DESTINATION = random.pick([QUEUE, QUEUE, 'queue:support', '+15550103000']);
      env.FALLBACK_DESTINATION = env.AGENT_DESTINATION;
      env.SYSTEM_DESTINATION = env.AGENT_DESTINATION;
      env.QUEUE_SECONDS = '300';
      env.CALLBACK_WORKFLOW = FOLLOW_UPS;
      env.VOICEMAIL_WORKFLOW = FOLLOW_UPS;
      delete env.VOICEMAIL_CALLBACK_URL;
      setup.agent = { ...setup.agent, outcome: 'agent' };
      setup.script = {
        ...setup.script,
        answers: () => 'busy',
        queues: [random.pick([{ result: 'waits' }, { result: 'bridged', afterMs: 90_000 }])],
        digits: random.pick([['1'], ['1', '1', '1'], ['', '', '9', '1']]),
      };
      rest.push(disturb);
    },
  }),
);
