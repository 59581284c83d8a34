import type { Twilio } from 'twilio';
import type { Terminal, Variables } from '../command/terminal';
import { twilioClient } from './client';
import { type Credentials, readCredentials } from './credentials';
import { type Region, readRegion } from './region';
import { readSettings, type Settings, type SettingsOptions } from './settings';

/** What a command needs to talk to Twilio. */
export interface Session {
  readonly client: Twilio;
  readonly accountSid: string;
  readonly credentials: Credentials;
  /** Undefined for the US, which needs no mention. */
  readonly region: Region | undefined;
  readonly settings: Settings;
}

export async function openSession(options: SettingsOptions, terminal: Terminal): Promise<Session> {
  return sessionOf(await readSettings(options, terminal), terminal.env);
}

/** @throws CommandFailure without credentials, or for a region that has no Functions */
export function sessionOf(settings: Settings, env: Variables): Session {
  const credentials = readCredentials(settings.file, env);
  const region = readRegion(settings.file, env);
  const client = twilioClient(credentials, env.TWILIO_API_BASE, region);
  return { client, accountSid: credentials.accountSid, credentials, region, settings };
}
