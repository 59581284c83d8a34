import { readHandOffConfig } from '../../../src/hand-off/config';
import { actionUrl, readHandOff, startHandOff } from '../../../src/hand-off/hand-off';
import { forLine } from '../../../src/runtime/variables';
import { readCall } from '../../../src/voice/call';
import { formatChain } from '../../../src/voice/chain';
import type { Outcome } from '../../../src/voice/outcome';
import { RETRIES } from '../../../src/voice/urls';
import { CALLER, learned } from '../../support/hand-off';
import { CALL, CALL_SID, DOMAIN_NAME, FLOW_SID } from '../../support/runtime';

const VOICEMAIL = { VOICEMAIL_CALLBACK_URL: 'https://example.com/voicemail' };

const configOf = (environment: Record<string, string>) => readHandOffConfig(environment).value;

describe('the start of a hand-off', () => {
  function start(
    environment: Record<string, string>,
    outcome: Outcome = 'agent',
    call = CALLER,
    context = learned(),
  ) {
    return formatChain(startHandOff(call, outcome, context, configOf(environment)).chain);
  }

  test('chooses the chain by outcome and context', () => {
    const environment = {
      AGENT_DESTINATION: 'client:agent',
      SYSTEM_DESTINATION: 'next_action=refund:client:refund *:client:system',
      FALLBACK_DESTINATION: 'client:fallback',
    };
    expect(start(environment)).toBe('client:agent');
    expect(start(environment, 'system')).toBe('client:system');
    const refund = learned({ next_action: 'refund' });
    expect(start(environment, 'system', CALLER, refund)).toBe('client:refund');
    expect(start(environment, 'interrupted')).toBe('client:fallback');
  });

  test('adds voicemail to the end of the chain if VOICEMAIL_CALLBACK_URL is set', () => {
    expect(start({ AGENT_DESTINATION: 'client:a', ...VOICEMAIL })).toBe('client:a voicemail');
    expect(start(VOICEMAIL)).toBe('voicemail');
  });

  test('adds no second voicemail, and none after a destination that keeps the call', () => {
    const voicemail = { AGENT_DESTINATION: 'client:a voicemail', ...VOICEMAIL };
    expect(start(voicemail)).toBe('client:a voicemail');
    const url = { AGENT_DESTINATION: 'https://example.com/', ...VOICEMAIL };
    expect(start(url)).toBe('https://example.com/');
  });

  test('adds no voicemail after a completed conversation', () => {
    expect(start(VOICEMAIL, 'completed')).toBe('');
  });

  test('leaves out a flow if its URL is unknown or Studio refuses the call, which the account placed', () => {
    const call = readCall({ ...CALL, AccountSid: '' });
    const AGENT_DESTINATION = `client:a ${FLOW_SID}`;
    expect(start({ AGENT_DESTINATION }, 'agent', call)).toBe('client:a');
    const placed = readCall({ ...CALL, Direction: 'outbound-api' });
    expect(start({ AGENT_DESTINATION }, 'agent', placed)).toBe('client:a');
    const flowOnly = { AGENT_DESTINATION: FLOW_SID, ...VOICEMAIL };
    expect(start(flowOnly, 'agent', call)).toBe('voicemail');
    const withFallback = { ...flowOnly, FALLBACK_DESTINATION: 'client:fallback' };
    expect(start(withFallback, 'agent', call)).toBe('client:fallback voicemail');
  });
});

describe('the action URL of a hand-off', () => {
  test('carries the destinations that are left and everything else the next request needs', () => {
    const call = readCall({ ...CALL, engagement: '2', line: 'sales', voiceAgent: 'clerk' });
    const config = configOf({ SYSTEM_DESTINATION: 'client:a +15551234567 voicemail' });
    const handOff = startHandOff(call, 'system', learned(), config);
    expect(actionUrl({ ...handOff, isTranscribed: true }, DOMAIN_NAME)).toBe(
      `https://${DOMAIN_NAME}/hand-off?chain=%2B15551234567%20voicemail&outcome=system` +
        `&engagement=2&line=SALES&voiceAgent=clerk&transcribed=1${RETRIES}`,
    );
  });

  test('carries an empty chain once the last destination is tried', () => {
    const handOff = startHandOff(
      CALLER,
      'agent',
      learned(),
      configOf({ AGENT_DESTINATION: 'client:a' }),
    );
    expect(actionUrl(handOff, DOMAIN_NAME)).toContain('/hand-off?chain=&outcome=agent#');
  });
});

