import type { CallReport } from './place-call';

/** What was said and played to the caller, in order: for instance `says "Goodbye."`. */
export function spoken({ events }: CallReport): string[] {
  return events.filter(({ to }) => to === 'caller').map(({ what }) => what);
}

/** Who was called, in order: numbers, SIP addresses, clients. */
export function dialled({ events }: CallReport): string[] {
  return events.flatMap(({ to, what }) => {
    const callee = to === 'person' ? /^calls (.*)$/.exec(what)?.[1] : undefined;
    return callee === undefined ? [] : [callee];
  });
}

/** The bodies of the service's answers to requests for a path, in order. */
export function answersTo({ events }: CallReport, path: string): string[] {
  return events
    .filter(({ to, what }) => to === 'service' && what.split(' ')[1] === path)
    .map(({ body }) => body ?? '');
}

/**
 * The body of the service's first answer to a request for a path.
 *
 * @throws Error if the path was never requested
 */
export function answerTo(report: CallReport, path: string): string {
  const [answer] = answersTo(report, path);
  if (answer === undefined) throw new Error(`${path} was never requested`);
  return answer;
}
