import type { Twilio } from 'twilio';
import type { Terminal } from '../command/terminal';
import { twilioClient } from './client';
import { readCredentials } from './credentials';
import { readSettings, type Settings, type SettingsOptions } from './settings';

/** What a command needs to talk to Twilio. */
export interface Session {
  readonly client: Twilio;
  readonly accountSid: string;
  readonly settings: Settings;
}

export async function openSession(options: SettingsOptions, terminal: Terminal): Promise<Session> {
  const settings = await readSettings(options, terminal);
  const credentials = readCredentials(settings.file, terminal.env);
  const client = twilioClient(credentials, terminal.env.TWILIO_API_BASE);
  return { client, accountSid: credentials.accountSid, settings };
}
