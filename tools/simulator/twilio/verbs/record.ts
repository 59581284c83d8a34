import { callBack, finish, webhookOf } from '../call/action';
import { on, over, type RunVerb } from '../call/context';
import type { Message } from '../call/script';
import { newSid } from '../sid';

const standard: Message = { seconds: 3, ends: 'key' };

/**
 * Records what the caller says. The action is requested however the message ends; without an action
 * the document itself is requested again, which makes a loop. If there is no recording, the next verb
 * runs, as older versions of Twilio's page say; the present one has no such case.
 */
export const record: RunVerb = async (context) => {
  const { element, leg, shared, experience, document } = context;
  const {
    recordingStatusCallback,
    recordingStatusCallbackMethod,
    finishOnKey = '#',
  } = element.attributes;
  const message = shared.script.message ?? standard;
  const RecordingSid = newSid('RE');
  leg.timeline.add({ from: 'twilio', to: 'caller', what: 'records a message', begins: 'message' });
  experience.reachedOut();
  const began = leg.clock.now();
  await leg.spend('record', message.seconds * 1000);
  if (message.ends === 'unrecorded') return leg.hungUp.aborted ? over('caller-left') : on;
  const length = Math.round((leg.clock.now() - began) / 1000);
  if (message.ends === 'hang-up') leg.hangUp();
  if (length > 0) {
    experience.leftMessage();
    shared.recordings.push(RecordingSid);
  }

  const { accountSid } = leg.network;
  const RecordingUrl = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${RecordingSid}`;
  const RecordingDuration = String(length);
  if (recordingStatusCallback) {
    const webhook = webhookOf(context, recordingStatusCallback, recordingStatusCallbackMethod);
    callBack(context, {
      ...webhook,
      parameters: {
        AccountSid: accountSid,
        CallSid: leg.callSid,
        RecordingSid,
        RecordingUrl,
        RecordingStatus: 'completed',
        RecordingDuration,
        RecordingChannels: '1',
        RecordingSource: 'RecordVerb',
      },
    });
  }
  const key = message.ends === 'key' ? finishOnKey.charAt(0) : '';
  const Digits = leg.hungUp.aborted ? 'hangup' : key;
  return finish(context, { RecordingUrl, RecordingSid, RecordingDuration, Digits }, document);
};
