/** Where webhooks are by region; Twilio has not published the host in Ireland, so this one is made up. */
export const STUDIO_HOSTS = {
  us1: 'webhooks.twilio.com',
  ie1: 'webhooks.dublin.ie1.twilio.com',
} as const;
