import type { Twilio } from 'twilio';
import { twilioClient } from './client';
import { readCredentials } from './credentials';
import { readSettings, type Settings, type SettingsOptions } from './settings';

/** What a command that talks to Twilio begins with. */
export interface Session {
  readonly client: Twilio;
  readonly accountSid: string;
  readonly settings: Settings;
}

export async function openSession(options: SettingsOptions): Promise<Session> {
  const settings = await readSettings(options);
  const credentials = readCredentials(settings.file);
  return { client: twilioClient(credentials), accountSid: credentials.accountSid, settings };
}
