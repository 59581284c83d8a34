import { finish } from '../call/action';
import type { CallRecording } from '../call/call-recording';
import { on, over, type RunVerb } from '../call/context';
import type { Message } from '../call/script';
import { newSid } from '../sid';
import { recordingUrl, reportRecording } from './recording';

const standard: Message = { seconds: 3, ends: 'key' };

/**
 * Records what the caller says. The action is requested however the message ends; without an action
 * the document itself is requested again, which makes a loop. If there is no recording, the next verb
 * runs, as older versions of Twilio's page say; the present one has no such case.
 */
export const record: RunVerb = async (context) => {
  const { element, leg, shared, experience, document } = context;
  const { finishOnKey = '#' } = element.attributes;
  const message = shared.script.message ?? standard;
  const RecordingSid = newSid('RE');
  leg.timeline.add({ from: 'twilio', to: 'caller', what: 'records a message', begins: 'message' });
  experience.reachedOut();
  const began = leg.clock.now();
  await leg.spend('record', message.seconds * 1000);
  const isSkipped = leg.network.deviations.noSilentRecordings;
  if (isSkipped || message.ends === 'unrecorded')
    return leg.hungUp.aborted ? over('caller-left') : on;
  const length = Math.round((leg.clock.now() - began) / 1000);
  if (message.ends === 'hang-up') leg.hangUp();
  const recording: CallRecording = {
    sid: RecordingSid,
    source: 'RecordVerb',
    channels: 1,
    beganMs: began,
    status: 'completed',
    duration: length,
  };
  if (length > 0) {
    experience.leftMessage();
    shared.recordings.push(recording);
  }

  const RecordingUrl = recordingUrl(leg.network.accountSid, RecordingSid);
  const RecordingDuration = String(length);
  reportRecording(context, recording);
  const key = message.ends === 'key' ? finishOnKey.charAt(0) : '';
  const Digits = leg.hungUp.aborted ? 'hangup' : key;
  return finish(context, { RecordingUrl, RecordingSid, RecordingDuration, Digits }, document);
};
