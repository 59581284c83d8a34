import { type FunctionEvent, parameter } from '../runtime/event';
import type { Call } from '../voice/call';
import type { Destination } from '../voice/destination';
import type { HandOffConfig } from './config';
import { redirectUrl } from './verbs';

/**
 * Which destinations must not be tried after an error that Twilio reports to a fallback URL: the TwiML
 * URL or flow that has just failed, in `ErrorUrl`. The call would come straight back, or end with
 * Twilio's own error message. If it cannot be told which one has failed, it may be any of them.
 */
export function failedDestinations(
  event: FunctionEvent,
  call: Call,
  config: HandOffConfig,
): (destination: Destination) => boolean {
  const failed = readUrl(parameter(event, 'ErrorUrl') ?? '');
  if (failed === undefined) return isRedirect;
  // A URL that was itself tried after a failure leads to no other: two would send the call back and forth.
  if (failed.searchParams.get('context_outcome') === 'failed') return isRedirect;

  // Its query carries the context of the call, so it is never the same.
  const hasFailed = (destination: Destination) => {
    const url = isRedirect(destination)
      ? readUrl(redirectUrl(destination, call, config))
      : undefined;
    return url?.origin === failed.origin && url.pathname === failed.pathname;
  };
  const branches = Object.values(config.destinations).flat(2);
  const isKnown = branches.some(({ chain }) => chain.some(hasFailed));
  // A later page of a TwiML application: any URL of its server may have led there.
  const mayHaveFailed = ({ kind, word }: Destination) =>
    !isKnown && kind === 'url' && readUrl(word)?.origin === failed.origin;
  return (destination) => hasFailed(destination) || mayHaveFailed(destination);
}

type Redirect = Parameters<typeof redirectUrl>[0];

const isRedirect = (destination: Destination): destination is Redirect =>
  destination.kind === 'url' || destination.kind === 'flow';

function readUrl(text: string): URL | undefined {
  return /^https?:/i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
}
