import { isAnsweringMachine, partyParameter } from '../../../src/voice/parties';

const EVENT = {
  From: '+15550001111',
  To: '+15550002222',
  FromCity: 'Boston',
  ToCity: 'Miami',
  Caller: '+15550001111',
  Called: '+15550002222',
  CallSid: 'CA1',
};

describe('a parameter of one party', () => {
  test.each([
    ['inbound', 'From', '+15550001111'],
    ['inbound', 'ToCity', 'Miami'],
    ['outbound-dial', 'From', '+15550001111'],
    ['outbound-api', 'From', '+15550002222'],
    ['outbound-api', 'To', '+15550001111'],
    ['outbound-api', 'FromCity', 'Miami'],
    ['outbound-api', 'Caller', '+15550002222'],
    ['outbound-api', 'Called', '+15550001111'],
    ['outbound-api', 'CallSid', 'CA1'],
    ['outbound-api', 'FromCityHall', undefined],
    [undefined, 'From', '+15550001111'],
  ])('of a call with direction %p, named %s, is %p', (Direction, name, expected) => {
    expect(partyParameter({ ...EVENT, Direction }, name)).toBe(expected);
  });
});

describe('an answering machine', () => {
  test.each([
    ['machine_start', true],
    ['machine_end_beep', true],
    ['fax', true],
    ['human', false],
    ['unknown', false],
    [undefined, false],
  ])('is detected if AnsweredBy is %p: %s', (AnsweredBy, expected) => {
    expect(isAnsweringMachine({ AnsweredBy })).toBe(expected);
  });
});
