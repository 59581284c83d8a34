import type { LiveCall } from '../twilio/place-call';
import { corePage } from './page';
import { badRequest } from './refusal';
import { find, ok, type Route } from './route';

const PATH = '/2010-04-01/Accounts/:account/Queues';
/** How many calls can wait: https://www.twilio.com/docs/taskrouter/limits, and the Queue resource. */
const MAX_SIZE = { workflow: 100, named: 1_000 };
const LARGEST = 5_000;

/**
 * The queues that calls have been in, and what REST has changed of them. That of a workflow is named for
 * it.
 */
export function queueRoutes(
  liveCalls: ReadonlyMap<string, LiveCall>,
  maxSizes: Map<string, number>,
): Route[] {
  const queues = () => {
    const visits = [...liveCalls.values()].flatMap((call) => call.queues);
    const names = new Map(visits.map(({ sid, name }) => [sid, name]));
    return [...names].map(([sid, friendly_name]) => ({
      sid,
      friendly_name,
      current_size: visits.filter((visit) => visit.sid === sid && visit.isWaiting).length,
      max_size:
        maxSizes.get(sid) ?? MAX_SIZE[friendly_name.startsWith('WW') ? 'workflow' : 'named'],
    }));
  };
  return [
    {
      method: 'GET',
      path: `${PATH}.json`,
      answer: (request) => corePage('queues', queues(), request),
    },
    {
      method: 'GET',
      path: `${PATH}/:sid.json`,
      answer: ({ path }, { sid }) => ok(find(queues(), sid, path)),
    },
    {
      method: 'POST',
      path: `${PATH}/:sid.json`,
      answer: ({ path, form }, { sid }) => {
        const queue = find(queues(), sid, path);
        const size = Number(form.get('MaxSize') ?? queue.max_size);
        if (!Number.isInteger(size) || size < 1 || size > LARGEST) {
          throw badRequest(20001, `MaxSize must be 1 to ${LARGEST}`);
        }
        maxSizes.set(queue.sid, size);
        return ok({ ...queue, max_size: size });
      },
    },
  ];
}
