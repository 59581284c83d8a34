import { serviceUrl } from '../../voice/urls';
import { taskAttributes } from '../context/task-attributes';
import type { Turn, Verb } from './verb';

/** `<Enqueue workflowSid><Task>`: a task for TaskRouter or Flex, with the context as attributes. */
export function enqueueInWorkflow(workflowSid: string): Verb {
  return (twiml, turn) => {
    const { kept, leftOut } = taskAttributes(turn, turn.call);
    twiml.enqueue({ ...queueAttributes(turn), workflowSid }).task({}, kept[0] ?? '{}');
    return leftOut;
  };
}

/** `<Enqueue>` of a plain queue, which cannot be told anything. */
export function enqueueInQueue(name: string): Verb {
  return (twiml, turn) => {
    twiml.enqueue(queueAttributes(turn), name);
    return [];
  };
}

/** Nothing but the `waitUrl` ever takes a caller out of a queue again. */
function queueAttributes({ action, domainName }: Turn) {
  return { action, waitUrl: serviceUrl(domainName, '/queue-wait'), waitUrlMethod: 'POST' };
}
