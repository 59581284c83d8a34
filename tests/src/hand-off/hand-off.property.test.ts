import fc from 'fast-check';
import { whisper } from '../../../src/hand-off/whisper';
import { createLog } from '../../../src/runtime/log';
import { OUTCOMES } from '../../../src/voice/outcome';
import { route } from '../../../src/voice/routing';
import { anyText, anyVariables } from '../../support/arbitrary';
import { runs } from '../../support/cases';
import { captureConsole } from '../../support/console';
import { handedOff, handOffDetails } from '../../support/hand-off';
import {
  answerOf,
  CALL_SID,
  DOMAIN_NAME,
  FLOW_SID,
  twimlOf,
  WORKFLOW_SID,
} from '../../support/runtime';
import { type Element, elements, parseTwiml, verbs } from '../../support/twiml';

const ENVIRONMENT = {
  WHISPER_VARIABLES: 'customerName next_action toString __proto__',
  WHISPER_ACCEPT: 'true',
  SYSTEM_DESTINATION: 'next_action=a:client:a toString=b:client:b *:client:c',
};

/** In CI 10,000 contexts in all, 1,250 for each kind of destination. */
const contexts = { numRuns: runs(1_250) };

const anyContext = fc.record({
  conversationId: fc.constant(CALL_SID),
  taskName: fc.option(anyText, { nil: undefined }),
  transferVariables: anyVariables,
  referenceVariables: anyVariables,
  summary: fc.option(anyText, { nil: undefined }),
  isSummaryLate: fc.boolean(),
});
const anyOutcome = fc.constantFrom(...OUTCOMES);

captureConsole();

/** The TwiML for any context, checked by `inspect`. */
function forAnyContext(chain: string, inspect: (response: Element, leftOut: number) => void) {
  fc.assert(
    fc.property(anyContext, anyOutcome, anyText, (context, outcome, From) => {
      const { response, xml, leftOut } = handedOff({
        chain,
        context,
        outcome,
        environment: ENVIRONMENT,
        event: { From },
      });
      expect(Buffer.byteLength(xml)).toBeLessThan(64_000);
      inspect(response, leftOut.length);
    }),
    contexts,
  );
}

/** The headers of a SIP URI, as its receiver decodes them. */
function headersOf(uri: string): [string, string][] {
  const [address = '', query = ''] = uri.split(/\?(.*)/s);
  expect(address.length).toBeLessThan(255);
  expect(query.length).toBeLessThan(1_024);
  return query.split('&').map((header) => {
    const [name = '', value = '', ...more] = header.split('=');
    expect(more).toEqual([]);
    return [name, decodeURIComponent(value)];
  });
}

describe('any context', () => {
  test('goes to a SIP address only in headers that Twilio accepts', () => {
    forAnyContext('sip:desk@pbx.example;transport=tls?X-Own=7', (response) => {
      const [sip, ...more] = elements(response, 'Sip');
      expect(more).toEqual([]);
      const headers = headersOf(sip?.text ?? '');
      expect(sip?.text).toMatch(/^sip:desk@pbx\.example;transport=tls\?X-Own=7&[\x21-\x7e]+$/);
      const names = headers.map(([name]) => name.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
      for (const [name, value] of headers) {
        expect(name).toMatch(/^X-[A-Za-z0-9-]+$/);
        expect(name).not.toMatch(/^X-Twilio/i);
        expect(value).toMatch(/^[\x20-\x7e]*$/);
      }
    });
  });

  test('goes to a client in parameters', () => {
    forAnyContext('client:alice', (response) => {
      const parameters = elements(response, 'Parameter').map(({ attributes }) => attributes);
      const size = parameters.map(({ name = '', value = '' }) => name.length + value.length);
      expect(size.reduce((sum, one) => sum + one, 0)).toBeLessThan(1_024);
      expect(parameters[0]?.name).toBe('outcome');
      expect(verbs(response)).toEqual(['Dial']);
    });
  });

  test('goes to a workflow in attributes', () => {
    forAnyContext(WORKFLOW_SID, (response) => {
      const json = elements(response, 'Task')[0]?.text ?? '';
      expect(json.length).toBeLessThanOrEqual(3_000);
      expect(JSON.parse(json)).toMatchObject({ type: 'inbound', conversationId: CALL_SID });
    });
  });

  test.each([FLOW_SID, 'https://example.com/twiml?own=1#rc=2'])(
    'goes to %s in a query',
    (destination) => {
      forAnyContext(destination, (response) => {
        const url = new URL(elements(response, 'Redirect')[0]?.text ?? '');
        expect(url.href.length).toBeLessThan(2_000);
        expect(url.hash).toBe(destination === FLOW_SID ? '' : '#rc=2');
        const own = [destination === FLOW_SID ? 'Trigger' : 'own'];
        const names = [...url.searchParams.keys()].filter((name) => !/^context_\w+$/.test(name));
        expect(names).toEqual(own);
      });
    },
  );

  test.each(['+15551234567', 'queue:support', 'voicemail'])(
    'adds nothing to the verb for %s',
    (destination) => {
      forAnyContext(destination, (response, leftOut) => {
        expect(
          ['Number', 'Enqueue', 'Record'].flatMap((name) => elements(response, name)),
        ).toHaveLength(1);
        expect(leftOut).toBe(0);
      });
    },
  );

  test('is spoken in a whisper of at most 1000 characters', () => {
    fc.assert(
      fc.property(anyContext, fc.boolean(), (context, mustAccept) => {
        const environment = { ...ENVIRONMENT, WHISPER_ACCEPT: String(mustAccept) };
        const { call, config } = handOffDetails({ chain: '', environment });
        const invocation = { domainName: DOMAIN_NAME, log: createLog({ LOG_LEVEL: 'silent' }) };
        const answer = answerOf(whisper(invocation, call, config, context));
        const response = parseTwiml(twimlOf(answer));
        expect(elements(response, 'Say')[0]?.text.length).toBeLessThanOrEqual(1_000);
        expect(verbs(response)).toEqual(mustAccept ? ['Gather', 'Hangup'] : ['Say']);
      }),
      contexts,
    );
  });

  test('is routed somewhere', () => {
    fc.assert(
      fc.property(anyContext, (context) => {
        const { destinations } = handOffDetails({ chain: '', environment: ENVIRONMENT }).config;
        expect(route('system', context, destinations)).toHaveLength(1);
      }),
      contexts,
    );
  });
});
