import {
  type CallReport,
  deliveredFlow,
  LOCAL_DOMAIN,
  startWorld,
  type World,
  type WorldOptions,
} from '../../tools/simulator';
import type { FlowDefinition } from '../../tools/studio/definition';

export interface StudioWorld extends World<'studio'> {
  readonly definition: FlowDefinition;
}

/** A committed flow, with the URLs of the local service. */
export const readFlow = (file: string): FlowDefinition => deliveredFlow(LOCAL_DOMAIN, file);

/** A world whose number is bound to a flow; the `voiceUrl` of its calls is a query to the flow's. */
export async function openStudioWorld(
  definition: FlowDefinition,
  options: WorldOptions<'studio'> = {},
): Promise<StudioWorld> {
  const world = await startWorld({ ...options, with: ['studio'], flow: definition });
  return {
    ...world,
    definition,
    call: ({ voiceUrl: query, ...call } = {}) =>
      world.call({
        agent: { frames: 1 },
        ...(query && { voiceUrl: world.studio.webhookUrl() + query }),
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
