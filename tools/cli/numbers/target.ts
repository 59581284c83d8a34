import type { Twilio } from 'twilio';
import { flowUrl, serviceUrl } from '../../../src/voice/urls';
import { CommandFailure, UsageFailure } from '../command/failure';
import { exists, explained } from '../twilio/explain';
import { checkFlowSid } from '../twilio/flow-sid';
import type { Target } from './binding';

/** What a number is asked to be bound to. */
export interface Wish {
  readonly accountSid: string;
  /** A Studio Flow instead of the service's own `/engage`. */
  readonly flowSid: string | undefined;
  /** Outside the service, for the day the service itself is refused. */
  readonly fallbackUrl: string | undefined;
  /** Which line of several the number is, see the `_<LINE>` variables. */
  readonly line: string | undefined;
  /** The host of the service; asked for only where it is needed. */
  readonly domain: () => Promise<string>;
}

export async function targetOf(client: Twilio, wish: Wish): Promise<Target> {
  const line = readLine(wish.line);
  const fallbackUrl = wish.fallbackUrl
    ? readFallbackUrl(wish.fallbackUrl)
    : serviceUrl(await wish.domain(), '/fallback', { line });
  if (wish.flowSid === undefined) {
    const voiceUrl = serviceUrl(await wish.domain(), '/engage', { line });
    return { voiceUrl, fallbackUrl, statusCallback: undefined };
  }
  await checkFlow(client, wish.flowSid);
  const voiceUrl = flowUrl(wish.accountSid, wish.flowSid);
  return { voiceUrl, fallbackUrl, statusCallback: voiceUrl };
}

async function checkFlow(client: Twilio, flowSid: string): Promise<void> {
  checkFlowSid(flowSid);
  const flow = client.studio.v2.flows(flowSid);
  await explained(`read the flow ${flowSid}`, () => flow.fetch());
  const published = flow.revisions('LatestPublished');
  if (!(await exists(`read the published revision of ${flowSid}`, () => published.fetch()))) {
    throw new CommandFailure(
      `The flow ${flowSid} has no published revision, so it cannot take calls.`,
      'Publish it first: in the Studio console, or with `npm run publish-flow`.',
      'flow-not-published',
    );
  }
}

function readFallbackUrl(text: string): string {
  if (URL.canParse(text) && new URL(text).protocol === 'https:') return text;
  throw new UsageFailure(
    `--fallback-url ${text} is not an https:// URL.`,
    'Give the whole URL, for instance that of a TwiML Bin: https://handler.twilio.com/twiml/EH….',
  );
}

function readLine(line: string | undefined): string | undefined {
  if (line === undefined || /^\w{1,40}$/.test(line)) return line;
  throw new UsageFailure(
    `--line ${line} cannot be the suffix of a variable.`,
    'Use letters, digits and underscores, at most 40.',
  );
}
