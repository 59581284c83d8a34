import { type Call, laterEngagement } from '../voice/call';
import type { Destination } from '../voice/destination';
import { say, type VoiceResponse } from '../voice/speech';
import { flowUrl, serviceUrl } from '../voice/urls';
import { isXmlText } from '../voice/xml-text';
import { closedWords } from './closed';
import type { HandOffConfig } from './config';
import { contextEntries } from './context/entries';
import { queryParameters, withQuery } from './context/query-parameters';
import { taskAttributes } from './context/task-attributes';
import { dialClient, dialNumber, dialSip } from './dial';
import type { HandOff, HandOffDetails } from './hand-off';
import { waitingUrl } from './waiting-call';

/**
 * Adds the verb that sends a call to a destination.
 *
 * @returns the names of what the destination could not be told, for the log
 */
export function addVerb(
  twiml: VoiceResponse,
  destination: Destination,
  details: HandOffDetails,
): readonly string[] {
  switch (destination.kind) {
    case 'number':
      return dialNumber(twiml, destination, details);
    case 'sip':
      return dialSip(twiml, destination.uri, details);
    case 'client':
      return dialClient(twiml, destination.identity, details);
    case 'workflow':
      return enqueueInWorkflow(twiml, destination.sid, details);
    case 'queue':
      twiml.enqueue(queueAttributes(details, 'queue'), destination.name);
      return [];
    case 'flow':
    case 'url':
      return redirect(twiml, redirectUrl(destination, details.call, details.config), details);
    case 'voicemail':
      recordVoicemail(twiml, details);
      return [];
  }
}

/** How long a task may outlive the caller's wait, in seconds. */
const TASK_GRACE_SECONDS = 10;

/** How long a task may live unassigned, in seconds. */
export const taskSeconds = (queueSeconds: number): number => queueSeconds + TASK_GRACE_SECONDS;

/**
 * `<Enqueue workflowSid><Task>`: a task for TaskRouter or Flex, with the context as attributes. Twilio
 * says only that a hang-up cancels it. So it ends by its own timeout, the time that it may live
 * unassigned, soon after `<Leave>` has taken the caller out of the queue.
 *
 * @see https://www.twilio.com/docs/voice/twiml/task
 */
function enqueueInWorkflow(twiml: VoiceResponse, workflowSid: string, details: HandOffDetails) {
  const { json, leftOut } = taskAttributes(details);
  const timeout = taskSeconds(details.config.queueSeconds);
  const attributes = queueAttributes(details, workflowSid);
  twiml.enqueue({ ...attributes, workflowSid }).task({ timeout }, json);
  return leftOut;
}

/**
 * Only the `waitUrl` ever takes a caller out of a queue again. Whether that cancels the task is assumption
 * 14.
 *
 * @param waitsIn - the workflow, or `queue` for a queue without tasks
 */
function queueAttributes(details: HandOffDetails, waitsIn: string) {
  const { action, call, outcome, config, domainName } = details;
  const waitUrl = config.callback
    ? waitingUrl(domainName, '/queue-wait', { call, outcome, waitsIn })
    : serviceUrl(domainName, '/queue-wait', { line: call.line });
  return { action, waitUrl, waitUrlMethod: 'POST' };
}

/**
 * Where a call is redirected to, without the context. A live call that does not name the trigger is
 * refused by Studio, which looks for an execution that the call belongs to: assumption 10.
 *
 * @see https://support.twilio.com/hc/en-us/articles/46617831475995
 */
export function redirectUrl(
  destination: Extract<Destination, { kind: 'flow' | 'url' }>,
  { accountSid = '' }: Pick<Call, 'accountSid'>,
  { studioWebhookUrl }: Pick<HandOffConfig, 'studioWebhookUrl'>,
): string {
  if (destination.kind === 'url') return destination.url;
  return flowUrl(studioWebhookUrl, accountSid, destination.sid, { Trigger: 'incomingCall' });
}

/**
 * `<Redirect>`, with the context in the query. A Studio Flow starts from its trigger and finds it in
 * `{{trigger.call.context_…}}`: assumption 9.
 */
function redirect(twiml: VoiceResponse, url: string, details: HandOffDetails) {
  const { kept, leftOut } = queryParameters(contextEntries(details));
  const { recording } = details.call;
  // Whoever sends the call back to /engage can pass it on, so that it is recorded once.
  twiml.redirect(withQuery(url, recording ? [...kept, `recording=${recording}`] : kept));
  return leftOut;
}

/** The longest message, in seconds. */
const MESSAGE_SECONDS = 180;
/** The silence that ends a message, in seconds. */
const SILENCE_SECONDS = 5;

/**
 * `<Record>`: without an action it would request the same document again, in a loop. Twilio's page says
 * that nothing behind it is ever reached. Older ones say that without a recording the action is not
 * requested and the next verb runs, so the caller then hears an apology (assumption 15).
 *
 * @see https://www.twilio.com/docs/voice/twiml/record
 */
function recordVoicemail(twiml: VoiceResponse, details: HandOffDetails): void {
  const { action, config } = details;
  const recordingStatusCallback = voicemailCallback(details);
  const { voicemailPrompt, apology } = config.speech.messages;
  const closed = closedWords(config);
  if (closed !== undefined) say(twiml, config.speech, closed);
  say(twiml, config.speech, voicemailPrompt);
  twiml.record({
    action,
    maxLength: MESSAGE_SECONDS,
    timeout: SILENCE_SECONDS,
    playBeep: true,
    ...(recordingStatusCallback && { recordingStatusCallback }),
  });
  say(twiml, config.speech, apology);
  twiml.hangup();
}

/** Who hears about a voicemail: the configured webhook, else the function that makes a task of it. */
function voicemailCallback(details: HandOffDetails): string | undefined {
  const { voicemailCallbackUrl, voicemailWorkflow } = details.config;
  if (voicemailCallbackUrl) return withCaller(voicemailCallbackUrl, details);
  return voicemailWorkflow && voicemailTaskUrl(details.domainName, voicemailWorkflow, details);
}

/**
 * The recording callback of a voicemail. It carries the workflow, so that a changed variable cannot
 * lose a message; who called is known to Twilio, and need not be in a URL.
 */
export function voicemailTaskUrl(
  domainName: string,
  workflow: string,
  { call, outcome }: Partial<Pick<HandOff, 'call' | 'outcome'>> = {},
): string {
  return serviceUrl(domainName, '/voicemail-task', {
    workflow,
    line: call?.line,
    outcome,
    engagement: call && laterEngagement(call),
    voiceAgent: call?.voiceAgent,
  });
}

/** Twilio's own callback names the call, not who called. What is long or not XML is left out whole. */
function withCaller(url: string, { call, context, config }: HandOffDetails): string {
  const known = {
    from: config.voicemailCaller ? call.from : undefined,
    line: call.line,
    taskName: context.taskName,
  };
  const pairs = Object.entries(known).flatMap(([name, value]) =>
    value !== undefined && value.length <= MOST_CHARACTERS && isXmlText(value)
      ? [`${name}=${encodeURIComponent(value)}`]
      : [],
  );
  return withQuery(url, pairs);
}

const MOST_CHARACTERS = 500;
