import { error, warning } from '../alert';
import { readTwiml, type TwimlElement } from '../twiml/parse';
import { verbRunners } from '../verbs';
import { ask, type Webhook } from '../webhook';
import { type Next, over, type RunLimits, type SharedCall } from './context';
import type { Experience, Over } from './ending';
import type { Leg } from './leg';

/** A call that requests this many documents is in a loop. */
const MAX_DOCUMENTS = 200;

/** Content types that Twilio accepts as TwiML: https://www.twilio.com/docs/voice/twiml */
const xmlTypes = ['text/xml', 'application/xml', 'text/html'];

/** TwiML that came with the request for a call, in place of a URL. */
export interface InlineTwiml {
  readonly twiml: string;
}

/** Relative URLs of inline TwiML have nothing to be relative to. */
const NO_DOCUMENT = 'about:blank';

/** Verbs that leave the phone ringing; any other answers the call. */
const KEEP_RINGING = new Set(['Pause', 'Reject', 'Redirect', 'Hangup', 'Start', 'Stop', 'Leave']);

export interface Course extends RunLimits {
  shared: SharedCall;
  /** The number's fallback URL, requested once if a document cannot be fetched. */
  fallback?: Webhook | undefined;
}

/** Runs documents on a leg, from the first webhook or inline TwiML until nothing is left to do. */
export async function runDocuments(
  leg: Leg,
  first: Webhook | InlineTwiml,
  course: Course,
): Promise<Over> {
  let webhook = first;
  let fallback = course.fallback;
  for (let documents = 0; documents < MAX_DOCUMENTS; documents += 1) {
    if (leg.hungUp.aborted) return 'caller-left';
    if (documents > 0 && 'url' in webhook && leg.network.takesOver(webhook.url)) {
      await ask(leg, webhook);
      return 'taken-over';
    }
    const document =
      'url' in webhook
        ? await fetchDocument(leg, webhook, course.experience)
        : readInline(leg, webhook);
    let next: Next;
    if (document.kind === 'failed') {
      if (fallback === undefined) return 'application-error';
      const { ErrorCode, ErrorUrl } = document;
      const parameters = { ...leg.parameters(), ErrorCode, ErrorUrl };
      next = { go: 'to', webhook: { ...fallback, parameters } };
      fallback = undefined;
    } else if (document.kind === 'over') {
      return document.how;
    } else {
      next = await runDocument(leg, document, course);
    }
    if (next.go === 'over') return next.how;
    if (next.go === 'on') return leg.hungUp.aborted ? 'caller-left' : 'done';
    webhook = next.webhook;
  }
  leg.timeline.alert(error(12100, `the call requested ${MAX_DOCUMENTS} documents: a loop`));
  return 'application-error';
}

type Document =
  | { kind: 'twiml'; url: string; verbs: TwimlElement[] }
  | { kind: 'over'; how: Over }
  | { kind: 'failed'; ErrorCode: string; ErrorUrl: string };

function readInline({ timeline }: Leg, { twiml }: InlineTwiml): Document {
  const parsed = readTwiml(twiml);
  if (!('failure' in parsed)) return { kind: 'twiml', url: NO_DOCUMENT, verbs: parsed.verbs };
  timeline.alert(parsed.failure);
  return { kind: 'failed', ErrorCode: String(parsed.failure.code), ErrorUrl: '' };
}

/** Requests a document and treats the answer as Voice does. */
async function fetchDocument(
  leg: Leg,
  webhook: Webhook,
  experience: Experience,
): Promise<Document> {
  const { timeline } = leg;
  const answer = await ask(leg, webhook);
  const failed = (code: number): Document => ({
    kind: 'failed',
    ErrorCode: String(code),
    ErrorUrl: webhook.url.replace(/#.*$/, ''),
  });
  if ('failure' in answer) return failed(answer.failure.code);

  const type = answer.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type.startsWith('audio/')) {
    timeline.add({ from: 'twilio', to: leg.person, what: 'plays a recording and hangs up' });
    experience.heardWords();
    return { kind: 'over', how: 'hung-up' };
  }
  const text = type === 'text/plain';
  if (!text && !xmlTypes.includes(type)) {
    timeline.alert(error(12300, `the content type is "${type}", not text/xml`));
    return failed(12300);
  }
  const parsed = readTwiml(answer.body);
  if ('failure' in parsed) {
    if (text) {
      const spoken = answer.body.slice(0, 80);
      timeline.add({ from: 'twilio', to: leg.person, what: `reads "${spoken}" aloud, hangs up` });
      return { kind: 'over', how: 'read-aloud' };
    }
    timeline.alert(parsed.failure);
    return failed(parsed.failure.code);
  }
  for (const alert of parsed.alerts) timeline.alert(alert);
  return { kind: 'twiml', url: answer.url, verbs: parsed.verbs };
}

/** One document, verb by verb. */
async function runDocument(
  leg: Leg,
  document: { url: string; verbs: TwimlElement[] },
  course: Course,
): Promise<Next> {
  const { experience, shared, allowed } = course;
  for (const element of document.verbs) {
    if (leg.hungUp.aborted) return over('caller-left');
    const verb = verbRunners[element.name];
    if (verb === undefined || allowed?.has(element.name) === false) {
      const place = allowed === undefined ? 'in this simulation' : 'here';
      leg.timeline.alert(warning(12200, `<${element.name}> is not supported ${place}`));
      continue;
    }
    const answers = element.name === 'Pause' && leg.network.deviations.pauseAnswers;
    if (answers || !KEEP_RINGING.has(element.name)) leg.answer();
    const next = await verb({
      element,
      document: document.url,
      leg,
      experience,
      shared,
      run: (other, first, limits) => runDocuments(other, first, { ...limits, shared }),
    });
    if (next.go !== 'on') return next;
  }
  return { go: 'on' };
}
