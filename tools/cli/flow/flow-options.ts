import type { Arguments, COMMON_OPTIONS, Options } from '../command/options';
import { DOMAIN_OPTION } from '../twilio/domain';
import { SETTINGS_OPTIONS } from '../twilio/settings';

/** What is filled into the flow. Most of it is in the env file already, for calls without Studio. */
export const FLOW_OPTIONS = {
  agent: {
    type: 'string',
    value: 'CHAIN',
    description: 'where calls go when a person is needed (default: AGENT_DESTINATION)',
  },
  system: {
    type: 'string',
    value: 'CHAIN',
    description: 'where calls go when a task hands them to a system (default: SYSTEM_DESTINATION)',
  },
  completed: {
    type: 'string',
    value: 'CHAIN',
    description: 'where calls go after a finished conversation (default: COMPLETED_DESTINATION)',
  },
  fallback: {
    type: 'string',
    value: 'CHAIN',
    description: 'where calls go if anything fails (default: FALLBACK_DESTINATION, or --agent)',
  },
  closed: {
    type: 'string',
    value: 'CHAIN',
    description:
      'where calls go while closed if they would reach people (default: CLOSED_DESTINATION)',
  },
  'flex-channel': {
    type: 'string',
    value: 'TC…',
    description:
      'send calls to workflows by Send to Flex with this task channel, not by Enqueue Call',
  },
  'customer-id': {
    type: 'string',
    value: 'TEXT',
    description: 'the customer’s ID for ASAPP, as text or Liquid (default: the caller’s number)',
  },
  task: { type: 'string', value: 'NAME', description: 'the task that the agent starts with' },
} as const satisfies Options;

export type FlowOptions = { readonly [Name in keyof typeof FLOW_OPTIONS]?: string | undefined };

/** All options of `npm run publish-flow`. */
export const PUBLISH_OPTIONS = {
  ...DOMAIN_OPTION,
  flow: {
    type: 'string',
    value: 'FW…',
    description: 'the flow to change (default: the one called --name)',
  },
  name: {
    type: 'string',
    value: 'NAME',
    description: 'the name of the flow (default: the name of the service and its environment)',
  },
  ...FLOW_OPTIONS,
  print: { type: 'boolean', description: 'print the flow as JSON instead of publishing it' },
  out: {
    type: 'string',
    value: 'FILE',
    description: 'write the flow to a file instead of publishing it',
  },
  'write-examples': {
    type: 'boolean',
    description: 'write the examples in studio/ and the diagram in docs/studio.md instead',
  },
  yes: { type: 'boolean', description: 'do not ask for confirmation' },
  ...SETTINGS_OPTIONS,
} as const;

export type PublishOptions = Arguments<typeof PUBLISH_OPTIONS & typeof COMMON_OPTIONS>['values'];
