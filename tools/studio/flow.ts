/** The Studio Flow: sends a call to the voice agent, and then on to its destination. */
import { formatChain, parseChain } from '../../src/voice/chain';
import { endsChain } from '../../src/voice/destination';
import { RETRIES } from '../../src/voice/urls';
import { chainWidgets, type Part } from './chain-widgets';
import type { FlowDefinition } from './definition';
import { FOUR_HOURS } from './destination-widgets';
import { layOut } from './layout';
import { CALL_TRANSFER_STATE, ENCODE, ENGAGE, IS_OPEN } from './liquid-context';
import type { FlowSettings } from './settings';
import { systemWidgets } from './system-widgets';
import { type Draft, END, split, widget } from './widget';

const GOODBYE = 'goodbye';
const APOLOGY = 'apology';
const CLOSED = 'closed';
const VOICEMAIL = parseChain('voicemail');

/**
 * Generates the flow. No caller is left in silence: whatever fails leads to a person, and a person who
 * cannot be reached leads to a spoken apology.
 *
 * @throws BranchError for a system branch on a variable that Liquid cannot read
 */
export function generativeAgentFlow(settings: FlowSettings): FlowDefinition {
  const { agent, completed, fallback } = settings;
  const closedPart = closedWidgets(settings);
  const closed = closedPart.entry;
  // If both chains are the same, the flow has their widgets once.
  const isShared = formatChain(agent) === formatChain(fallback);
  const voicemailPart = lastVoicemail(settings);
  const person = { served: GOODBYE, unanswered: voicemailPart.entry, closed };
  const fallbackPart = chainWidgets('fallback', isShared ? [] : fallback, person, settings);
  const toFallback = { served: GOODBYE, unanswered: fallbackPart.entry, closed };
  const agentPart = chainWidgets('agent', agent, toFallback, settings);
  const rescue = isShared ? agentPart.entry : fallbackPart.entry;
  const toRescue = { served: GOODBYE, unanswered: rescue, closed };
  const systemPart = systemWidgets(settings.system, rescue, toRescue, settings);
  // Whoever has all they wanted need not hear that nobody is there.
  const done = settings.closed.length > 0 ? toRescue : { ...toRescue, closed: GOODBYE };
  const completedPart = chainWidgets('completed', completed, done, settings);
  const onCompleted = completed.length > 0 ? completedPart.entry : GOODBYE;

  return layOut('Voice agent: to GenerativeAgent, and on to a person, a system or a goodbye', [
    ...conversation(settings, agentPart.entry, rescue),
    split(
      'outcome',
      `{{widgets.${CALL_TRANSFER_STATE}.parsed.outcome}}`,
      [
        { type: 'equal_to', value: 'agent', next: agentPart.entry },
        { type: 'equal_to', value: 'system', next: systemPart.entry },
        { type: 'equal_to', value: 'completed', next: onCompleted },
        { type: 'matches_any_of', value: 'interrupted,failed', next: rescue },
      ],
      rescue,
    ),
    ...agentPart.drafts,
    ...systemPart.drafts,
    ...completedPart.drafts,
    ...fallbackPart.drafts,
    ...voicemailPart.drafts,
    ...closedPart.drafts,
    ...closingMessages(settings),
  ]);
}

