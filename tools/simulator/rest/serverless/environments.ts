import { newSid } from '../../twilio/sid';
import { metaPage } from '../page';
import { badRequest } from '../refusal';
import type { RestRequest } from '../request';
import { created, deleted, find, ok, type PathParts, type Route } from '../route';
import { newEnvironment, type ServerlessEnvironment, type ServerlessService } from './service';
import { HOST, serviceOf } from './services';

const PATH = '/v1/Services/:service/Environments';
const MAX_KEY = 128;
const MAX_VALUE_BYTES = 450;
const MAX_ALL_BYTES = 3 * 1024;

export function environmentRoutes(services: readonly ServerlessService[]): Route[] {
  const service = ({ path }: RestRequest, parts: PathParts) =>
    serviceOf(services, parts.service, path);
  const environment = (request: RestRequest, parts: PathParts) =>
    find(service(request, parts).environments, parts.environment, request.path);
  return [
    {
      method: 'GET',
      path: PATH,
      answer: (request, parts) =>
        metaPage(HOST, 'environments', service(request, parts).environments.map(print), request),
    },
    {
      method: 'POST',
      path: PATH,
      answer: (request, parts) => {
        const { environments, ...owner } = service(request, parts);
        const name = request.form.get('UniqueName') ?? '';
        const added = newEnvironment(owner, name, request.form.get('DomainSuffix'));
        environments.push(added);
        return created(print(added));
      },
    },
    {
      method: 'GET',
      path: `${PATH}/:environment`,
      answer: (request, parts) => ok(print(environment(request, parts))),
    },
    {
      method: 'GET',
      path: `${PATH}/:environment/Variables`,
      answer: (request, parts) =>
        metaPage(HOST, 'variables', environment(request, parts).variables, request),
    },
    {
      method: 'POST',
      path: `${PATH}/:environment/Variables`,
      answer: (request, parts) => created(setVariable(environment(request, parts), request.form)),
    },
    {
      method: 'POST',
      path: `${PATH}/:environment/Variables/:variable`,
      answer: (request, parts) => ok(setVariable(environment(request, parts), request.form)),
    },
    {
      method: 'DELETE',
      path: `${PATH}/:environment/Variables/:variable`,
      answer: (request, parts) => {
        const { variables } = environment(request, parts);
        variables.splice(variables.indexOf(find(variables, parts.variable, request.path)), 1);
        return deleted();
      },
    },
    {
      method: 'POST',
      path: `${PATH}/:environment/Deployments`,
      answer: (request, parts) => {
        const { builds } = service(request, parts);
        const build = find(builds, request.form.get('BuildSid') ?? undefined, request.path);
        const target = environment(request, parts);
        target.build_sid = build.sid;
        const now = new Date().toISOString();
        const sid = newSid('ZD');
        const deployment = { sid, build_sid: build.sid, date_created: now, date_updated: now };
        target.deployments.unshift(deployment);
        return created(deployment);
      },
    },
    {
      method: 'GET',
      path: `${PATH}/:environment/Deployments`,
      answer: (request, parts) =>
        metaPage(HOST, 'deployments', environment(request, parts).deployments, request),
    },
    {
      method: 'GET',
      path: `${PATH}/:environment/Logs`,
      answer: (request, parts) => {
        const { logs } = environment(request, parts);
        const after = Date.parse(request.query.get('StartDate') ?? aDayAgo());
        const before = Date.parse(request.query.get('EndDate') ?? '') || Number.POSITIVE_INFINITY;
        const found = logs.filter(({ date_created }) => {
          const at = Date.parse(date_created);
          return at >= after && at <= before;
        });
        return metaPage(HOST, 'logs', found, request);
      },
    },
  ];
}

/** Without a StartDate, Twilio answers with the lines of one day. */
const aDayAgo = () => new Date(Date.now() - 86_400_000).toISOString();

function setVariable({ variables }: ServerlessEnvironment, form: URLSearchParams) {
  const [key, value] = [form.get('Key') ?? '', form.get('Value') ?? ''];
  if (key === '' || key.length > MAX_KEY) throw badRequest(20001, `Key is not valid: ${key}`);
  if (Buffer.byteLength(value) > MAX_VALUE_BYTES) {
    throw badRequest(20001, `The value of ${key} is longer than ${MAX_VALUE_BYTES} bytes`);
  }
  const others = variables.filter((variable) => variable.key !== key);
  const bytes = [...others, { key, value }]
    .map((variable) => Buffer.byteLength(variable.key) + Buffer.byteLength(variable.value))
    .reduce((sum, size) => sum + size, 0);
  if (bytes > MAX_ALL_BYTES) throw badRequest(82006, 'The variables are larger than 3 kB in all');
  const now = new Date().toISOString();
  const known = variables.find((one) => one.key === key);
  if (known) return Object.assign(known, { value, date_updated: now });
  const added = { sid: newSid('ZV'), key, value, date_created: now, date_updated: now };
  variables.push(added);
  return added;
}

function print({ sid, unique_name, domain_suffix, domain_name, build_sid }: ServerlessEnvironment) {
  return { sid, unique_name, domain_suffix, domain_name, build_sid };
}
