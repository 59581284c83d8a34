import { createHash } from 'node:crypto';
import type { Alert } from '../twilio/alert';
import type { LiveCall } from '../twilio/place-call';
import type { CallEvent } from '../twilio/timeline';
import { corePage, metaPage } from './page';
import { notFound } from './refusal';
import type { RestRequest } from './request';
import type { Route } from './route';

const PATH = '/2010-04-01/Accounts/:account/Calls/:call';
/** A call's events are available 15 minutes after its end. */
const EVENTS_AFTER_MS = 15 * 60_000;

/** An entry of the Debugger, as Twilio lists it: without the bodies of the request and its answer. */
export interface RestAlert {
  readonly sid: string;
  readonly resource_sid: string;
  readonly service_sid: string | null;
  readonly log_level: 'error' | 'warning';
  readonly error_code: string;
  readonly alert_text: string;
  readonly request_url: string | null;
  /** ISO 8601, as the next. */
  readonly date_created: string;
  readonly date_generated: string;
}

/**
 * What Twilio keeps of the calls of the phone network: notifications, alerts and events.
 *
 * @param others - alerts that are not about these calls
 */
export function callTraceRoutes(
  accountSid: string,
  liveCalls: ReadonlyMap<string, LiveCall>,
  now: () => number,
  others: readonly RestAlert[],
): Route[] {
  const callOf = (sid: string | undefined, { path }: RestRequest) => {
    const live = liveCalls.get(sid ?? '');
    if (!live) throw notFound(path);
    return live;
  };
  return [
    {
      method: 'GET',
      path: `${PATH}/Notifications.json`,
      answer: (request, { call }) => {
        const log = request.query.get('Log');
        const all = alertsOf(callOf(call, request)).map((trace) => notification(accountSid, trace));
        const found = all.filter((one) => log === null || one.log === log);
        return corePage('notifications', found, request);
      },
    },
    {
      method: 'GET',
      path: `${PATH}/Events.json`,
      answer: (request, { call }) => {
        const live = callOf(call, request);
        const endedMs = live.legs[0]?.endedMs ?? Number.POSITIVE_INFINITY;
        const isThere = now() - (live.placedAt + endedMs) >= EVENTS_AFTER_MS;
        const requests = live.timeline.events.filter(({ status, url }) => status && url);
        return corePage('events', isThere ? requests.map((one) => event(live, one)) : [], request);
      },
    },
    {
      method: 'GET',
      path: '/v1/Alerts',
      answer: (request) => {
        const level = request.query.get('LogLevel');
        const after = Date.parse(request.query.get('StartDate') ?? '');
        const before = Date.parse(request.query.get('EndDate') ?? '');
        const all = [...others, ...[...liveCalls.values()].flatMap(alertsOf).map(alert)];
        const found = all.filter(({ log_level, date_generated }) => {
          const at = Date.parse(date_generated);
          return (level === null || log_level === level) && !(at < after) && !(at > before);
        });
        return metaPage('monitor.twilio.com', 'alerts', found, request);
      },
    },
  ];
}

interface Trace {
  readonly sid: string;
  readonly callSid: string;
  readonly alert: Alert;
  readonly at: Date;
  readonly url: string | null;
}

function alertsOf({ timeline, callSid, placedAt }: LiveCall): Trace[] {
  return timeline.events.flatMap(({ alert, at, url }, index) => {
    if (alert === undefined) return [];
    const sid = `NO${createHash('md5').update(`${callSid} ${index}`).digest('hex')}`;
    return [{ sid, callSid, alert, at: new Date(placedAt + at), url: url ?? null }];
  });
}

/** In the log, 0 is an error and 1 a warning. What is noise to us is an error to Twilio. */
function notification(accountSid: string, { sid, callSid, alert, at, url }: Trace) {
  return {
    sid,
    account_sid: accountSid,
    call_sid: callSid,
    log: alert.level === 'warning' ? '1' : '0',
    error_code: String(alert.code),
    message_text: alert.message,
    message_date: at.toUTCString(),
    more_info: `https://www.twilio.com/docs/api/errors/${alert.code}`,
    request_url: url,
    date_created: at.toUTCString(),
  };
}

function alert({ sid, callSid, alert: { level, code, message }, at, url }: Trace): RestAlert {
  return {
    sid,
    resource_sid: callSid,
    service_sid: null,
    log_level: level === 'warning' ? 'warning' : 'error',
    error_code: String(code),
    alert_text: message,
    date_created: at.toISOString(),
    date_generated: at.toISOString(),
    request_url: url,
  };
}

const snakeCase = (name: string) =>
  name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

function event({ placedAt }: LiveCall, { at, ms, url, what, status, details, ...line }: CallEvent) {
  const parameters = Object.entries(details ?? {}).map(([name, value]) => [snakeCase(name), value]);
  return {
    request: {
      url,
      method: what.split(' ')[0],
      parameters: Object.fromEntries(parameters),
    },
    response: {
      date_created: new Date(placedAt + at).toUTCString(),
      request_duration: ms,
      response_code: status,
      content_type: line.contentType ?? null,
      response_body: line.body ?? null,
    },
  };
}
