import type { Arguments, COMMON_OPTIONS } from '../command/options';
import { SETTINGS_OPTIONS } from '../twilio/settings';
import { SCENARIOS } from './scenarios';

/** The options of `npm run verify`. */
export const VERIFY_OPTIONS = {
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

export type VerifyOptions = Arguments<typeof VERIFY_OPTIONS & typeof COMMON_OPTIONS>['values'];
