import { newSid } from '../../twilio/sid';
import { metaPage } from '../page';
import { badRequest } from '../refusal';
import { created, find, ok, type Route } from '../route';
import type { Build, Dependency, ServerlessService } from './service';
import { HOST, serviceOf } from './services';

/** The versions of the runtime handler that Twilio's build takes; npm has others, which it refuses. */
const HANDLER = '@twilio/runtime-handler';
const HANDLER_VERSIONS = /^(1\.0\.1|1\.1\.[0-3]|1\.2\.[0-5]|1\.3\.[01]|2\.0\.[01]|2\.1\.2)$/;
const RUNTIMES = ['node20', 'node22', 'node24'];
const MAX_DEPENDENCIES = 100;

export function buildRoutes(services: readonly ServerlessService[]): Route[] {
  const path = '/v1/Services/:service/Builds';
  return [
    {
      method: 'GET',
      path,
      answer: (request, { service: name }) => {
        const service = serviceOf(services, name, request.path);
        // The newest first.
        const builds = service.builds.map((build) => print(service, build, 'completed')).reverse();
        return metaPage(HOST, 'builds', builds, request);
      },
    },
    {
      method: 'POST',
      path,
      answer: ({ form, path }, { service: name }) => {
        const service = serviceOf(services, name, path);
        const build = newBuild(service, form);
        service.builds.push(build);
        return created(print(service, build, 'building'));
      },
    },
    {
      method: 'GET',
      path: `${path}/:sid`,
      answer: ({ path }, { service: name, sid }) => {
        const service = serviceOf(services, name, path);
        return ok(print(service, find(service.builds, sid, path), 'completed'));
      },
    },
    {
      // Builds complete at once here: nothing is installed.
      method: 'GET',
      path: `${path}/:sid/Status`,
      answer: ({ path }, { service: name, sid }) => {
        const build = find(serviceOf(services, name, path).builds, sid, path);
        return ok({ sid: build.sid, status: 'completed' });
      },
    },
  ];
}

function newBuild(service: ServerlessService, form: URLSearchParams): Build {
  const runtime = form.get('Runtime') ?? 'node24';
  if (!RUNTIMES.includes(runtime)) throw badRequest(20001, `Runtime is not valid: ${runtime}`);
  const wanted = [...form.getAll('FunctionVersions'), ...form.getAll('AssetVersions')];
  const versions = wanted.map((sid) => find(service.versions, sid, sid));
  const twice = versions.find((one, index) =>
    versions.some((other, place) => place < index && other.path === one.path),
  );
  if (twice) throw badRequest(20001, `Two functions or assets have the path ${twice.path}`);
  const dependencies = readDependencies(form.get('Dependencies'));
  const date_created = new Date().toISOString();
  return { sid: newSid('ZB'), runtime, dependencies, versions, date_created };
}

/** The toolkit sends the list as JSON within a further pair of quotation marks. */
function readDependencies(text: string | null): Dependency[] {
  if (!text) return [];
  const list: unknown = JSON.parse(text.replace(/^"(.*)"$/s, '$1'));
  if (!Array.isArray(list)) throw badRequest(20001, 'Dependencies is not a list');
  if (list.length > MAX_DEPENDENCIES) throw badRequest(20001, 'There are too many dependencies');
  return list.map((one) => checkDependency(String(one.name), String(one.version)));
}

function checkDependency(name: string, version: string): Dependency {
  const impossible = /^(file|link|workspace|portal):/.test(version);
  if (impossible || (name === HANDLER && !HANDLER_VERSIONS.test(version))) {
    throw badRequest(20001, `Dependency ${name}@${version} cannot be installed`);
  }
  return { name, version };
}

function print(service: ServerlessService, build: Build, status: string) {
  const { sid, runtime, dependencies, versions, date_created } = build;
  const of = (kind: string) => versions.filter((version) => version.kind === kind);
  return {
    sid,
    service_sid: service.sid,
    status,
    runtime,
    date_created,
    date_updated: date_created,
    dependencies,
    function_versions: of('function').map(({ content, ...version }) => version),
    asset_versions: of('asset').map(({ content, ...version }) => version),
  };
}
