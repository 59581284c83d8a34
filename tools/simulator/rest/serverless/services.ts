import type { Account } from '../account';
import { metaPage } from '../page';
import { badRequest, Refusal } from '../refusal';
import { created, find, ok, type Route } from '../route';
import { newService, type ServerlessService } from './service';

export const HOST = 'serverless.twilio.com';

export function serviceRoutes(account: Account, services: ServerlessService[]): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/Services',
      answer: (request) => metaPage(HOST, 'services', services.map(print), request),
    },
    {
      method: 'POST',
      path: '/v1/Services',
      answer: ({ form }) => {
        const name = form.get('UniqueName') ?? '';
        if (!/^[A-Za-z0-9-]{1,49}$/.test(name)) {
          throw badRequest(20001, `UniqueName is not valid: ${name}`);
        }
        if (services.some(({ unique_name }) => unique_name === name)) {
          throw new Refusal(409, 20409, `A service named ${name} exists already`);
        }
        const service = newService(account, name);
        services.push(service);
        return created(print(service));
      },
    },
    {
      method: 'GET',
      path: '/v1/Services/:sid',
      answer: ({ path }, { sid }) => ok(print(serviceOf(services, sid, path))),
    },
  ];
}

/** A service by its SID or its unique name, or 20404. */
export function serviceOf(
  services: readonly ServerlessService[],
  name: string | undefined,
  path: string,
) {
  const sid = services.find(({ unique_name }) => unique_name === name)?.sid ?? name;
  return find(services, sid, path);
}

function print({
  sid,
  account_sid,
  unique_name,
  domain_base,
  include_credentials,
}: ServerlessService) {
  return {
    sid,
    account_sid,
    unique_name,
    friendly_name: unique_name,
    domain_base,
    include_credentials,
    ui_editable: false,
  };
}
