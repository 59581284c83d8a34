import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import { error, warning } from '../../twilio/alert';
import type { FormParameters } from '../../twilio/signature';
import type { Entered, WidgetContext, WidgetKind } from './kind';

/** Studio: task attributes have at most 1024 characters. */
const ATTRIBUTES_CHARACTERS = 1024;

interface Queue {
  readonly name: string;
  readonly workflowSid?: string | undefined;
  readonly queueName?: string | undefined;
  readonly attributes?: string | undefined;
  readonly waitUrl?: string | undefined;
  readonly waitUrlMethod?: 'GET' | 'POST' | undefined;
  readonly priority?: number | undefined;
  readonly timeout?: number | undefined;
}

export const enqueueCall: WidgetKind<'enqueue-call'> = {
  comesBackWith: 'callComplete',
  enter: ({ name, properties }, turn) =>
    enqueue(turn, {
      name,
      workflowSid: properties.workflow_sid,
      queueName: properties.queue_name,
      attributes: properties.task_attributes,
      waitUrl: properties.wait_url,
      waitUrlMethod: properties.wait_url_method,
      priority: properties.priority,
      timeout: properties.timeout,
    }),
  leave,
};

export const sendToFlex: WidgetKind<'send-to-flex'> = {
  comesBackWith: 'callComplete',
  enter: ({ name, properties }, turn) =>
    enqueue(turn, {
      name,
      workflowSid: properties.workflow,
      attributes: properties.attributes,
      waitUrl: properties.waitUrl,
      waitUrlMethod: properties.waitUrlMethod,
      priority: properties.priority === undefined ? undefined : Number(properties.priority),
      timeout: properties.timeout === undefined ? undefined : Number(properties.timeout),
    }),
  leave,
};

function enqueue(turn: WidgetContext, queue: Queue): Entered {
  const { workflowSid, queueName, priority, timeout } = queue;
  const attributes = turn.render(queue.attributes ?? '{}');
  if (attributes.length > ATTRIBUTES_CHARACTERS || !isJson(attributes)) {
    turn.alert(
      error(14_221, `${queue.name}: the attributes are not JSON of at most 1024 characters`),
    );
    return { event: 'failedToEnqueue' };
  }
  const response = new VoiceResponse();
  const attributesOfVerb = { action: turn.webhook('callComplete'), ...waitUrl(turn, queue) };
  if (workflowSid === undefined) response.enqueue(attributesOfVerb, queueName ?? '');
  else {
    response.enqueue({ ...attributesOfVerb, workflowSid }).task(
      {
        ...(priority !== undefined && { priority }),
        ...(timeout !== undefined && { timeout }),
      },
      attributes,
    );
  }
  return { twiml: response.toString() };
}

/** A malformed wait URL is left out, with a warning: https://www.twilio.com/docs/api/errors/81028 */
function waitUrl({ render, alert }: WidgetContext, queue: Queue) {
  if (queue.waitUrl === undefined) return {};
  const url = render(queue.waitUrl);
  if (URL.canParse(url)) return { waitUrl: url, waitUrlMethod: queue.waitUrlMethod ?? 'POST' };
  alert(warning(81_028, `${queue.name}: "${url}" is not a URL to wait with`));
  return {};
}

/** @see https://www.twilio.com/docs/studio/widget-library/enqueue-call */
function leave({ QueueResult }: FormParameters): string {
  if (QueueResult === 'queue-full') return 'failedToEnqueue';
  return QueueResult === 'system-error' ? 'callFailure' : 'callComplete';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
