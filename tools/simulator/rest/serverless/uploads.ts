import { newSid } from '../../twilio/sid';
import { metaPage } from '../page';
import { badRequest } from '../refusal';
import type { RestRequest } from '../request';
import { created, find, type Route } from '../route';
import type { Resource, ServerlessService, Version, Visibility } from './service';
import { HOST, serviceOf } from './services';

const KINDS = [
  { kind: 'function', segment: 'Functions', list: 'functions' },
  { kind: 'asset', segment: 'Assets', list: 'assets' },
] as const;

/** Functions and assets: both are named first, and then their versions are uploaded. */
export function uploadRoutes(services: readonly ServerlessService[]): Route[] {
  return KINDS.flatMap(({ kind, segment, list }): Route[] => {
    const path = `/v1/Services/:service/${segment}`;
    const resources = (request: RestRequest, service: string | undefined): Resource[] =>
      serviceOf(services, service, request.path)[list];
    return [
      {
        method: 'GET',
        path,
        answer: (request, { service }) =>
          metaPage(HOST, list, resources(request, service), request),
      },
      {
        method: 'POST',
        path,
        answer: (request, { service }) => {
          const resource: Resource = {
            sid: newSid('ZH'),
            friendly_name: request.form.get('FriendlyName') ?? '',
          };
          resources(request, service).push(resource);
          return created(resource);
        },
      },
      {
        method: 'POST',
        path: `${path}/:resource/Versions`,
        answer: (request, { service, resource }) => {
          const { sid: resourceSid } = find(resources(request, service), resource, request.path);
          const uploaded: Version = {
            sid: newSid('ZN'),
            resourceSid,
            kind,
            path: readPath(request.form),
            visibility: readVisibility(request.form),
            content: request.file ?? '',
          };
          serviceOf(services, service, request.path).versions.push(uploaded);
          return created({ sid: uploaded.sid, path: uploaded.path });
        },
      },
    ];
  });
}

function readPath(form: URLSearchParams): string {
  const path = form.get('Path') ?? '';
  if (!/^\/[^#;,?:@+&$()' "]*$/.test(path) || path.length > 255) {
    throw badRequest(20001, `Path is not valid: ${path}`);
  }
  return path;
}

function readVisibility(form: URLSearchParams): Visibility {
  const visibility = form.get('Visibility');
  if (visibility === 'public' || visibility === 'protected' || visibility === 'private') {
    return visibility;
  }
  throw badRequest(20001, `Visibility is not valid: ${visibility}`);
}
