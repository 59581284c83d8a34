import type { AgentScript, AsappEndpoint, HttpFault, LocalAsapp } from '../../../simulator';
import type { Fault } from '../setup';

const STATUSES = [400, 401, 403, 404, 409, 422, 429, 500, 502, 503];

const BROKEN: Readonly<Record<string, HttpFault>> = {
  ...Object.fromEntries(STATUSES.map((status) => [status, status])),
  hang: 'hang',
  drip: 'drip',
  reset: 'reset',
  html: 'html',
  'empty-object': 'empty-object',
  huge: 'huge',
  redirect: { redirect: 'https://elsewhere.example.com/' },
  null: { json: null },
  array: { json: [] },
  number: { json: 42 },
  slow: { latencyMs: 1_500 },
  'slow-503': { latencyMs: 800, fault: 503 },
};

/** The two endpoints that a call needs: each broken for good, and for one request. */
const endpointFaults = (['streaming-url', 'call-transfer'] as const).flatMap((endpoint) =>
  Object.entries(BROKEN).flatMap(([kind, fault]) => [
    at(endpoint, kind, (asapp) => asapp.fault(endpoint, fault)),
    at(endpoint, `${kind}-once`, (asapp) => asapp.fault(endpoint, fault, 1)),
  ]),
);

function at(endpoint: AsappEndpoint, kind: string, change: (asapp: LocalAsapp) => void): Fault {
  return {
    name: `asapp.${endpoint}.${kind}`,
    changes: endpoint,
    apply: (setup) => void setup.asapp.push(change),
  };
}

const urlFaults = [
  at('streaming-url', 'ws-url', (asapp) => asapp.fault('streaming-url', 'ws-url')),
  at('streaming-url', 'url-with-query', (asapp) => asapp.fault('streaming-url', 'url-with-query')),
  at('streaming-url', 'not-a-url', (asapp) =>
    asapp.fault('streaming-url', { json: { streamingUrl: 'wss://' } }),
  ),
];

/** Summaries that no document describes. */
const SUMMARIES: Readonly<Record<string, HttpFault>> = {
  'no-text': { json: { summaryText: null } },
  'not-text': { json: { summaryText: { text: 'x' } } },
  endless: { json: { summaryText: 'x'.repeat(9_000) } },
  odd: { json: { summaryText: '\u0000\ufffe<&>"\' \ud800 ]]> 🙂. ключ' } },
};

/** Call transfers that no document describes. */
const RECORDS: Readonly<Record<string, Partial<AgentScript>>> = {
  expired: { record: { status: 'EXPIRED' } },
  'never-settles': { readsUntilSettled: 1_000 },
  'settles-late': { readsUntilSettled: 3 },
  'lower-case': { record: { status: 'completed', outputContext: { transferType: 'agent' } } },
  'unknown-type': { record: { outputContext: { transferType: 'MARS' } } },
  'unknown-status': { record: { status: 'PONDERING' } },
  'null-context': { record: { outputContext: null } },
  'caller-disconnect': { record: { outputContext: { transferType: 'CALLER_DISCONNECT' } } },
  'status-missing': { record: { status: undefined } },
  'context-is-text': { record: { outputContext: 'AGENT' } },
  'variables-are-a-list': { transferVariables: { list: [1, { a: null }], deep: { er: true } } },
  'variables-are-odd': {
    transferVariables: { ключ: '\u0000\u0001\ufffe', '': 'x', '<&>"\'': ']]>', emoji: '🙂' },
    referenceVariables: { constructor: 'x', toString: 1, 'a b\r\nc': 'X-Evil: 1' },
  },
  'variables-are-huge': {
    transferVariables: Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`key_${index}`, 'v'.repeat(400)]),
    ),
  },
};

const recordFaults = Object.entries(RECORDS).map(
  ([kind, script]): Fault => ({
    name: `asapp.record.${kind}`,
    changes: 'record',
    apply: (setup) => {
      setup.agent = { ...setup.agent, ...script };
    },
  }),
);

/** What a summary must never cost a call. */
const summaryFaults = Object.entries({ ...BROKEN, ...SUMMARIES }).map(
  ([kind, fault]): Fault => ({
    name: `asapp.summary.${kind}`,
    changes: 'summary',
    apply: (setup) => {
      setup.env.SUMMARY = 'true';
      setup.asapp.push((asapp) => asapp.fault('summary', fault));
    },
  }),
);

export const asappFaults: readonly Fault[] = [
  ...endpointFaults,
  ...urlFaults,
  ...recordFaults,
  ...summaryFaults,
];
