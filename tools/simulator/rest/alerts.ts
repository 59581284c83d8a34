import { metaPage } from './page';
import type { Route } from './route';

/** An entry of the Debugger, as Twilio lists it: without the bodies of the request and its answer. */
export interface RestAlert {
  sid: string;
  resource_sid: string;
  service_sid: string | null;
  log_level: 'error' | 'warning';
  error_code: string;
  alert_text: string;
  request_url: string | null;
  /** ISO 8601, as the others. */
  date_created: string;
  date_generated: string;
}

/** @see https://www.twilio.com/docs/usage/monitor-alert */
export function alertRoutes(alerts: readonly RestAlert[]): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/Alerts',
      answer: (request) => {
        const level = request.query.get('LogLevel');
        const after = Date.parse(request.query.get('StartDate') ?? '');
        const found = alerts.filter(
          ({ log_level, date_generated }) =>
            (level === null || level === log_level) && !(Date.parse(date_generated) < after),
        );
        return metaPage('monitor.twilio.com', 'alerts', found, request);
      },
    },
  ];
}
