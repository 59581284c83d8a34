import {
  type Findings,
  type Leg,
  makeRecord,
  withoutPeople,
} from '../../../src/call-record/record';
import { toRecord } from '../../support/call-record';
import { identifiedCall } from '../../support/hand-off';

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 9, 0, second));
const iso = (second: number) => at(second).toISOString();

/** A leg from one second to another, answered this many seconds before its end. */
function leg(began: number, ended: number, seconds: number | null, more: Partial<Leg> = {}): Leg {
  const status = seconds === null ? 'busy' : 'completed';
  const ends = { from: '+15550001111', to: '+15550002222' };
  return { ...ends, status, began: at(began), ended: at(ended), seconds, ...more };
}

/** A minute with an agent, with nobody dialed. */
const FINDINGS: Findings = {
  call: leg(0, 60, 59),
  legs: [],
  recordings: [],
  outcome: 'completed',
  leavesNoTrace: false,
  endsWhenCompleted: true,
};

/** The record of a call with these findings, as its schema allows it. */
const recordOf = (findings: Partial<Findings>, event = {}) =>
  toRecord(makeRecord(identifiedCall(event), { ...FINDINGS, ...findings }));

describe('a record', () => {
  test('has the times of the call, whose length counts from its answer', () => {
    expect(recordOf({})).toMatchObject({
      began: iso(0),
      answered: iso(1),
      ended: iso(60),
      secondsWithAgent: 59,
      endedReason: 'agent-finished',
    });
  });

  test('gives the agent the time until the first person was dialed', () => {
    const legs = [leg(31, 35, null), leg(36, 60, 20, { to: 'sip:a@b.example' })];
    expect(recordOf({ outcome: 'agent', legs })).toMatchObject({
      secondsWithAgent: 30,
      secondsInQueue: 0,
      secondsWithPerson: 20,
      endedReason: 'person-finished',
      engagements: null,
      destinations: [
        { kind: 'number', result: 'busy', answered: null, seconds: null },
        { kind: 'sip', result: 'completed', answered: iso(40), seconds: 20 },
      ],
    });
  });

  test('says that nobody answered if the last person did not', () => {
    const legs = [leg(31, 35, null)];
    expect(recordOf({ outcome: 'agent', legs }).endedReason).toBe('nobody-answered');
    // Somebody may have answered in the queue that comes after that.
    const reach = { legs, leavesNoTrace: true };
    expect(recordOf({ outcome: 'agent', ...reach }).endedReason).toBeNull();
  });

  test.each([
    ['caller-hung-up', [], 'caller-hung-up'],
    ['caller-hung-up', [leg(31, 60, 20)], 'interrupted'],
    ['caller-hung-up', null, null],
    ['interrupted', [], null],
    ['interrupted', [leg(31, 60, 20)], 'interrupted'],
    ['failed', null, 'failed'],
    [null, [], null],
  ] as const)('takes the agent’s %s with the legs %j for %s', (outcome, legs, expected) => {
    expect(recordOf({ outcome, legs }).outcome).toBe(expected);
  });

  test('does not know the times of a call that may have been in a queue', () => {
    expect(recordOf({ outcome: 'agent', leavesNoTrace: true })).toMatchObject({
      secondsWithAgent: null,
      secondsInQueue: null,
      secondsWithPerson: null,
    });
  });

  test('does not know what came after a conversation that continues elsewhere', () => {
    const reach = { leavesNoTrace: true, endsWhenCompleted: false };
    expect(recordOf(reach)).toMatchObject({ engagements: null, endedReason: null });
  });

  test('has null for everything that could not be read', () => {
    const nothing = { from: null, to: null, status: 'completed', began: null, ended: null };
    const call = { ...nothing, seconds: null };
    const findings = { call, legs: null, recordings: null, outcome: null };
    expect(recordOf(findings)).toMatchObject({
      began: null,
      answered: null,
      secondsWithPerson: null,
      destinations: null,
      recordings: null,
    });
  });

  test.each([
    ['inbound', 'inbound'],
    ['outbound-api', 'outbound'],
    [undefined, null],
  ])('says of the direction %s: %s', (Direction, expected) => {
    expect(recordOf({}, { Direction }).direction).toBe(expected);
  });

  test.each([
    ['+15550001111', 'number'],
    ['sips:a@b.example', 'sip'],
    ['client:jo', 'client'],
    ['conference', 'other'],
    [null, 'other'],
  ])('says of the destination %s: %s', (to, kind) => {
    const legs = [leg(1, 2, 1, { to })];
    expect(recordOf({ legs }).destinations).toMatchObject([{ kind }]);
  });

  test('without people has neither the ends of the call nor those of its legs', () => {
    const record = recordOf({ legs: [leg(1, 2, 1)] });
    expect(JSON.stringify(record)).toMatch(/\+1555/);
    expect(JSON.stringify(toRecord(withoutPeople(record)))).not.toMatch(/\+1555/);
  });
});
