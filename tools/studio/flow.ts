/** The Studio Flow: a call goes to the voice agent, comes back, and goes on to where it belongs. */
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

/** Studio's own default, and the most it takes: the longest call. */
const FOUR_HOURS = '14400';

/**
 * Generates the flow. Nothing that can befall a caller in it ends in silence: whatever fails leads to
 * a person, and a person who cannot be had to a spoken apology.
 *
 * @throws BranchError for a system branch that asks a variable Liquid cannot read
 */
export function generativeAgentFlow(settings: FlowSettings): FlowDefinition {
  const { agent, completed, fallback } = settings;
  const person = { served: GOODBYE, unanswered: APOLOGY };
  // Where the same people are meant, they stand in the flow once.
  const isShared = formatChain(agent) === formatChain(fallback);
  const fallbackPart = chainWidgets('fallback', isShared ? [] : fallback, person, settings);
  const toSomebody = { served: GOODBYE, unanswered: fallbackPart.entry };
  const agentPart = chainWidgets('agent', agent, toSomebody, settings);
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
    ...lastWords(settings),
  ]);
}

/** From the incoming call to the widget that knows how the conversation ended. */
function conversation(settings: FlowSettings, rescue: string): Draft[] {
  const { domainName, customerId, taskName, deployed } = settings;
  const engageUrl = [
    `https://${domainName}/engage?FlowEvent=return&flowSid={{flow.flow_sid}}`,
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
    // The service says at once that the agent was out of reach: no need to ask, in silence.
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
        ],
        ...deployed,
      },
      { success: 'outcome', fail: rescue },
    ),
  ];
}

function lastWords({ messages, spoken }: FlowSettings): Draft[] {
  const say = (name: string, text: string) =>
    widget('say-play', name, { ...spoken, say: text, loop: 1 }, { audioComplete: END });
  return [say(GOODBYE, messages.goodbye), say(APOLOGY, messages.apology)];
}
