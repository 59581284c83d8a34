import { STUDIO_HOSTS } from '../studio/hosts';
import { newSid } from '../twilio/sid';
import type { Account } from './account';
import { metaPage } from './page';
import { badRequest, Refusal } from './refusal';
import { created, deleted, find, ok, type Route } from './route';

export interface FlowFault {
  property_path: string;
  message: string;
}

/** Finds what is wrong with a flow definition; an empty list means that it is valid. */
export type FlowChecker = (definition: unknown) => readonly FlowFault[];

/** A Studio Flow, as Twilio prints it. */
export interface RestFlow {
  sid: string;
  account_sid: string;
  friendly_name: string;
  status: 'draft' | 'published';
  definition: unknown;
  revision: number;
  commit_message: string | null;
  valid: boolean;
  errors: readonly FlowFault[];
  warnings: readonly FlowFault[];
  webhook_url: string;
}

/** A flow and all its revisions, the newest last. */
export interface FlowHistory {
  readonly sid: string;
  readonly revisions: [RestFlow, ...RestFlow[]];
}

const latest = ({ revisions }: FlowHistory): RestFlow => revisions.at(-1) ?? revisions[0];

export function newFlow(account: Account, settings: Partial<RestFlow> = {}): FlowHistory {
  const sid = newSid('FW');
  const flow: RestFlow = {
    sid,
    account_sid: account.sid,
    friendly_name: 'Flow',
    status: 'published',
    definition: {},
    revision: 1,
    commit_message: null,
    valid: true,
    errors: [],
    warnings: [],
    webhook_url: `https://${STUDIO_HOSTS[account.region]}/v1/Accounts/${account.sid}/Flows/${sid}`,
    ...settings,
  };
  return { sid: flow.sid, revisions: [flow] };
}

const HOST = 'studio.twilio.com';

export function flowRoutes(account: Account, flows: FlowHistory[], check: FlowChecker): Route[] {
  const readChanges = (form: URLSearchParams, before?: RestFlow) => {
    const definition = form.has('Definition') ? readDefinition(form) : before?.definition;
    const status = readStatus(form);
    const errors = check(definition);
    if (status === 'published' && errors.length > 0) throw invalidFlow(errors);
    return {
      friendly_name: form.get('FriendlyName') ?? before?.friendly_name ?? '',
      status,
      definition,
      commit_message: form.get('CommitMessage'),
      valid: errors.length === 0,
      errors,
    };
  };
  return [
    {
      method: 'POST',
      path: '/v2/Flows/Validate',
      answer: ({ form }) => {
        const errors = check(readDefinition(form));
        if (errors.length > 0) throw invalidFlow(errors);
        return ok({ valid: true });
      },
    },
    {
      method: 'GET',
      path: '/v2/Flows',
      // A list leaves the definitions out.
      answer: (request) => {
        const list = flows.map((flow) => ({ ...latest(flow), definition: null }));
        return metaPage(HOST, 'flows', list, request);
      },
    },
    {
      method: 'POST',
      path: '/v2/Flows',
      answer: ({ form }) => {
        const flow = newFlow(account, readChanges(form));
        flows.push(flow);
        return created(latest(flow));
      },
    },
    {
      method: 'GET',
      path: '/v2/Flows/:sid',
      answer: ({ path }, { sid }) => ok(latest(find(flows, sid, path))),
    },
    {
      method: 'POST',
      path: '/v2/Flows/:sid',
      answer: ({ path, form }, { sid }) => {
        const flow = find(flows, sid, path);
        const before = latest(flow);
        const { revision } = before;
        flow.revisions.push({ ...before, ...readChanges(form, before), revision: revision + 1 });
        return ok(latest(flow));
      },
    },
    {
      method: 'DELETE',
      path: '/v2/Flows/:sid',
      answer: ({ path }, { sid }) => {
        flows.splice(flows.indexOf(find(flows, sid, path)), 1);
        return deleted();
      },
    },
    {
      method: 'GET',
      path: '/v2/Flows/:sid/Revisions',
      answer: (request, { sid }) => {
        const { revisions } = find(flows, sid, request.path);
        return metaPage(HOST, 'revisions', revisions.map(printRevision).reverse(), request);
      },
    },
    {
      method: 'GET',
      path: '/v2/Flows/:sid/Revisions/:revision',
      answer: ({ path }, { sid, revision }) => {
        const { revisions } = find(flows, sid, path);
        const wanted = revisions.filter((one) =>
          revision === 'LatestPublished'
            ? one.status === 'published'
            : revision === 'LatestRevision' || String(one.revision) === revision,
        );
        return ok(printRevision(find(wanted.slice(-1), sid, path)));
      },
    },
  ];
}

/** A revision lacks what only a flow has. */
function printRevision({ webhook_url, warnings, ...revision }: RestFlow) {
  return revision;
}

function readDefinition(form: URLSearchParams): unknown {
  try {
    return JSON.parse(form.get('Definition') ?? '');
  } catch {
    throw badRequest(20001, 'Definition is not JSON');
  }
}

function readStatus(form: URLSearchParams): 'draft' | 'published' {
  const status = form.get('Status');
  if (status !== 'draft' && status !== 'published') {
    throw badRequest(20001, `Status is not valid: ${status}`);
  }
  return status;
}

function invalidFlow(errors: readonly FlowFault[]): Refusal {
  return new Refusal(400, 20001, 'Flow definition is not valid', { errors });
}
