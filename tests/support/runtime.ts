import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { TwilioClientOptions } from '@twilio-labs/serverless-runtime-types/types';
// By path, without the rest of the package, which takes longer to load than most tests to run. The
// handler exports its server only, and its `Response` is what functions are given.
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { Response } from '../../node_modules/@twilio/runtime-handler/dist/dev-runtime/internal/response';
import type { defineFunction } from '../../src/runtime/function';

const FUNCTIONS = join(__dirname, '../../functions');

// What the runtime sets up before it loads a function.
Object.assign(globalThis, {
  Twilio: { twiml: { VoiceResponse }, validateRequest, Response },
  Runtime: {
    getFunctions: () =>
      Object.fromEntries(
        readdirSync(FUNCTIONS).map((file) => [file.split('.')[0], { path: join(FUNCTIONS, file) }]),
      ),
  },
});

export const CALL_SID = `CA${'1'.repeat(32)}`;
export const ACCOUNT_SID = `AC${'2'.repeat(32)}`;
export const FLOW_SID = `FW${'3'.repeat(32)}`;
export const WORKFLOW_SID = `WW${'4'.repeat(32)}`;
export const DOMAIN_NAME = 'voice-agent-1234-dev.twil.io';

/** What Twilio sends with a request about a call that is in progress. */
export const CALL = {
  CallSid: CALL_SID,
  AccountSid: ACCOUNT_SID,
  CallStatus: 'in-progress',
  Direction: 'inbound',
  From: '+15550001111',
  To: '+15550002222',
};

export interface Answer {
  readonly status: number;
  readonly type: unknown;
  readonly body: unknown;
}

/** The answer to a request, as its sender sees it. */
export function answerOf(response: unknown): Answer {
  if (!(response instanceof Response)) throw new Error(`no response: ${inspect(response)}`);
  const { statusCode, headers, body } = response.serialize();
  return { status: statusCode, type: headers['Content-Type'], body };
}

/** The TwiML of an answer, which must be one that Twilio runs. */
export function twimlOf({ status, type, body }: Answer): string {
  if (status !== 200 || type !== 'text/xml' || typeof body !== 'string') {
    throw new Error(`no TwiML: ${inspect({ status, type, body })}`);
  }
  return body;
}

/** The JSON object in an answer. */
export function jsonOf({ type, body }: Answer): Record<string, unknown> {
  if (type !== 'application/json' || typeof body !== 'string') {
    throw new Error(`no JSON: ${inspect({ type, body })}`);
  }
  const value: unknown = JSON.parse(body);
  if (typeof value !== 'object' || value === null) throw new Error(`no object: ${body}`);
  return { ...value };
}

type Handler = ReturnType<typeof defineFunction>;

/** Runs a function as the runtime does; fails if it answers with an error, twice or not at all. */
export async function invoke(
  handler: Handler,
  event: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answers: Answer[] = [];
  const context = {
    PATH: '/test',
    DOMAIN_NAME,
    SERVICE_SID: undefined,
    ENVIRONMENT_SID: undefined,
    getTwilioClient: (options?: TwilioClientOptions) => {
      const { ACCOUNT_SID: accountSid, AUTH_TOKEN: token } = environment;
      if (!accountSid) throw new Error('this service has no Twilio credentials');
      const twilio: typeof import('twilio') = require('twilio');
      return twilio(accountSid, token, options);
    },
  };
  // Not by spreading, which would read a variable that throws when it is read.
  Object.defineProperties(context, Object.getOwnPropertyDescriptors(environment));
  await handler(context, event, (error, response) => {
    if (error) throw error;
    answers.push(answerOf(response));
  });
  const [answer, ...more] = answers;
  if (!answer || more.length > 0) throw new Error(`${answers.length} answers`);
  return answer;
}
