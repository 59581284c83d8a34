import type { JsonAnswer } from '../http/answer';
import type { Endpoint, Incoming } from '../http/server';
import type { Conference } from './conference';
import { ConferenceStream, type ConferenceStreamOptions } from './stream';

export type SignalWireEndpoint = 'start-stream' | 'stop-stream' | 'participants';

export interface Space {
  projectId: string;
  conferences: Map<string, Conference>;
  /** The forms with which streams were requested, in order. */
  forms: Record<string, string>[];
  /** PEM certificate of the servers that streams go to. */
  ca: string | undefined;
  /** Reports an event of a stream to its status callback. */
  report: (url: string, conferenceSid: string, name: string, event: string, error?: string) => void;
}

export const signalWireError = (status: number) =>
  status === 422
    ? { errors: ['Url is invalid'] }
    : { code: String(status), message: 'Refused', more_info: '', status };

/** The three endpoints of conferences, under `/api/laml/2010-04-01`. */
export function conferenceEndpoints(space: Space): Endpoint<SignalWireEndpoint>[] {
  const conferencePath = '/api/laml/2010-04-01/Accounts/([^/]+)/Conferences/([^/]+)';
  const within = (answer: (conference: Conference, request: Incoming) => JsonAnswer) => {
    return (request: Incoming): JsonAnswer => {
      const [account = '', sid = ''] = request.matched;
      const conference = space.conferences.get(sid);
      if (
        account !== space.projectId ||
        conference === undefined ||
        conference.status === 'ended'
      ) {
        return { status: 404, json: signalWireError(404) };
      }
      return answer(conference, request);
    };
  };
  return [
    {
      name: 'start-stream',
      method: 'POST',
      path: new RegExp(`^${conferencePath}/Streams$`),
      answer: within((conference, { body }) => start(conference, new URLSearchParams(body), space)),
    },
    {
      name: 'stop-stream',
      method: 'POST',
      path: new RegExp(`^${conferencePath}/Streams/([^/]+)$`),
      answer: within((conference, { body, matched: [, , nameOrSid = ''] }) => {
        const stream = conference.stream(nameOrSid);
        if (stream === undefined) return { status: 404, json: signalWireError(404) };
        if (new URLSearchParams(body).get('Status') === 'stopped') stream.stop();
        return { status: 200, json: resource(conference, stream, space) };
      }),
    },
    {
      name: 'participants',
      method: 'GET',
      path: new RegExp(`^${conferencePath}/Participants$`),
      answer: within(({ sid, participants }) => ({
        status: 200,
        json: {
          page: 0,
          page_size: 50,
          participants: participants.map((call_sid) => ({ call_sid, conference_sid: sid })),
        },
      })),
    },
  ];
}

function start(conference: Conference, form: URLSearchParams, space: Space): JsonAnswer {
  space.forms.push(Object.fromEntries(form));
  const url = form.get('Url') ?? '';
  const name = form.get('Name') ?? undefined;
  if (!url.startsWith('wss://')) return { status: 422, json: signalWireError(422) };
  if (name !== undefined && conference.stream(name)?.status !== undefined) {
    return { status: 422, json: { errors: ['Name has already been taken'] } };
  }
  const callback = form.get('StatusCallback');
  const report: ConferenceStreamOptions['report'] = (event, error) => {
    if (callback) space.report(callback, conference.sid, name ?? stream.sid, event, error);
  };
  const stream = new ConferenceStream({
    url,
    name,
    track: form.get('Track') ?? 'both_tracks',
    parameters: parametersOf(form),
    bearerToken: form.get('AuthorizationBearerToken') ?? undefined,
    ca: space.ca,
    report,
  });
  conference.streams.push(stream);
  return { status: 200, json: resource(conference, stream, space) };
}

function parametersOf(form: URLSearchParams): Record<string, string> {
  const pairs = [...form].flatMap(([key, name]) => {
    const [, index] = /^Parameter(\d+)\.Name$/.exec(key) ?? [];
    return index === undefined ? [] : [[name, form.get(`Parameter${index}.Value`) ?? '']];
  });
  return Object.fromEntries(pairs);
}

function resource({ sid }: Conference, stream: ConferenceStream, { projectId }: Space): object {
  return {
    account_sid: projectId,
    conference_sid: sid,
    date_updated: new Date().toUTCString(),
    name: stream.name ?? null,
    sid: stream.sid,
    status: stream.status,
    uri: `/api/laml/2010-04-01/Accounts/${projectId}/Conferences/${sid}/Streams/${stream.sid}.json`,
  };
}
