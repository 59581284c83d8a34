import { deliveredFlow } from '../../tools/simulator/studio/delivered-flow';
import {
  createStudio,
  type LocalStudio,
  type StudioOptions,
} from '../../tools/simulator/studio/studio';
import type { CallReport } from '../../tools/simulator/twilio/place-call';
import { newSid } from '../../tools/simulator/twilio/sid';
import type { FlowDefinition } from '../../tools/studio/definition';
import { openWorld, type World, type WorldOptions } from './world';

const FLOW_SID = `FW${'f'.repeat(32)}`;
/** The domain of the local service. */
const DOMAIN = 'voice-agent-1234-dev.twil.io';

export interface StudioWorld extends World {
  readonly studio: LocalStudio;
  readonly definition: FlowDefinition;
}

/** A committed flow, with the URLs of the local service. */
export const readFlow = (file: string): FlowDefinition => deliveredFlow(DOMAIN, file);

/** A world whose number is bound to a flow, as `bind-number --flow` binds it. */
export async function openStudioWorld(
  definition: FlowDefinition,
  options: WorldOptions & Pick<StudioOptions, 'failure'> = {},
): Promise<StudioWorld> {
  const accountSid = newSid('AC');
  const studio = createStudio({
    accountSid,
    flows: { [FLOW_SID]: definition },
    ...(options.failure && { failure: options.failure }),
  });
  const hosts = { ...options.hosts, ...studio.hosts };
  const world = await openWorld({ ...options, accountSid, hosts });
  const voiceUrl = studio.webhookUrl(FLOW_SID);
  const fallbackUrl = `${world.origin}/fallback`;
  return {
    ...world,
    studio,
    definition,
    call: ({ voiceUrl: query = '', ...call } = {}) =>
      world.call({
        voiceUrl: voiceUrl + query,
        statusCallback: voiceUrl,
        fallbackUrl,
        agent: { frames: 1 },
        ...call,
      }),
  };
}

/** The exits that a call took, in order, as `outcome.match agent`. */
export function stepsOf({ studio, definition }: StudioWorld, { callSid }: CallReport): string[] {
  const execution = studio.executions.findLast((one) => one.callSid === callSid);
  return (execution?.steps ?? []).map(({ widget, transition }) =>
    exitName(definition, widget, transition),
  );
}

/** Every exit of a flow that a call can take; a trigger also has exits for messages. */
export function exitsOf(definition: FlowDefinition): string[] {
  return definition.states.flatMap(({ name, type, transitions }) =>
    transitions.flatMap(({ event }, index) =>
      type === 'trigger' && event !== 'incomingCall' ? [] : [exitName(definition, name, index)],
    ),
  );
}

function exitName({ states }: FlowDefinition, widget: string, index: number): string {
  const transition = states.find(({ name }) => name === widget)?.transitions[index];
  const value = transition?.conditions?.[0]?.value;
  return `${widget}.${transition?.event}${value === undefined ? '' : ` ${value}`}`;
}
