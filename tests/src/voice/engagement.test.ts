import { StatusError, TimeoutError } from '../../../src/http/errors';
import { numberEngagement } from '../../../src/voice/engagement';
import { identifiedCall } from '../../support/hand-off';
import { CALL, FLOW_SID } from '../../support/runtime';

const FACTS = { api: 'ASAPP', method: 'GET', path: '/x' };
const UNKNOWN = () => Promise.reject(new StatusError({ ...FACTS, status: 404 }));
const KNOWN = async () => ({ conversationId: 'CA1' });
const NEW = 1_800_000_000_123;

/** The number that an engagement gets, and how often the agent was asked. */
async function number(event: Record<string, unknown>, recall: () => Promise<unknown> = KNOWN) {
  jest.spyOn(Date, 'now').mockReturnValue(NEW);
  const asked = jest.fn(recall);
  const { signal } = new AbortController();
  const call = identifiedCall(event);
  const { engagement } = await numberEngagement(
    call,
    { ...CALL, ...event },
    { recall: asked },
    signal,
  );
  jest.restoreAllMocks();
  return { engagement, asked: asked.mock.calls.length };
}
const FLOW = { FlowEvent: 'return', flowSid: FLOW_SID };

describe('the number of an engagement', () => {
  test.each([
    ['in the URL, from 2 on', { engagement: '2' }, 2],
    ['in the URL of a flow that counts', { engagement: '1', ...FLOW }, 1],
    ['1 while the call is ringing', { CallStatus: 'ringing' }, 1],
    ['1 while the call of a flow is ringing', { CallStatus: 'ringing', ...FLOW }, 1],
    ['new for a direct call that comes back', {}, NEW],
    ['new for a direct call whose URL always says 1', { engagement: '1' }, NEW],
    ['new for a call whose number is malformed', { engagement: 'x' }, NEW],
  ])('is %s, without a request', async (_case, event, engagement) => {
    expect(await number(event)).toEqual({ engagement, asked: 0 });
  });

  test.each([
    ['1 if the agent does not know the call', UNKNOWN, 1],
    ['1 if the agent keeps no record', async () => undefined, 1],
    ['new if the agent knows the call', KNOWN, NEW],
    [
      'new if the agent refuses',
      () => Promise.reject(new StatusError({ ...FACTS, status: 500 })),
      NEW,
    ],
    ['new if the agent does not answer', () => Promise.reject(new TimeoutError(FACTS)), NEW],
  ])('for a flow that passes none is %s', async (_case, recall, engagement) => {
    expect(await number(FLOW, recall)).toEqual({ engagement, asked: 1 });
  });

  test('is new if the agent takes longer than half a second', async () => {
    jest.useFakeTimers({ now: NEW });
    const never = (_call: unknown, signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new TimeoutError(FACTS)));
      });
    const numbering = numberEngagement(
      identifiedCall(FLOW),
      { ...CALL, ...FLOW },
      { recall: never },
      new AbortController().signal,
    );
    await jest.advanceTimersByTimeAsync(500);
    expect((await numbering).engagement).toBe(NEW + 500);
    jest.useRealTimers();
  });
});
