import { connectCall } from '../../../src/agents/connect-call';
import { readCall } from '../../../src/voice/call';
import { readSpeech } from '../../../src/voice/speech';
import { captureConsole } from '../../support/console';
import { invocationOf } from '../../support/invocation';
import { answerOf, CALL_SID, twimlOf } from '../../support/runtime';
import { element, elements, parseTwiml, verbs } from '../../support/twiml';

const written = captureConsole();
const CONFIG = {
  inputVariables: [{ name: 'callerNumber', source: 'From' }],
  greeting: 'Welcome',
};

describe('connecting a call to an agent', () => {
  test('greets the caller, and tells the stream what the agent’s side wants told', async () => {
    const invocation = invocationOf({}, { event: { plan: ['a', 'b'] } });
    const call = { ...readCall(invocation.event), callSid: CALL_SID };
    const answer = await connectCall(
      invocation,
      call,
      async ({ parameters }, deadline) => {
        expect(deadline).toBe(invocation.deadline);
        return {
          url: 'wss://agent.example/',
          parameters: { id: 'x', ...parameters.values },
          leftOut: ['mode'],
        };
      },
      CONFIG,
      readSpeech({}).value,
    );
    const response = parseTwiml(twimlOf(answerOf(answer)));
    expect(verbs(response)).toEqual(['Say', 'Connect']);
    expect(element(response, 'Stream').attributes.url).toBe('wss://agent.example/');
    expect(elements(response, 'Parameter').map(({ attributes }) => attributes)).toEqual([
      { name: 'id', value: 'x' },
      { name: 'callerNumber', value: '+15550001111' },
    ]);
    expect(written.lines()).toEqual([
      { level: 'info', event: 'engaged', engagement: 1, names: ['plan', 'mode'] },
    ]);
  });

  test('fails where the agent is out of reach, and has logged no engagement then', async () => {
    const invocation = invocationOf({});
    const call = { ...readCall(invocation.event), callSid: CALL_SID };
    const outOfReach = new Error('out of reach');
    const connecting = connectCall(
      invocation,
      call,
      () => Promise.reject(outOfReach),
      CONFIG,
      readSpeech({}).value,
    );
    await expect(connecting).rejects.toBe(outOfReach);
    expect(written.text()).toBe('');
  });
});
