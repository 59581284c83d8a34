/** The Studio Flow: sends a call to the voice agent, and then on to its destination. */
import { formatChain } from '../../src/voice/chain';
import { RETRIES } from '../../src/voice/urls';
import { chainWidgets } from './chain-widgets';
import type { FlowDefinition } from './definition';
import { layOut } from './layout';
import { CALL_TRANSFER_STATE, ENCODE, ENGAGE } from './liquid-context';
import type { FlowSettings } from './settings';
import { systemWidgets } from './system-widgets';
import { type Draft, END, split, widget } from './widget';

const GOODBYE = 'goodbye';
const APOLOGY = 'apology';

/** Studio's default and maximum, in seconds. It is also the longest call at Twilio. */
const FOUR_HOURS = '14400';

/**
 * Generates the flow. No caller is left in silence: whatever fails leads to a person, and a person who
 * cannot be reached leads to a spoken apology.
 *
 * @throws BranchError for a system branch on a variable that Liquid cannot read
 */
export function generativeAgentFlow(settings: FlowSettings): FlowDefinition {
  const { agent, completed, fallback } = settings;
  const person = { served: GOODBYE, unanswered: APOLOGY };
  // If both chains are the same, the flow has their widgets once.
  const isShared = formatChain(agent) === formatChain(fallback);
  const fallbackPart = chainWidgets('fallback', isShared ? [] : fallback, person, settings);
  const toFallback = { served: GOODBYE, unanswered: fallbackPart.entry };
  const agentPart = chainWidgets('agent', agent, toFallback, settings);
  const rescue = isShared ? agentPart.entry : fallbackPart.entry;
  const toRescue = { served: GOODBYE, unanswered: rescue };
  const systemPart = systemWidgets(settings.system, rescue, toRescue, settings);
  const completedPart = chainWidgets('completed', completed, toRescue, settings);
  const onCompleted = completed.length > 0 ? completedPart.entry : GOODBYE;

  return layOut('Voice agent: to GenerativeAgent, and on to a person, a system or a goodbye', [
    ...conversation(settings, rescue),
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
    ...closingMessages(settings),
  ]);
}

/** From the incoming call to the widget that fetches the outcome of the conversation. */
function conversation(settings: FlowSettings, rescue: string): Draft[] {
  const { domainName, customerId, taskName, deployed } = settings;
  const engageUrl = [
    `https://${domainName}/engage?FlowEvent=return&flowSid={{flow.flow_sid}}`,
    // Each engagement needs a new number, in case you lead the call back here.
    `engagement={{widgets.${ENGAGE}.engagement | default: 0 | plus: 1}}`,
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
        ],
      },
      { next: ENGAGE },
    ),
    widget(
      'add-twiml-redirect',
      ENGAGE,
      { url: engageUrl, method: 'POST', timeout: FOUR_HOURS },
      { return: 'agent_reached', timeout: rescue, fail: rescue },
    ),
    // The service has already said that the agent could not be reached: no need for another request.
    split(
      'agent_reached',
      `{{widgets.${ENGAGE}.outcome}}`,
      [{ type: 'equal_to', value: 'failed', next: rescue }],
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
      { success: 'outcome', fail: rescue },
    ),
  ];
}

function closingMessages({ messages, spoken }: FlowSettings): Draft[] {
  const say = (name: string, text: string) =>
    widget('say-play', name, { ...spoken, say: text, loop: 1 }, { audioComplete: END });
  return [say(GOODBYE, messages.goodbye), say(APOLOGY, messages.apology)];
}
