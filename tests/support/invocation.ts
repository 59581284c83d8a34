import type { FunctionEvent } from '../../src/runtime/event';
import type { Invocation } from '../../src/runtime/function';
import { readLine } from '../../src/runtime/line';
import { createLog } from '../../src/runtime/log';
import { type Environment, forLine } from '../../src/runtime/variables';
import { CALL, DOMAIN_NAME } from './runtime';

/** An invocation about the usual call, for code that functions pass theirs to, and the problems found in its settings. */
export function invocationOf(
  environment: Environment,
  more: Partial<Omit<Invocation, 'event' | 'environment'>> & { event?: FunctionEvent } = {},
): Invocation & { readonly problems: readonly string[] } {
  const { event, ...rest } = more;
  const problems: string[] = [];
  return {
    event: { ...CALL, ...event },
    environment: forLine(environment, readLine(event ?? {}).value),
    domainName: DOMAIN_NAME,
    log: createLog({}),
    deadline: new AbortController().signal,
    twilioClient: () => {
      throw new Error('this service has no Twilio credentials');
    },
    settings: (parsed) => {
      problems.push(...parsed.problems);
      return parsed.value;
    },
    problems,
    ...rest,
  };
}
