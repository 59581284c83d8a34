import { followUpAttributes } from '../../../src/follow-up/attributes';
import { identifiedCall, learned } from '../../support/hand-off';
import { CALL_SID } from '../../support/runtime';

const RECORDING = { recordingSid: `RE${'1'.repeat(32)}`, recordingUrl: 'https://api.example/RE1' };

function attributes(
  event: Record<string, unknown> = {},
  {
    environment = {},
    context = learned(),
    recording = undefined as typeof RECORDING | undefined,
  } = {},
) {
  const details = { call: identifiedCall(event), outcome: 'agent' as const, context };
  return JSON.parse(followUpAttributes(details, environment, recording).json);
}

describe('the attributes of a task for somebody who has hung up', () => {
  test('are those of a callback for Flex, besides those of a call', () => {
    expect(attributes()).toMatchObject({
      taskType: 'callback',
      type: 'inbound',
      direction: 'inbound',
      name: '+15550001111',
      from: '+15550001111',
      conversations: { conversation_id: CALL_SID, outcome: 'agent' },
      callBackData: {
        numberToCall: '+15550001111',
        numberToCallFrom: '+15550002222',
        attempts: 0,
        mainTimeZone: 'UTC',
        isDeleted: false,
      },
    });
  });

  test('have the recording of a voicemail, and the time zone of the hours', () => {
    const environment = { TIME_ZONE: 'Europe/Madrid' };
    expect(attributes({}, { environment, recording: RECORDING })).toMatchObject({
      taskType: 'voicemail',
      callBackData: { ...RECORDING, mainTimeZone: 'Europe/Madrid' },
    });
  });

  test.each(['anonymous', '+266696687', 'sip:ann@pbx.example.com', ''])(
    'have no number to call for a caller without one: %j',
    (From) => {
      const { from, callBackData } = attributes({ From });
      expect(from).toBeUndefined();
      expect(callBackData).not.toHaveProperty('numberToCall');
    },
  );

  test('leave out a SIP address that was called, which the plugin drops', () => {
    expect(attributes({ To: 'sip:a@b.example' }).callBackData).not.toHaveProperty(
      'numberToCallFrom',
    );
  });

  test('call the person of a call that the account placed', () => {
    const placed = { Direction: 'outbound-api', From: '+15550002222', To: '+15550001111' };
    expect(attributes(placed)).toMatchObject({
      from: '+15550001111',
      callBackData: { numberToCall: '+15550001111', numberToCallFrom: '+15550002222' },
    });
  });

  test('fit into 4096 characters whatever the agent learned', () => {
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`name${index}`, 'x'.repeat(100)]),
    );
    const details = { call: identifiedCall(), outcome: 'agent' as const, context: learned(many) };
    const { json, leftOut } = followUpAttributes(details, {}, RECORDING);
    expect(json.length).toBeLessThanOrEqual(4_096);
    expect(leftOut.length).toBeGreaterThan(100);
  });
});
