/** `npm run verify`: robots call the number, and what happened is compared with what is promised. */
import { setTimeout as delay } from 'node:timers/promises';
import { defineCommand, runAsProgram } from './command/command';
import { VERIFY_OPTIONS } from './verify/options';
import type { Pause } from './verify/place-call';

const realPause: Pause = (milliseconds, signal) =>
  delay(milliseconds, undefined, { signal }).catch(() => {});

/** The command, with the time between its requests to Twilio. */
export const verifyWith = (pause: Pause) =>
  defineCommand({
    name: 'verify',
    summary: 'Has robots call your number, and says which promises and assumptions hold.',
    arguments: '+15551234567',
    positionals: 1,
    options: VERIFY_OPTIONS,
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
