import type { Twilio } from 'twilio';
import * as v from 'valibot';
import type { FlowDefinition } from '../../studio/definition';
import type { DeployedFunction } from '../../studio/settings';
import { CommandFailure, UsageFailure } from '../command/failure';
import { explained, isNotFound, isRestException } from '../twilio/explain';
import { checkFlowSid } from '../twilio/flow-sid';
import type { Nullable } from '../twilio/nullable';
import { findService } from '../twilio/service';
import type { Settings } from '../twilio/settings';

type FunctionInstance = Awaited<
  ReturnType<ReturnType<Twilio['serverless']['v1']['services']>['functions']['list']>
>[number];
type FlowInstance = Awaited<ReturnType<Twilio['studio']['v2']['flows']['create']>>;

/** A flow of the account, with the revision that takes calls. */
export interface AccountFlow {
  readonly sid: string;
  readonly friendlyName: string;
  /** Undefined if no revision was ever published. */
  readonly published:
    | { readonly revision: number | undefined; readonly definition: unknown }
    | undefined;
}

/** @throws CommandFailure with each problem that Twilio finds, by widget */
export async function validateFlow(
  client: Twilio,
  friendlyName: string,
  definition: FlowDefinition,
): Promise<void> {
  await explained('validate the flow', async () => {
    try {
      await client.studio.v2.flowValidate.update({
        friendlyName,
        status: 'published',
        definition,
      });
    } catch (error) {
      const problems = problemsOf(error, definition);
      if (problems.length === 0) throw error;
      throw new CommandFailure(
        `Twilio found problems in the flow: ${problems.join('; ')}.`,
        'Correct the option that is filled in at that place; --print shows the whole flow.',
        'invalid-flow',
        { cause: error },
      );
    }
  });
}

const details = v.object({
  errors: v.array(
    v.object({
      message: v.string(),
      property_path: v.optional(v.string(), ''),
    }),
  ),
});

/** Twilio names a widget by its position: `#/states/2/…`. */
function problemsOf(error: unknown, { states }: FlowDefinition): string[] {
  const result = v.safeParse(details, isRestException(error) ? error.details : undefined);
  if (!result.success) return [];
  return result.output.errors.map(({ message, property_path }) => {
    const [, index] = /states[/[.](\d+)/.exec(property_path) ?? [];
    const widget = index === undefined ? undefined : states[Number(index)]?.name;
    return [widget && `${widget}:`, message, property_path && `(${property_path})`]
      .filter(Boolean)
      .join(' ');
  });
}

/**
 * The flow to change: the one with this SID, otherwise the one with this name; undefined if there is
 * none yet.
 *
 * @throws UsageFailure if several flows have the name
 */
export async function findFlow(
  client: Twilio,
  flowSid: string | undefined,
  friendlyName: string,
): Promise<AccountFlow | undefined> {
  if (flowSid !== undefined) return fetchFlow(client, flowSid);
  const flows = await explained('list the flows', () => client.studio.v2.flows.list());
  const named = flows.filter((flow) => flow.sid && flow.friendlyName === friendlyName);
  if (named.length > 1) {
    throw new UsageFailure(
      `${named.length} flows are called ${friendlyName}: ${named.map(({ sid }) => sid).join(', ')}.`,
      'Choose one with --flow, or use another name with --name.',
    );
  }
  const [flow] = named;
  return flow && fetchFlow(client, flow.sid);
}

async function fetchFlow(client: Twilio, flowSid: string): Promise<AccountFlow> {
  checkFlowSid(flowSid);
  const context = client.studio.v2.flows(flowSid);
  const { friendlyName }: Nullable<FlowInstance> = await explained(`read the flow ${flowSid}`, () =>
    context.fetch(),
  );
  const published = await explained(`read the published revision of ${flowSid}`, async () => {
    try {
      const { revision, definition } = await context.revisions('LatestPublished').fetch();
      return { revision: revision ?? undefined, definition: definition as unknown }; // the library types it as any
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  });
  return { sid: flowSid, friendlyName: friendlyName ?? 'without a name', published };
}

/** What Twilio says of a flow that it has published. */
export type PublishedFlow = Nullable<Pick<FlowInstance, 'sid' | 'revision' | 'webhookUrl'>>;

/** Creates the flow, or adds a revision to it; either takes calls at once. */
export async function publishFlow(
  client: Twilio,
  flow: AccountFlow | undefined,
  friendlyName: string,
  definition: FlowDefinition,
): Promise<PublishedFlow> {
  const content = { status: 'published', definition, commitMessage: 'publish-flow' } as const;
  const { flows } = client.studio.v2;
  return flow === undefined
    ? explained('create the flow', () => flows.create({ friendlyName, ...content }), {
        changes: true,
      })
    : explained('change the flow', () => flows(flow.sid).update(content), { changes: true });
}

/** The function as the Console names it; undefined if the service is in another account. */
export async function findFunction(
  client: Twilio,
  { serviceName, environment }: Settings,
  domainName: string,
): Promise<DeployedFunction | undefined> {
  try {
    const service = await findService(client, serviceName, environment);
    if (service.domainName !== domainName) return undefined;
    const { functions } = client.serverless.v1.services(service.serviceSid);
    const list: Nullable<FunctionInstance>[] = await explained('list the functions', () =>
      functions.list(),
    );
    const sid = list.find(({ friendlyName }) =>
      /^\/?call-transfer-state\b/.test(friendlyName ?? ''),
    )?.sid;
    if (!sid) return undefined;
    const { serviceSid: service_sid, environmentSid: environment_sid } = service;
    return { service_sid, environment_sid, function_sid: sid };
  } catch (error) {
    if (error instanceof CommandFailure && error.code === 'not-deployed') return undefined;
    throw error;
  }
}
