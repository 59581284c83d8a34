import type { LocalStudio } from '../studio/studio';
import { metaPage } from './page';
import { notFound } from './refusal';
import { ok, type Route } from './route';

const PATH = '/v2/Flows/:flow/Executions';

/** What the flows of the local Studio have run; without one, nothing. */
export function executionRoutes(studio: () => LocalStudio | undefined): Route[] {
  const executionsOf = (flow: string | undefined) =>
    (studio()?.executions ?? []).filter(({ scope }) => scope.flow.flow_sid === flow).toReversed();
  return [
    {
      method: 'GET',
      path: PATH,
      answer: (request, { flow }) => {
        const from = Date.parse(request.query.get('DateCreatedFrom') ?? '');
        const found = executionsOf(flow).filter(({ began }) => !(began.getTime() < from));
        const printed = found.map(({ sid, began, end, scope }) => ({
          sid,
          flow_sid: flow,
          status: end === undefined ? 'active' : 'ended',
          contact_channel_address: (scope.contact.channel as { address?: string }).address,
          date_created: began.toISOString(),
        }));
        return metaPage('studio.twilio.com', 'executions', printed, request);
      },
    },
    {
      method: 'GET',
      path: `${PATH}/:execution/Context`,
      answer: ({ path }, { flow, execution }) => {
        const found = executionsOf(flow).find(({ sid }) => sid === execution);
        if (!found) throw notFound(path);
        return ok({ execution_sid: found.sid, flow_sid: flow, context: found.scope });
      },
    },
  ];
}
