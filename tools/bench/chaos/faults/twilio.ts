import type { Fault, Setup } from '../setup';

const withParameters =
  (change: Readonly<Record<string, string>>) =>
  ({ call }: Setup) => {
    call.parameters = { ...call.parameters, ...change };
  };

/** Calls of rare kinds. */
export const twilioFaults: readonly Fault[] = [
  {
    name: 'twilio.by-get',
    changes: 'method',
    mode: 'direct',
    apply: ({ call }) => {
      call.voiceMethod = 'GET';
    },
  },
  {
    name: 'twilio.anonymous-caller',
    changes: 'from',
    apply: ({ call }) => {
      call.from = 'anonymous';
    },
  },
  {
    name: 'twilio.sip-caller',
    changes: 'from',
    apply: ({ call }) => {
      call.from = 'sip:someone@pbx.example.com';
    },
  },
  {
    name: 'twilio.voice-sdk-caller',
    changes: 'from',
    apply: ({ call }) => {
      call.from = 'client:someone';
    },
  },
  {
    name: 'twilio.outbound',
    changes: 'direction',
    apply: ({ call }) => {
      call.direction = 'outbound-api';
    },
  },
  {
    name: 'twilio.odd-parameters',
    changes: 'parameters',
    apply: withParameters({
      CallerName: '<&>"\u{1f642}',
      FromCity: '',
      __proto__x: '1',
      constructor: 'x',
      asapp_callTransferId: 'mine',
      SipHeader_X: 'y'.repeat(2_000),
    }),
  },
];
