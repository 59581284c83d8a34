import { badRequest, notFound } from './refusal';
import { ok, type Route } from './route';

/** The region that takes the calls of a number, by number; one that is not in it is routed to the US. */
export type Routing = Map<string, string>;

const PATH = '/v2/PhoneNumbers/:number';

/** @see https://www.twilio.com/docs/global-infrastructure/inbound-processing-api */
export function routingRoutes(routing: Routing): Route[] {
  const print = (phone_number: string, voice_region: string) => ok({ phone_number, voice_region });
  return [
    {
      method: 'GET',
      path: PATH,
      answer: ({ path }, { number = '' }) => {
        const region = routing.get(decodeURIComponent(number));
        if (region === undefined) throw notFound(path);
        return print(decodeURIComponent(number), region);
      },
    },
    {
      method: 'POST',
      path: PATH,
      answer: ({ form }, { number = '' }) => {
        const region = form.get('VoiceRegion') ?? '';
        if (!/^(us1|ie1|au1)$/.test(region)) throw badRequest(20001, 'VoiceRegion is not valid');
        routing.set(decodeURIComponent(number), region);
        return print(decodeURIComponent(number), region);
      },
    },
  ];
}