describe('a hand-off read from its URL', () => {
  const FALLBACK = { AGENT_DESTINATION: 'client:agent', FALLBACK_DESTINATION: 'client:fallback' };

  function read(event: Record<string, unknown>, environment: Record<string, string> = FALLBACK) {
    const { chain, ...rest } = readHandOff({ ...CALL, ...event }, configOf(environment));
    return { chain: formatChain(chain), ...rest };
  }

  test('has what the URL carries', () => {
    const event = {
      chain: '+15551234567 voicemail',
      outcome: 'system',
      engagement: '2',
      transcribed: '1',
    };
    expect(read(event)).toMatchObject({
      call: { callSid: CALL_SID, engagement: 2 },
      chain: '+15551234567 voicemail',
      outcome: 'system',
      isTranscribed: true,
    });
  });

  test('of a Voice SDK caller needs the CallSid in its chain, which the app could not have known', () => {
    const from = 'client:ann';
    expect(read({ From: from, chain: '+19005550000' }).chain).toBe('client:fallback');
    expect(read({ From: from, chain: `${CALL_SID} client:bob` }).chain).toBe('client:bob');
    expect(read({ From: from, chain: CALL_SID }).chain).toBe('');
    expect(read({ chain: `${CALL_SID} client:bob` }).chain).toBe('client:bob');
    const call = readCall({ ...CALL, From: from });
    const url = actionUrl(startHandOff(call, 'agent', learned(), configOf(FALLBACK)), DOMAIN_NAME);
    expect(new URL(url).searchParams.get('chain')).toBe(CALL_SID);
  });

  test('stays the same if a variable changes during the call', () => {
    const changed = {
      AGENT_DESTINATION: 'client:other',
      FALLBACK_DESTINATION: 'client:other',
      ...VOICEMAIL,
    };
    expect(read({ chain: 'client:b', outcome: 'agent' }, changed).chain).toBe('client:b');
    expect(read({ chain: '', outcome: 'agent' }, changed).chain).toBe('');
  });

  test('has no destination left if the chain is empty', () => {
    expect(read({ chain: '', outcome: 'completed' })).toMatchObject({
      chain: '',
      outcome: 'completed',
    });
  });

  test.each([
    ['is missing', {}],
    ['came twice', { chain: ['client:a', 'client:b'] }],
    ['has a word that is no destination', { chain: 'client:a nonsense' }],
    ['has control characters', { chain: 'client:a\u0000' }],
    ['is longer than any of ours', { chain: 'client:a '.repeat(1_000) }],
    ['was written by version 0.1, which counted steps', { chain: 'client:a client:b', step: '0' }],
  ])('uses the fallback chain if the chain %s', (_case, event) => {
    expect(read({ ...event, outcome: 'agent', transcribed: '1' })).toMatchObject({
      chain: 'client:fallback',
      outcome: 'failed',
      isTranscribed: true,
    });
  });

  test('uses the fallback chain of the called line', () => {
    const environment = { ...FALLBACK, FALLBACK_DESTINATION_SALES: 'client:sales' };
    const config = readHandOffConfig(forLine(environment, 'SALES')).value;
    const { chain } = readHandOff({ ...CALL, line: 'sales' }, config);
    expect(formatChain(chain)).toBe('client:sales client:fallback');
  });

  test.each(['toString', 'AGENT', '', ['agent']])(
    'counts as failed with the outcome %j',
    (outcome) => {
      expect(read({ chain: 'client:a', outcome })).toMatchObject({
        chain: 'client:a',
        outcome: 'failed',
      });
    },
  );
});
