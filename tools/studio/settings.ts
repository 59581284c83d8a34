import { type Branch, type Chain, parseBranches, parseChain } from '../../src/voice/chain';
import { MESSAGES, type Messages } from '../../src/voice/messages';
import type { Spoken } from './definition';
import { EXAMPLE_DOMAIN } from './example-domain';

/** What is filled into the flow. Destinations are written as in the service's variables. */
export interface FlowSettings {
  /** The host of the deployed service. */
  readonly domainName: string;
  /** For callers who need a person. */
  readonly agent: Chain;
  /** For calls that a task hands to a system: branches on a variable, or on the task. */
  readonly system: readonly Branch[];
  /** For finished conversations; if empty, a spoken goodbye. */
  readonly completed: Chain;
  /** For calls in which anything fails. */
  readonly fallback: Chain;
  /** For calls that would reach people while nobody is there; if empty, spoken words. */
  readonly closed: Chain;
  /** What these words are instead of the usual ones. */
  readonly closedMessage: string | undefined;
  /** The caller ID for calls to people: one of your numbers, or Liquid. */
  readonly callerId: string;
  readonly ringSeconds: number;
  /** How long callers wait in a queue: `/queue-wait` of the deployed service then takes them out. */
  readonly queueSeconds: number;
  /** The customer's id for ASAPP, and the task to start with: text or Liquid. */
  readonly customerId: string;
  readonly taskName: string;
  /** Lets the Console show the function; its URL is enough to run it. */
  readonly deployed: DeployedFunction | undefined;
  /** The task channel `TC…` of Flex; with it, workflows are reached by Send to Flex. */
  readonly flexChannel: string | undefined;
  readonly voicemailCallbackUrl: string | undefined;
  /** The webhook of any flow, which other flows are reached by; undefined in the US. */
  readonly studioWebhookUrl: string | undefined;
  /** Whether SIP addresses ask for a user name and a password, which only the service knows. */
  readonly hasSipCredentials: boolean;
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
  closed: [],
  closedMessage: undefined,
  // Callers from the Voice SDK or over SIP have no number to show, so the called one takes its place.
  callerId:
    '{% if contact.channel.address contains ":" %}{{flow.channel.address}}{% else %}{{contact.channel.address}}{% endif %}',
  ringSeconds: 20,
  queueSeconds: 120,
  // A call that is redirected to the flow can have both as parameters of the URL.
  customerId: '{{trigger.call.customerId | default: trigger.call.From}}',
  taskName: '{{trigger.call.taskName | default: ""}}',
  deployed: undefined,
  flexChannel: undefined,
  voicemailCallbackUrl: undefined,
  studioWebhookUrl: undefined,
  hasSipCredentials: false,
  spoken: {},
  messages: MESSAGES.en,
} satisfies Partial<FlowSettings>;

/** The settings of the example flow: a host and numbers that are not in use. */
export const EXAMPLE_SETTINGS: FlowSettings = {
  ...DEFAULT_SETTINGS,
  domainName: EXAMPLE_DOMAIN,
  agent: parseChain('+15555550100'),
  system: parseBranches('next_action=schedule_callback:+15555550101 *:+15555550102').branches,
  fallback: parseChain('+15555550103'),
};

const EXAMPLE_WORKFLOW = `WW${'0'.repeat(32)}`;
const EXAMPLE_CHANNEL = `TC${'0'.repeat(32)}`;

/** The example flows by file name: the same flow with the three ways to reach a person. */
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
