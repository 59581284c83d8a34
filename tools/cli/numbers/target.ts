import type { Twilio } from 'twilio';
import { readLine } from '../../../src/runtime/line';
import { flowUrl, serviceUrl } from '../../../src/voice/urls';
import { CommandFailure, UsageFailure } from '../command/failure';
import { exists, explained } from '../twilio/explain';
import { checkFlowSid } from '../twilio/flow-sid';
import type { Nullable } from '../twilio/nullable';
import type { Region } from '../twilio/region';
import type { Target } from './binding';

/** What a number should be bound to, as the options say it. */
export interface WantedTarget {
  readonly accountSid: string;
  /** A Studio Flow instead of the service's own `/engage`. */
  readonly flowSid: string | undefined;
  /** Outside the service, in case the service itself is unavailable. */
  readonly fallbackUrl: string | undefined;
  /** The line that the number is for: see the `_<LINE>` variables. */
  readonly line: string | undefined;
  readonly region?: Region | undefined;
  /** The host of the service, looked up only once all else is right. */
  readonly domain: () => Promise<string>;
}

export async function targetOf(client: Twilio, wanted: WantedTarget): Promise<Target> {
  const line = checkedLine(wanted.line);
  const { flowSid } = wanted;
  const ownFallback = wanted.fallbackUrl ? readFallbackUrl(wanted.fallbackUrl) : undefined;
  const flowWebhook = flowSid === undefined ? undefined : await webhookOf(client, flowSid);
  const domain = await wanted.domain();
  return {
    voiceUrl: flowSid
      ? (flowWebhook ?? flowUrl(undefined, wanted.accountSid, flowSid))
      : serviceUrl(domain, '/engage', { line }),
    fallbackUrl: ownFallback ?? serviceUrl(domain, '/fallback', { line }),
    statusCallback: serviceUrl(domain, '/call-ended', { flowSid, line }),
    region: wanted.region?.region,
  };
}

/** The flow's own webhook: its host depends on the region. @throws CommandFailure if it takes no calls */
async function webhookOf(client: Twilio, flowSid: string): Promise<string | undefined> {
  checkFlowSid(flowSid);
  const flow = client.studio.v2.flows(flowSid);
  const { webhookUrl }: Nullable<{ webhookUrl: string }> = await explained(
    `read the flow ${flowSid}`,
    () => flow.fetch(),
  );
  const published = flow.revisions('LatestPublished');
  if (!(await exists(`read the published revision of ${flowSid}`, () => published.fetch()))) {
    throw new CommandFailure(
      `The flow ${flowSid} has no published revision, so it cannot take calls.`,
      'Publish it first, in the Studio console or with `npm run publish-flow`.',
      'flow-not-published',
    );
  }
  return webhookUrl || undefined;
}

function readFallbackUrl(text: string): string {
  if (URL.canParse(text) && new URL(text).protocol === 'https:') return text;
  throw new UsageFailure(
    `--fallback-url ${text} is not an https:// URL.`,
    'Pass the whole URL, for instance of a TwiML Bin: https://handler.twilio.com/twiml/EH….',
  );
}

/** The line as it was written, if the service takes it. */
export function checkedLine(line: string | undefined): string | undefined {
  const [problem] = readLine({ line }).problems;
  if (problem === undefined) return line;
  throw new UsageFailure(
    `--line ${line} is not a line: ${problem}.`,
    'Choose another name: it becomes the suffix of variables, with _ instead of -.',
  );
}
