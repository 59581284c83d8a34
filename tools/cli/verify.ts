/** `npm run verify`: robots call the number, and what happened is compared with what is promised. */
import { setTimeout as delay } from 'node:timers/promises';
import { defineCommand, runAsProgram } from './command/command';
import type { Arguments, COMMON_OPTIONS } from './command/options';
import { SETTINGS_OPTIONS } from './twilio/settings';
import type { Pause } from './verify/place-call';
import { SCENARIOS } from './verify/scenarios';

const options = {
  from: {
    type: 'string',
    value: '+1…',
    description: 'the number in your account that the robot calls from',
  },
  person: {
    type: 'string',
    value: '+1…',
    description:
      'the number in your account that is dialed as the person; rebound during the calls',
  },
  workflow: {
    type: 'string',
    value: 'WW…',
    description:
      'a TaskRouter workflow in which nobody works: adds the scenario leave, whose task is there for a moment',
  },
  say: { type: 'string', value: 'WORDS', description: 'what the robot says to end a conversation' },
  'ask-for-person': {
    type: 'string',
    value: 'WORDS',
    description: 'what the robot says to get a person',
  },
  keys: {
    type: 'string',
    value: 'DIGITS',
    description: 'keys that the robot presses after the greeting; w waits half a second',
  },
  only: {
    type: 'string',
    value: 'SCENARIO',
    multiple: true,
    description: `only this scenario: ${SCENARIOS.map(({ name }) => name).join(', ')}`,
  },
  events: {
    type: 'boolean',
    description: 'add what Twilio requested in the last run’s calls, 15 minutes after them',
  },
  report: { type: 'string', value: 'FILE.md', description: 'write a report to attach to a ticket' },
  restore: {
    type: 'boolean',
    description: 'only restore the numbers that an interrupted run left changed',
  },
  deploy: { type: 'boolean', description: 'deploy the separate environment first' },
  yes: { type: 'boolean', description: 'do not ask for confirmation' },
  ...SETTINGS_OPTIONS,
  environment: {
    type: 'string',
    value: 'NAME',
    description: 'a separate environment, such as verify, for calls that dial people or fail',
  },
} as const;

export type Values = Arguments<typeof options & typeof COMMON_OPTIONS>['values'];

const realPause: Pause = (milliseconds, signal) =>
  delay(milliseconds, undefined, { signal }).catch(() => {});

/** The command, with the time between its requests to Twilio. */
export const verifyWith = (pause: Pause) =>
  defineCommand({
    name: 'verify',
    summary: 'Has robots call your number, and says which promises and assumptions hold.',
    arguments: '+15551234567',
    positionals: 1,
    options,
    examples: [
      ['+15551234567 --from +15557654321', 'two calls that change nothing'],
      [
        '+15551234567 --from +15557654321 --person +15559876543 --environment verify --deploy',
        'all calls; those that dial people or fail run in a separate environment',
      ],
      [
        '--events --report verify.md',
        '15 minutes later: the same, with everything that Twilio requested',
      ],
    ],
    notes: ['docs/verify.md explains each scenario. Ctrl-C hangs up and restores at any point.'],
    async run({ values, positionals }, terminal) {
      const work: typeof import('./verify/verify-number') = require('./verify/verify-number');
      return work.verifyNumber(values, positionals[0], pause, terminal);
    },
  });

export const run = verifyWith(realPause);

if (require.main === module) void runAsProgram(run);
