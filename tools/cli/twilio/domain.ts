import type { Twilio } from 'twilio';
import { UsageFailure } from '../command/failure';
import type { Options } from '../command/options';
import { findService } from './service';
import type { Settings } from './settings';

export const DOMAIN_OPTION = {
  domain: {
    type: 'string',
    value: 'HOST',
    description: 'the host of the deployed service (default: looked up in your Twilio account)',
  },
} as const satisfies Options;

const HOST = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** The host of the service: the one that was named, otherwise the one that was deployed. */
export async function domainOf(
  client: Twilio,
  { serviceName, environment }: Settings,
  named: string | undefined,
): Promise<string> {
  if (named !== undefined) return readDomain(named);
  return (await findService(client, serviceName, environment)).domainName;
}

/** Reads `--domain`: a host name, with or without `https://` before it and a slash after it. */
export function readDomain(text: string): string {
  const host = text
    .trim()
    .replace(/^https:\/\//i, '')
    .replace(/\/$/, '');
  if (!HOST.test(host)) {
    throw new UsageFailure(
      `--domain ${text} is not a host name.`,
      'Give only the host, for instance voice-agent-1234.twil.io.',
    );
  }
  return host;
}
