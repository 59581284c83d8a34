import { newSid } from '../twilio/sid';
import type { Account } from './account';
import { corePage } from './page';
import { created, deleted, find, ok, type Route } from './route';
import { changedWebhooks, NO_WEBHOOKS, type Webhooks } from './webhook-fields';

/** A TwiML application, as Twilio prints it. */
export interface Application extends Webhooks {
  sid: string;
  account_sid: string;
  friendly_name: string;
}

export function newApplication(account: Account, settings: Partial<Application> = {}) {
  const application: Application = {
    ...NO_WEBHOOKS,
    sid: newSid('AP'),
    account_sid: account.sid,
    friendly_name: 'Application',
    ...settings,
  };
  return application;
}

const PATH = '/2010-04-01/Accounts/:account/Applications';

export function applicationRoutes(account: Account, applications: Application[]): Route[] {
  const change = (application: Application, form: URLSearchParams) =>
    Object.assign(application, changedWebhooks(application, form), {
      friendly_name: form.get('FriendlyName') ?? application.friendly_name,
    });
  return [
    {
      method: 'GET',
      path: `${PATH}.json`,
      answer: (request) => corePage('applications', applications, request),
    },
    {
      method: 'POST',
      path: `${PATH}.json`,
      answer: ({ form }) => {
        const application = change(newApplication(account), form);
        applications.push(application);
        return created(application);
      },
    },
    {
      method: 'GET',
      path: `${PATH}/:sid.json`,
      answer: ({ path }, { sid }) => ok(find(applications, sid, path)),
    },
    {
      method: 'POST',
      path: `${PATH}/:sid.json`,
      answer: ({ path, form }, { sid }) => ok(change(find(applications, sid, path), form)),
    },
    {
      method: 'DELETE',
      path: `${PATH}/:sid.json`,
      answer: ({ path }, { sid }) => {
        applications.splice(applications.indexOf(find(applications, sid, path)), 1);
        return deleted();
      },
    },
  ];
}
