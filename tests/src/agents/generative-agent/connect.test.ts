import { generativeAgentConnector } from '../../../../src/agents/generative-agent/connect';
import { readCall } from '../../../../src/voice/call';
import { readStreamParameters } from '../../../../src/voice/stream-parameters';
import { STREAMING_URL, startAsapp, type TestAsapp } from '../../../support/asapp';
import { CALL, CALL_SID } from '../../../support/runtime';

let asapp: TestAsapp;
beforeEach(async () => {
  asapp = await startAsapp();
});
afterEach(() => asapp.close());

const connect = (event: Record<string, unknown>, config = asapp.config) =>
  generativeAgentConnector(config)(
    {
      call: { ...readCall(event), callSid: CALL_SID },
      event,
      parameters: readStreamParameters(event, []),
    },
    new AbortController().signal,
  );

describe('the stream to GenerativeAgent', () => {
  test('carries both ids, then the parameters of the call', async () => {
    const { url, parameters, leftOut } = await connect({ ...CALL, plan: 'gold' });
    expect(url).toBe(STREAMING_URL);
    expect(Object.entries(parameters)).toEqual([
      ['asapp_callTransferId', CALL_SID],
      ['asapp_externalConversationId', CALL_SID],
      ['plan', 'gold'],
    ]);
    expect(leftOut).toEqual([]);
  });

  test('has a new transfer of the same conversation for each engagement', async () => {
    expect((await connect({ ...CALL, engagement: '2' })).parameters).toEqual({
      asapp_callTransferId: `${CALL_SID}-2`,
      asapp_externalConversationId: CALL_SID,
    });
  });

  test.each([
    [undefined, undefined, null],
    ['s2s', undefined, 's2s'],
    ['cascade', 's2s', 'cascade'],
    [undefined, 's2s', 's2s'],
    ['turbo', 's2s', 's2s'],
    ['turbo', undefined, null],
  ] as const)(
    'is of the mode %p of the URL, else of the configured %p: %p',
    async (voiceAgentMode, configured, expected) => {
      const config = { ...asapp.config, voiceAgentMode: configured };
      const { leftOut } = await connect({ ...CALL, voiceAgentMode }, config);
      const asked = new URL(asapp.requests[0]?.url ?? '', asapp.config.origin);
      expect(asked.searchParams.get('voiceAgentMode')).toBe(expected);
      expect(leftOut).toEqual(voiceAgentMode === 'turbo' ? ['voiceAgentMode'] : []);
    },
  );
});
