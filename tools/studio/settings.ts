import { type Branch, type Chain, parseBranches, parseChain } from '../../src/voice/chain';
import { MESSAGES, type Messages } from '../../src/voice/messages';
import type { Spoken } from './definition';
import { EXAMPLE_DOMAIN } from './example-domain';

/** What is filled into the flow. Destinations are those of the service's own variables. */
export interface FlowSettings {
  /** The host of the deployed service. */
  readonly domainName: string;
  /** When a human is wanted. */
  readonly agent: Chain;
  /** When a task gives the call back: branches on a transfer variable. */
  readonly system: readonly Branch[];
  /** When the conversation is done; a spoken goodbye if empty. */
  readonly completed: Chain;
  /** When anything goes wrong. */
  readonly fallback: Chain;
  /** The caller's id for people who are called: a number of yours, or Liquid. */
  readonly callerId: string;
  readonly ringSeconds: number;
  /** Who the caller is to the agent, and the task to begin with: text or Liquid. */
  readonly customerId: string;
  readonly taskName: string;
  /** Where the function stands, so that the Console shows it; its URL is enough to run it. */
  readonly deployed: DeployedFunction | undefined;
  /** The task channel `TC…` of Flex; with it workflows are reached by Send to Flex. */
  readonly flexChannel: string | undefined;
  readonly voicemailCallbackUrl: string | undefined;
  readonly spoken: Spoken;
  readonly messages: Messages;
}

/** SIDs of the deployed `/call-transfer-state`, as the Run Function widget names them. */
export interface DeployedFunction {
  readonly service_sid: string;
  readonly environment_sid: string;
  readonly function_sid: string;
}

export const DEFAULT_SETTINGS = {
  completed: [],
  callerId: '{{contact.channel.address}}',
  ringSeconds: 20,
  // A call that is redirected to the flow can bring both along, as parameters of the URL.
  customerId: '{{trigger.call.customerId | default: trigger.call.From}}',
  taskName: '{{trigger.call.taskName | default: ""}}',
  deployed: undefined,
  flexChannel: undefined,
  voicemailCallbackUrl: undefined,
  spoken: {},
  messages: MESSAGES.en,
} satisfies Partial<FlowSettings>;

/** The settings of the committed flow: a host and numbers that nobody has. */
export const EXAMPLE_SETTINGS: FlowSettings = {
  ...DEFAULT_SETTINGS,
  domainName: EXAMPLE_DOMAIN,
  agent: parseChain('+15555550100'),
  system: parseBranches('next_action=schedule_callback:+15555550101 *:+15555550102').branches,
  fallback: parseChain('+15555550103'),
};

const EXAMPLE_WORKFLOW = `WW${'0'.repeat(32)}`;
const EXAMPLE_CHANNEL = `TC${'0'.repeat(32)}`;

/** The committed flows, by file name: the same flow, with the three ways to reach a person. */
export const EXAMPLES: Readonly<Record<string, FlowSettings>> = {
  'generative-agent.flow.json': EXAMPLE_SETTINGS,
  'generative-agent-flex.flow.json': {
    ...EXAMPLE_SETTINGS,
    agent: parseChain(EXAMPLE_WORKFLOW),
    flexChannel: EXAMPLE_CHANNEL,
  },
  'generative-agent-enqueue.flow.json': {
    ...EXAMPLE_SETTINGS,
    agent: parseChain(`${EXAMPLE_WORKFLOW} queue:support`),
  },
};