/** From the incoming call to the widget that fetches the outcome of the conversation. */
function conversation(settings: FlowSettings, agent: string, rescue: string): Draft[] {
  const { domainName, customerId, taskName, deployed } = settings;
  const engageUrl = [
    `https://${domainName}/engage?FlowEvent=return&flowSid={{flow.flow_sid}}`,
    // Each engagement needs a new number, in case you lead the call back here.
    `engagement={{widgets.${ENGAGE}.engagement | default: 0 | plus: 1}}`,
    // A call that is recorded already stays so, and its caller knows.
    `recording={{widgets.${ENGAGE}.recording | default: trigger.call.recording | ${ENCODE}}}`,
    `customerId={{flow.variables.customer_id | ${ENCODE}}}`,
    `taskName={{flow.variables.task_name | ${ENCODE}}}${RETRIES}`,
  ].join('&');
  return [
    widget(
      'trigger',
      'Trigger',
      {},
      {
        incomingMessage: END,
        incomingCall: 'agent_input',
        incomingConversationMessage: END,
        incomingRequest: END,
        incomingParent: END,
      },
    ),
    widget(
      'set-variables',
      'agent_input',
      {
        variables: [
          { key: 'customer_id', value: customerId },
          { key: 'task_name', value: taskName },
          { key: IS_OPEN, value: 'unknown' },
        ],
      },
      { next: ENGAGE },
    ),
    widget(
      'add-twiml-redirect',
      ENGAGE,
      { url: engageUrl, method: 'POST', timeout: FOUR_HOURS },
      { return: 'opening_hours', timeout: rescue, fail: rescue },
    ),
    // As of now if the call comes back without a conversation, else as of its beginning.
    setIsOpen('opening_hours', `{{widgets.${ENGAGE}.isOpen}}`, 'agent_reached'),
    // The service has already said that the agent could not be reached, or does not get this caller: no
    // need for another request.
    split(
      'agent_reached',
      `{{widgets.${ENGAGE}.outcome}}`,
      [
        { type: 'equal_to', value: 'failed', next: rescue },
        { type: 'equal_to', value: 'agent', next: agent },
      ],
      CALL_TRANSFER_STATE,
    ),
    widget(
      'run-function',
      CALL_TRANSFER_STATE,
      {
        url: `https://${domainName}/call-transfer-state`,
        parameters: [
          { key: 'CallSid', value: '{{trigger.call.CallSid}}' },
          { key: 'engagement', value: `{{widgets.${ENGAGE}.engagement}}` },
          { key: 'connectedAt', value: `{{widgets.${ENGAGE}.connectedAt}}` },
        ],
        ...deployed,
      },
      { success: 'opening_hours_now', fail: rescue },
    ),
    setIsOpen('opening_hours_now', `{{widgets.${CALL_TRANSFER_STATE}.parsed.isOpen}}`, 'outcome'),
  ];
}

function setIsOpen(name: string, value: string, next: string): Draft {
  return widget('set-variables', name, { variables: [{ key: IS_OPEN, value }] }, { next });
}

/** For calls that nobody has taken: an apology, or a voicemail if somebody hears about it, but not a second one. */
function lastVoicemail(settings: FlowSettings): Part {
  const { fallback, voicemailCallbackUrl } = settings;
  const last = fallback.at(-1);
  const isWanted = voicemailCallbackUrl !== undefined && !(last && endsChain(last));
  const reached = { served: GOODBYE, unanswered: APOLOGY };
  return chainWidgets('voicemail', isWanted ? VOICEMAIL : [], reached, settings);
}

/** For calls that nobody can take at this hour: the configured chain, else words and perhaps a voicemail. */
function closedWidgets(settings: FlowSettings): Part {
  const { closed, closedMessage, messages, spoken, voicemailCallbackUrl } = settings;
  const words = closedMessage ?? messages.closed;
  const first = chainWidgets(CLOSED, closed, { served: GOODBYE, unanswered: CLOSED }, settings);
  const say = (text: string, next: string | undefined) =>
    widget('say-play', CLOSED, wordsOrSilence(text, spoken), { audioComplete: next });
  if (voicemailCallbackUrl === undefined) {
    const last = say(words === '' ? messages.apology : `${words} ${messages.goodbye}`.trim(), END);
    return { entry: first.entry, drafts: [...first.drafts, last] };
  }
  const reached = { served: GOODBYE, unanswered: GOODBYE };
  const last = chainWidgets(`${CLOSED}_message`, VOICEMAIL, reached, settings);
  return { entry: first.entry, drafts: [...first.drafts, say(words, last.entry), ...last.drafts] };
}

/** Studio has no widget that says nothing, so a text that is `off` is the pause key: half a second. */
const SILENCE = { digits: 'w' };

const wordsOrSilence = (text: string, spoken: FlowSettings['spoken']) =>
  text === '' ? SILENCE : { ...spoken, say: text, loop: 1 };

function closingMessages({ messages, spoken }: FlowSettings): Draft[] {
  const say = (name: string, text: string) =>
    widget('say-play', name, wordsOrSilence(text, spoken), { audioComplete: END });
  return [say(GOODBYE, messages.goodbye), say(APOLOGY, messages.apology)];
}
