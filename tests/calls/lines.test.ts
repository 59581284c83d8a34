import { answerTo, dialled, spoken } from '../../tools/simulator';
import { inWorld } from './world';

const PERSON = '+15550103000';

describe('a call to a line', () => {
  const env = {
    GREETING: 'Welcome.',
    GREETING_WEST_COAST: 'Bienvenidos.',
    SAY_LANGUAGE_WEST_COAST: 'es-MX',
    CALLER_ID_WEST_COAST: '+15550199999',
    AGENT_DESTINATION: PERSON,
    INPUT_VARIABLES_WEST_COAST: 'callerNumber=From',
  };

  test('has the greeting, language, caller ID and input variables of its line', async () => {
    await inWorld({ env }, async (world) => {
      const report = await world.call({
        voiceUrl: `${world.origin}/engage?line=west-coast`,
        agent: { outcome: 'agent', frames: 1 },
      });

      expect(spoken(report)).toContain('says "Bienvenidos."');
      expect(answerTo(report, '/engage')).toContain('<Say language="es-MX">');
      expect(answerTo(report, '/engage')).toContain('name="callerNumber"');
      expect(answerTo(report, '/call-complete')).toContain('callerId="+15550199999"');
      expect(dialled(report)).toEqual([PERSON]);
    });
  });

  test.each([
    ['the agent cannot be reached', { ASAPP_API_SECRET_SALES: 'wrong' }],
    ['the agent gets no calls of the line', { VOICE_AGENT_PERCENT_SALES: '0' }],
  ])('goes where its line says if %s', async (_why, variables) => {
    const people = { AGENT_DESTINATION: PERSON, AGENT_DESTINATION_SALES: 'client:sales' };
    await inWorld({ env: { ...people, ...variables } }, async (world) => {
      const report = await world.call({ voiceUrl: `${world.origin}/engage?line=sales` });
      expect(dialled(report)).toEqual(['client:sales']);
    });
  });

  test('without variables of its own has those of the service', async () => {
    await inWorld({ env }, async (world) => {
      const report = await world.call({
        voiceUrl: `${world.origin}/engage?line=support`,
        agent: { outcome: 'agent', frames: 1 },
      });

      expect(spoken(report)).toContain('says "Welcome."');
      expect(answerTo(report, '/call-complete')).not.toContain('callerId');
    });
  });

  test('continues as a call without a line if the name cannot be one, and the log says so', async () => {
    await inWorld({ env }, async (world) => {
      const report = await world.call({
        voiceUrl: `${world.origin}/engage?line=percent`,
        agent: { outcome: 'agent', frames: 1 },
      });

      expect(spoken(report)).toContain('says "Welcome."');
      expect(dialled(report)).toEqual([PERSON]);
      expect(
        world.logs.filter((line) => line.includes('line must be 1 to 40 letters')),
      ).toHaveLength(1);
    });
  });
});

describe('a call from a Voice SDK app', () => {
  const hostile = 'line=sales&engagement=9&customerId=somebody-else&plan=platinum&flowSid=FW1';
  const env = { AGENT_DESTINATION: PERSON, AGENT_DESTINATION_SALES: 'client:sales' };

  test('cannot choose its parameters', async () => {
    await inWorld({ env }, async (world) => {
      const report = await world.call({
        from: 'client:alice',
        voiceUrl: `${world.origin}/engage?${hostile}`,
        agent: { outcome: 'agent', frames: 1 },
      });

      const engaged = answerTo(report, '/engage');
      expect(engaged).not.toMatch(/somebody-else|platinum|SALES|engagement=9/);
      expect(answerTo(report, '/call-complete')).not.toContain('sales');
    });
  });

  test('has the parameters that CLIENT_PARAMETERS names', async () => {
    await inWorld({ env: { ...env, CLIENT_PARAMETERS: 'line plan' } }, async (world) => {
      const report = await world.call({
        from: 'client:alice',
        voiceUrl: `${world.origin}/engage?${hostile}`,
        agent: { outcome: 'agent', frames: 1 },
      });

      const engaged = answerTo(report, '/engage');
      expect(engaged).toContain('name="plan" value="platinum"');
      expect(engaged).not.toContain('somebody-else');
      expect(dialled(report)).toEqual(['client:sales']);
    });
  });

  test('cannot choose whom to dial, even if Twilio sends its parameters with every request', async () => {
    const chain = {
      AGENT_DESTINATION: `${PERSON} client:bob`,
      FALLBACK_DESTINATION: 'client:carl',
    };
    await inWorld({ env: chain }, async (world) => {
      const report = await world.call({
        from: 'client:alice',
        parameters: { chain: '+19005550000', outcome: 'agent' },
        agent: { outcome: 'agent', frames: 1 },
        script: { answers: ['busy', 'answered'] },
      });

      expect(dialled(report)).toEqual([PERSON, 'client:carl']);
      expect(report.end).toBe('with-person');
    });
  });

  test('reaches the next destination like any other call', async () => {
    await inWorld({ env: { AGENT_DESTINATION: `${PERSON} client:bob` } }, async (world) => {
      const report = await world.call({
        from: 'client:alice',
        agent: { outcome: 'agent', frames: 1 },
        script: { answers: ['busy', 'answered'] },
      });

      expect(dialled(report)).toEqual([PERSON, 'client:bob']);
    });
  });
});
