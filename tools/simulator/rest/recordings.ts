import type { Account } from './account';
import { corePage } from './page';
import { Refusal } from './refusal';
import type { RestRequest } from './request';
import { ok, type RestAnswer, type Route } from './route';

/** A recording of the account (the fields that identify it). */
export interface RestRecording {
  sid: string;
}

const PATH = '/2010-04-01/Accounts/:account/Recordings';

export function recordingRoutes(recordings: readonly RestRecording[]): Route[] {
  return [
    {
      method: 'GET',
      path: `${PATH}.json`,
      answer: (request) => corePage('recordings', recordings, request),
    },
  ];
}

/** What somebody without credentials gets at the URL of a recording; undefined for other requests. */
export function recordingMedia(
  { protectsMedia }: Account,
  recordings: readonly RestRecording[],
  { path, authorization }: RestRequest,
): RestAnswer | undefined {
  const [, wanted] = /\/Recordings\/(RE\w{32})\.wav$/.exec(path) ?? [];
  if (authorization !== undefined || !recordings.some(({ sid }) => sid === wanted))
    return undefined;
  if (protectsMedia) throw new Refusal(401, 20003, 'Authenticate');
  return ok({});
}
