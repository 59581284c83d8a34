import type { CallContext } from '../voice/call-context';
import type { Chain } from '../voice/chain';
import { reachesPerson } from '../voice/destination';
import type { Destinations } from '../voice/destinations';
import { availabilityNow } from '../voice/opening-hours-config';
import type { Outcome } from '../voice/outcome';
import { routeClosed } from '../voice/routing';
import { fill, type Speech } from '../voice/speech';
import type { HandOffConfig } from './config';

/**
 * A chain while nobody is there: without the destinations that reach people. If nothing is left of it,
 * it is `CLOSED_DESTINATION`, of which nothing is left out: it may be a service that works at night.
 */
export function whileClosed(
  chain: Chain,
  outcome: Outcome,
  context: CallContext,
  destinations: Destinations,
): Chain {
  const rest = chain.filter((destination) => !reachesPerson(destination));
  const isDone = outcome === 'completed' || outcome === 'caller-hung-up';
  if (rest.length > 0 || (isDone && chain.length === 0)) return rest;
  return routeClosed(context, destinations);
}

/** What callers hear while nobody is there: `CLOSED_MESSAGE`, else when somebody is. Undefined while open. */
export function closedWords({
  openingHours,
  closedMessage,
  speech,
}: HandOffConfig): string | undefined {
  const availability = availabilityNow(openingHours);
  if (!availability || availability.isOpen) return undefined;
  if (closedMessage !== undefined) return closedMessage;
  const { opensAt } = availability;
  const { closed, closedUntil } = speech.messages;
  return opensAt === undefined ? closed : fill(closedUntil, spokenTime(opensAt, speech));
}

/** A date and a time of day as the language says them, for instance `Monday, November 23` and `8:00 AM`. */
function spokenTime(opensAt: string, speech: Speech): { day: string; time: string } {
  // Its clock as if it were UTC: then no time zone is needed to show it.
  const wall = new Date(`${opensAt.slice(0, 19)}Z`);
  const show = (parts: Intl.DateTimeFormatOptions) =>
    formatterFor(speech, { ...parts, timeZone: 'UTC' })
      .format(wall)
      .replace(/\s/g, ' '); // Intl writes a narrow blank before AM
  return {
    day: show({ weekday: 'long', month: 'long', day: 'numeric' }),
    time: show({ hour: 'numeric', minute: '2-digit' }),
  };
}

function formatterFor({ language = 'en-US' }: Speech, options: Intl.DateTimeFormatOptions) {
  try {
    return new Intl.DateTimeFormat(language, options);
  } catch {
    // Not every tag that Twilio may take is one for Intl, which throws a RangeError.
    return new Intl.DateTimeFormat(language.split('-')[0], options);
  }
}
