import type { LiveCall } from '../twilio/place-call';
import { newSid } from '../twilio/sid';
import type { RestCall } from './calls';
import { badRequest } from './refusal';
import { find, ok, type Route } from './route';

/** A one-way media stream started by REST on a live call, as Twilio prints it. */
export interface RestStream {
  sid: string;
  account_sid: string;
  call_sid: string;
  name: string | null;
  status: 'in-progress' | 'stopped';
  /** Not Twilio's: the form with which the stream was started. */
  readonly parameters: Record<string, string>;
}

const PATH = '/2010-04-01/Accounts/:account/Calls/:call/Streams';

/** On a call of the phone network the stream really starts; of other calls it is only listed. */
export function callStreamRoutes(
  calls: readonly RestCall[],
  streams: RestStream[],
  liveCalls: ReadonlyMap<string, LiveCall>,
): Route[] {
  return [
    {
      method: 'POST',
      path: `${PATH}.json`,
      answer: ({ path, form }, { call }) => {
        const { sid, account_sid } = find(calls, call, path);
        const url = form.get('Url') ?? '';
        if (!/^wss:\/\/[^\s?]+$/.test(url)) throw badRequest(21205, `Url is not a wss URL: ${url}`);
        const name = form.get('Name');
        // Names are unique per call. No page gives the number of that error.
        if (streams.some((one) => one.call_sid === sid && one.name === name)) {
          throw badRequest(20001, `Name is taken: ${name}`);
        }
        const stream: RestStream = {
          sid: newSid('MZ'),
          account_sid,
          call_sid: sid,
          name,
          status: 'in-progress',
          parameters: Object.fromEntries(form),
        };
        streams.push(stream);
        liveCalls.get(sid)?.startStream({
          url,
          track: form.get('Track') ?? '',
          statusCallback: form.get('StatusCallback') ?? '',
          name: name ?? stream.sid,
        });
        // Unlike other new resources, a stream is answered with 200: that is in Twilio's OpenAPI file.
        return ok(stream);
      },
    },
    {
      method: 'POST',
      path: `${PATH}/:sid.json`,
      answer: ({ path, form }, { call, sid }) => {
        const stream = streams.find(
          (one) => one.call_sid === call && (one.sid === sid || one.name === sid),
        );
        const found = find(stream ? [stream] : [], stream?.sid, path);
        if (form.get('Status') === 'stopped') found.status = 'stopped';
        return ok(found);
      },
    },
  ];
}
