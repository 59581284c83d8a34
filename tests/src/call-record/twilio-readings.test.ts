import { readTwilio } from '../../../src/call-record/twilio-readings';
import type { Invocation } from '../../../src/runtime/function';
import { CALL_SID } from '../../support/runtime';
import { hurry, useTestClock } from '../../support/time';

useTestClock();

const CALL = {
  from: '+15550001111',
  to: '+15550002222',
  status: 'completed',
  dateCreated: new Date(1_000),
  startTime: new Date(2_000),
  endTime: new Date(9_000),
  duration: '7',
};
const refused = (status: number) => Promise.reject(Object.assign(new Error('marked'), { status }));

/** What the three readings bring, each time they are made. */
interface Answers {
  readonly call?: () => Promise<unknown>;
  readonly legs?: () => Promise<unknown>;
  readonly recordings?: () => Promise<unknown>;
}

function twilio({ call, legs, recordings }: Answers) {
  const calls = Object.assign(
    () => ({
      fetch: call ?? (async () => CALL),
      recordings: { list: recordings ?? (async () => []) },
    }),
    { list: legs ?? (async () => []) },
  );
  // Safe: of the client, only what is here is used.
  return (() => ({ calls })) as unknown as Invocation['twilioClient'];
}

const read = (answers: Answers) => hurry(readTwilio(twilio(answers), CALL_SID));

describe('what Twilio says about a call', () => {
  test('is read in one go: its times, its legs in order, its recordings', async () => {
    const legs = async () => [{ ...CALL, dateCreated: new Date(5_000) }, CALL];
    const recordings = async () => [{ sid: 'RE1' }];
    const readings = await read({ legs, recordings });

    expect(readings?.call).toMatchObject({ began: new Date(1_000), seconds: 7 });
    expect(readings?.legs?.map(({ began }) => began?.getTime())).toEqual([1_000, 5_000]);
    expect(readings?.recordings).toEqual(['RE1']);
  });

  test('is null where a request hangs, without waiting longer than two attempts', async () => {
    const legs = jest.fn(() => new Promise(() => {}));
    const started = Date.now();
    const readings = await read({ legs });

    expect(readings).toMatchObject({ call: { seconds: 7 }, legs: null, recordings: [] });
    expect(legs).toHaveBeenCalledTimes(2);
    expect(Date.now() - started).toBeLessThan(4_500);
  });

  test.each([
    [500, 2],
    [429, 1],
    [401, 1],
  ])('is null after HTTP %d, with %d requests', async (status, times) => {
    const recordings = jest.fn(() => refused(status));
    expect(await read({ recordings })).toMatchObject({ recordings: null });
    expect(recordings).toHaveBeenCalledTimes(times);
  });

  test('is undefined if Twilio has no such call', async () => {
    expect(await read({ call: () => refused(404) })).toBeUndefined();
  });

  test('is null without credentials', async () => {
    const none = () => {
      throw new Error('no credentials');
    };
    expect(await readTwilio(none, CALL_SID)).toEqual({ call: null, legs: null, recordings: null });
  });

  test('may lack any field', async () => {
    const call = async () => ({ dateCreated: new Date(Number.NaN), endTime: null });
    const legs = async () => [{ status: 'completed', duration: null }];
    const nothing = { from: null, to: null, began: null, ended: null, seconds: null };
    expect(await read({ call, legs })).toMatchObject({
      call: { ...nothing, status: null },
      legs: [{ ...nothing, status: 'completed' }],
    });
  });
});
