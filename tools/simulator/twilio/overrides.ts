/**
 * Connection overrides: the fragment of a webhook URL.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export interface Overrides {
  /** Milliseconds for the connection: `ct`. */
  connectMs: number;
  /** Milliseconds for the answer: `rt`. */
  readMs: number;
  /** Milliseconds in all, retries and all: `tt`. */
  totalMs: number;
  /** Retries after the first attempt: `rc`. */
  retries: number;
  /** The failures that are retried: `rp`. */
  retryAfter: ReadonlySet<Failure>;
}

/** A kind of failed attempt: no connection, no answer in time, or a refusal. */
export type Failure = 'ct' | 'rt' | '4xx' | '5xx';

const failures: readonly Failure[] = ['ct', 'rt', '4xx', '5xx'];

/** Splits a URL into what is sent and signed, and how to send it. */
export function splitOverrides(url: string): { url: string; overrides: Overrides } {
  const [sent = '', fragment = ''] = url.split('#', 2);
  const given = new URLSearchParams(fragment);
  const number = (key: string, low: number, high: number, standard: number) => {
    const value = Number.parseInt(given.get(key) ?? '', 10);
    return value >= low && value <= high ? value : standard;
  };
  return {
    url: sent,
    overrides: {
      connectMs: number('ct', 100, 10_000, 5000),
      readMs: number('rt', 100, 15_000, 15_000),
      totalMs: number('tt', 100, 15_000, 15_000),
      retries: number('rc', 0, 5, 1),
      retryAfter: new Set(policy(given.get('rp') ?? 'ct')),
    },
  };
}

function policy(list: string): readonly Failure[] {
  const names = list.split(',');
  return names.includes('all') ? failures : failures.filter((each) => names.includes(each));
}
