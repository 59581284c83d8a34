import type { Twilio } from 'twilio';
import * as v from 'valibot';
import { CommandFailure } from '../command/failure';
import { explained } from '../twilio/explain';
import type { Evidence, Verification, Webhook } from './evidence';

/** How long (ms) after its end Twilio has the events of a call. */
const EVENTS_AFTER_MILLISECONDS = 15 * 60_000;

const event = v.object({
  request: v.object({
    url: v.string(),
    method: v.string(),
    parameters: v.nullish(v.record(v.string(), v.unknown())),
  }),
  response: v.nullish(
    v.object({
      date_created: v.nullish(v.string()),
      response_code: v.nullish(v.number()),
      request_duration: v.nullish(v.number()),
    }),
  ),
});

/**
 * Adds to a run what Twilio requested in its calls.
 *
 * @throws CommandFailure if Twilio does not have it yet
 */
export async function withEvents(client: Twilio, run: Verification): Promise<Verification> {
  const evidence: Evidence[] = [];
  for (const one of run.evidence) {
    const webhooks = one.inbound ? await readWebhooks(client, one.inbound.sid) : null;
    evidence.push({ ...one, webhooks });
  }
  if (evidence.some(({ webhooks }) => webhooks !== null)) return { ...run, evidence };
  const last = Math.max(...run.evidence.map(({ at, inbound }) => Date.parse(inbound?.ended ?? at)));
  const time = new Date(last + EVENTS_AFTER_MILLISECONDS).toISOString().slice(11, 16);
  throw new CommandFailure(
    'Twilio does not have the events of these calls yet.',
    `It has them 15 minutes after a call: run the command again after ${time} UTC.`,
    'no-events',
  );
}

async function readWebhooks(client: Twilio, sid: string): Promise<Webhook[] | null> {
  const events = await explained('read the events of the call', () =>
    client.calls(sid).events.list({ limit: 200 }),
  );
  const read = events.flatMap((one) => {
    const parsed = v.safeParse(event, one);
    return parsed.success ? [parsed.output] : [];
  });
  if (read.length === 0) return null;
  const inOrder = read.toSorted((one, other) => timeOf(one) - timeOf(other));
  return inOrder.map(({ request: { url, method, parameters }, response }) => ({
    method,
    // Only the path: a query can hold what the agent learned.
    path: URL.canParse(url) ? new URL(url).pathname : '',
    callStatus: text(parameters?.call_status),
    hasDialBridged: text(parameters?.dial_bridged) !== null,
    code: response?.response_code ?? null,
    milliseconds: response?.request_duration ?? null,
  }));
}

const timeOf = ({ response }: v.InferOutput<typeof event>) =>
  Date.parse(response?.date_created ?? '') || 0;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
