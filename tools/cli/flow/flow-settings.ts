import { readHandOffConfig } from '../../../src/hand-off/config';
import { voicemailTaskUrl } from '../../../src/hand-off/verbs';
import type { Branch, Chain } from '../../../src/voice/chain';
import { DEFAULT_SETTINGS, type DeployedFunction, type FlowSettings } from '../../studio/settings';
import { UsageFailure } from '../command/failure';
import type { FlowOptions } from './flow-options';

/** The variables of the env file that options replace. */
const VARIABLES = {
  agent: 'AGENT_DESTINATION',
  system: 'SYSTEM_DESTINATION',
  completed: 'COMPLETED_DESTINATION',
  fallback: 'FALLBACK_DESTINATION',
  closed: 'CLOSED_DESTINATION',
} as const;

/**
 * The settings of a flow: the options win over the env file.
 *
 * @throws UsageFailure that names each bad value
 */
export function flowSettings(
  options: FlowOptions,
  variables: Readonly<Record<string, string>>,
  domainName: string,
  deployed?: DeployedFunction,
): FlowSettings {
  const environment: Record<string, string> = { ...variables };
  for (const [option, variable] of Object.entries(VARIABLES)) {
    // Safe: VARIABLES has only names of options.
    const value = options[option as keyof typeof VARIABLES];
    if (value !== undefined) environment[variable] = value;
  }
  const { value: values, problems } = readHandOffConfig(environment);
  if (problems.length > 0) {
    throw new UsageFailure(
      `The flow cannot be generated: ${problems.join('; ')}.`,
      'Correct the option of that name, or the variable in the env file.',
    );
  }
  const { destinations, speech } = values;
  const agent = plainChain('AGENT_DESTINATION', destinations.agent[0]);
  return {
    ...DEFAULT_SETTINGS,
    domainName,
    agent,
    system: destinations.system[0] ?? [],
    completed: plainChain('COMPLETED_DESTINATION', destinations.completed[0]),
    fallback: destinations.fallback[0]
      ? plainChain('FALLBACK_DESTINATION', destinations.fallback[0])
      : agent,
    closed: plainChain('CLOSED_DESTINATION', destinations.closed[0]),
    closedMessage: values.closedMessage,
    callerId: values.callerId ?? DEFAULT_SETTINGS.callerId,
    ringSeconds: values.ringSeconds,
    queueSeconds: values.queueSeconds,
    customerId: options['customer-id'] ?? DEFAULT_SETTINGS.customerId,
    taskName: options.task ?? DEFAULT_SETTINGS.taskName,
    deployed,
    flexChannel: readChannel(options['flex-channel']),
    voicemailCallbackUrl:
      values.voicemailCallbackUrl ??
      (values.voicemailWorkflow && voicemailTaskUrl(domainName, values.voicemailWorkflow)),
    studioWebhookUrl: values.studioWebhookUrl,
    hasSipCredentials: values.sipCredentials !== undefined,
    spoken: {
      ...(speech.voice && { voice: speech.voice }),
      ...(speech.language && { language: speech.language }),
    },
    messages: speech.messages,
  };
}

/** In a flow, only the chain of the system can depend on a variable. */
function plainChain(variable: string, branches: readonly Branch[] = []): Chain {
  if (branches.some(({ when }) => when !== undefined)) {
    throw new UsageFailure(
      `${variable} has branches, which a flow supports only for SYSTEM_DESTINATION.`,
      `Pass a plain chain with --${variable.split('_')[0]?.toLowerCase()}.`,
    );
  }
  return branches.flatMap(({ chain }) => chain);
}

function readChannel(sid: string | undefined): string | undefined {
  if (sid === undefined || /^TC[0-9a-f]{32}$/i.test(sid)) return sid;
  throw new UsageFailure(
    `--flex-channel ${sid} is not the SID of a task channel.`,
    'It is TC followed by 32 hexadecimal digits: see TaskRouter, your Flex workspace, Task Channels, Voice.',
  );
}
