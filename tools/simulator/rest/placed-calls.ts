import type { Network, OwnNumberCall } from '../twilio/network';
import type { LiveCall, NumberBinding } from '../twilio/place-call';

/** As much of a call as placing it needs. */
interface OrderedCall {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  status: string;
}

/** Calls that are placed by REST: to a number of the account they really happen, as two legs. */
export interface PlacedCalls {
  place(call: OrderedCall, form: URLSearchParams): void;
  /** Hangs up a call that still rings. */
  cancel(callSid: string): void;
}

interface Surroundings {
  /** Undefined while there is no phone network: calls then stay queued. */
  readonly network: () => Network | undefined;
  /** The calls under way, as REST knows them. */
  readonly addCall: (call: LiveCall) => unknown;
}

export function placedCalls({ network, addCall }: Surroundings): PlacedCalls {
  const ringing = new Map<string, OwnNumberCall>();

  async function run(network: Network, call: OrderedCall, form: URLSearchParams): Promise<void> {
    const { from, to, sid: callSid } = call;
    const far = network.callOwnNumber({ from, to });
    if (far === undefined) return;
    call.status = 'ringing';
    ringing.set(callSid, far);
    const rung = await far.rung;
    ringing.delete(callSid);
    if (rung !== 'answered') {
      const now = new Date().toUTCString();
      Object.assign(call, { status: rung, start_time: now, end_time: now, duration: '0' });
      return;
    }
    const { placeCall }: typeof import('../twilio/place-call') = require('../twilio/place-call');
    await placeCall(network, {
      ...bindingOf(form),
      callSid,
      from,
      to,
      direction: 'outbound-api',
      onBegin(live) {
        addCall(live);
        live.connect(far);
        far.connect(live);
        void far.over.then(() => live.hangUp());
      },
    });
    far.hangUp();
  }

  return {
    place(call, form) {
      const present = network();
      if (present) void run(present, call, form);
    },
    cancel: (callSid) => ringing.get(callSid)?.hangUp(),
  };
}

/** What the placed leg does once it is answered: inline TwiML, or that of a URL. */
function bindingOf(form: URLSearchParams): NumberBinding & { twiml?: string } {
  const [twiml, voiceUrl] = [form.get('Twiml'), form.get('Url')];
  const [fallbackUrl, statusCallback] = [form.get('FallbackUrl'), form.get('StatusCallback')];
  return {
    ...(twiml !== null && { twiml }),
    ...(voiceUrl !== null && { voiceUrl }),
    ...(fallbackUrl !== null && { fallbackUrl }),
    ...(statusCallback !== null && { statusCallback }),
  };
}
