import type { Twilio } from 'twilio';
import * as v from 'valibot';
import { type Environment, variable } from '../../../src/runtime/variables';
import { readVariable } from '../../../src/voice/destinations';
import { readStudioWebhook } from '../../../src/voice/studio';
import { CommandFailure } from '../command/failure';
import { findFlow } from '../flow/twilio-flow';
import { explained } from '../twilio/explain';
import type { Nullable } from '../twilio/nullable';
import { readRegion } from '../twilio/region';
import type { Session } from '../twilio/session';
import { type Check, type Finding, ok, problem, unlessRefused, warning } from './check';
import { destinationNames, readName } from './names';

const PAGE = 'docs/regions.md';

/** Whether the service can run in the region, and what its variables use that the region has only in part. */
export const regionCheck: Check = {
  title: 'the region',
  online: false,
  run: ({ settings: { file, variables }, env }) => {
    try {
      const region = readRegion(file, env);
      if (region?.region !== 'ie1') return [];
      return [
        ok(`Region ie1 (Ireland), edge ${region.edge}; ${PAGE} says what is different there`),
        ...workflowsOf(variables).map(({ name, word }) =>
          warning(
            `${name} names the workflow ${word}: in Ireland TaskRouter is a public beta, and there is no Flex.`,
            `Have its tasks taken without Flex, or use a phone, SIP address or client; see ${PAGE}.`,
          ),
        ),
      ];
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      return [problem(error.message, error.fix)];
    }
  },
};

/** The variables that name a workflow: as a destination, or for tasks of their own. */
function workflowsOf(variables: Environment): { name: string; word: string }[] {
  const chains = destinationNames(variables).flatMap((name) =>
    readVariable(variables, name).branches.flatMap(({ chain }) =>
      chain.map(({ kind, word }) => ({ name, kind, word })),
    ),
  );
  const others = Object.keys(variables)
    .filter((name) => readName(name)?.base.endsWith('_WORKFLOW'))
    .map((name) => ({ name, kind: 'workflow', word: variable(variables, name) ?? '' }));
  return [...chains, ...others].filter(({ kind }) => kind === 'workflow');
}

type Flow = Nullable<Awaited<ReturnType<Twilio['studio']['v2']['flows']['list']>>[number]>;

/** Whether the flows of the service work in Ireland, and get their calls back from it. */
export async function checkFlows({ client, region, settings }: Session): Promise<Finding[]> {
  if (region?.region !== 'ie1') return [];
  const { variables, serviceName } = settings;
  return unlessRefused('Studio Flows in Ireland', async () => {
    const all: Flow[] = await explained('list the flows', () => client.studio.v2.flows.list());
    const words = new Set(
      destinationNames(variables).flatMap((name) =>
        (variable(variables, name) ?? '').split(/[\s,]+/),
      ),
    );
    const ours = all.filter(
      ({ sid, friendlyName }) =>
        words.has(sid ?? '') || new RegExp(`^${serviceName}( \\(.*\\))?$`).test(friendlyName ?? ''),
    );
    const findings = await Promise.all(ours.map(({ sid }) => checkWidgets(client, sid ?? '')));
    return [...checkWebhook(all, variables), ...findings.flat()];
  });
}

function checkWebhook(all: readonly Flow[], variables: Session['settings']['variables']) {
  const webhooks = all.flatMap(({ webhookUrl }) => webhookUrl || []);
  const [example] = webhooks;
  if (example === undefined) return [];
  const known = readStudioWebhook(variables).value ?? 'https://webhooks.twilio.com';
  const host = new URL(known).host;
  if (webhooks.some((url) => new URL(url).host === host)) {
    return [ok('STUDIO_WEBHOOK_URL has the host of this account’s flows')];
  }
  return [
    problem(
      `Studio Flows would not get their calls back: they are not at ${host}.`,
      `Set STUDIO_WEBHOOK_URL=${example}`,
    ),
  ];
}

const definition = v.object({ states: v.array(v.object({ name: v.string(), type: v.string() })) });

/** @see https://www.twilio.com/docs/global-infrastructure/studio-with-twilio-regions */
const NOT_IN_IRELAND = /^(send-to-flex|connect-virtual-agent.*)$/;

async function checkWidgets(client: Twilio, sid: string): Promise<Finding[]> {
  const flow = await findFlow(client, sid, '');
  const parsed = v.safeParse(definition, flow?.published?.definition);
  if (!parsed.success) return [];
  return parsed.output.states
    .filter(({ type }) => NOT_IN_IRELAND.test(type))
    .map(({ name, type }) =>
      problem(
        `The flow ${sid} has the widget ${name} (${type}), which does not exist in Ireland.`,
        `Publish a flow without it; see ${PAGE}.`,
      ),
    );
}
