import * as v from 'valibot';
import { webUrl } from '../runtime/host-url';
import { type Environment, isSet, oneOf, type Parsed, readVariables } from '../runtime/variables';
import type { Call } from './call';
import { usesApp } from './parties';
import { type Speech, say, spokenTextOrOff, type VoiceResponse } from './speech';

export const RECORDING_VARIABLES = {
  RECORD: v.optional(oneOf(['agent', 'person', 'all'])),
  RECORDING_NOTICE: v.optional(spokenTextOrOff),
  RECORDING_CALLBACK_URL: v.optional(webUrl),
};

/** Which part of a call is recorded, and how. */
export interface Recording {
  readonly ofAgent: boolean;
  readonly ofPerson: boolean;
  /** Empty if callers hear it elsewhere; undefined for the standard text. */
  readonly notice: string | undefined;
  /** Gets Twilio's recording callback. */
  readonly callbackUrl: string | undefined;
}

/** Reads what is recorded; undefined if nothing is. A bad notice means the standard text: callers must know. */
export function readRecording(environment: Environment): Parsed<Recording | undefined> {
  if (!isSet(environment, 'RECORD')) return { value: undefined, problems: [] };
  const { value, problems } = readVariables(environment, RECORDING_VARIABLES);
  const { RECORD: part, RECORDING_NOTICE: notice, RECORDING_CALLBACK_URL: callbackUrl } = value;
  if (part === undefined) return { value: undefined, problems };
  const [ofAgent, ofPerson] = [part !== 'person', part !== 'agent'];
  return { value: { ofAgent, ofPerson, notice, callbackUrl }, problems };
}

/**
 * A call as it comes to the agent. If it is resumed, the recording of the agent's part runs already, even
 * if the URL names none. From a Voice SDK caller `resumed` proves nothing: the device may have sent it.
 */
export function asRecorded<C extends Call>(call: C, recording: Recording | undefined): C {
  const { callSid, isResumed } = call;
  const isProven = isResumed && callSid !== undefined && !usesApp(call);
  if (!recording?.ofAgent || !isProven || call.recording !== undefined) return call;
  return { ...call, recording: `${callSid}-0` };
}

/** What a caller hears before a recording starts; undefined if they know, or no recording starts. */
export function recordingNotice(
  call: Call,
  { notice }: Recording,
  { messages }: Speech,
): string | undefined {
  if (call.callSid === undefined || call.recording !== undefined) return;
  return (notice ?? messages.recordingNotice) || undefined;
}

/**
 * Tells the caller, then starts the recording. Twilio goes on at once, and records until the end of the
 * call, through all documents and streams that follow (assumption 32). A call that is recorded already stays as it is.
 *
 * @returns the call as it is from now on
 * @see https://www.twilio.com/docs/voice/twiml/recording
 */
export function startRecording<C extends Call>(
  response: VoiceResponse,
  call: C,
  recording: Recording,
  speech: Speech,
): C {
  if (call.callSid === undefined || isRunning(call)) return call;
  const notice = recordingNotice(call, recording, speech);
  if (notice !== undefined) say(response, speech, notice);
  // A call can have several recordings, each with its own name.
  const name = `${call.callSid}-${Date.now()}`;
  const { callbackUrl } = recording;
  // By name, since the library's types have no recording with a name, nor one that stops.
  response.start().addChild('Recording', {
    name,
    channels: 'dual',
    ...(callbackUrl && { recordingStatusCallback: callbackUrl }),
  });
  return { ...call, recording: name };
}

/**
 * The agent's part of a call is over. Its recording stops unless the person is recorded too; that of the
 * person starts, if one may get the call next.
 *
 * @returns the call as it is from now on
 */
export function recordWhatFollows<C extends Call>(
  response: VoiceResponse,
  call: C,
  recording: Recording | undefined,
  speech: Speech,
  mayReachPerson: boolean,
): C {
  if (!recording) return call;
  if (!recording.ofPerson) return stopRecording(response, call);
  return mayReachPerson ? startRecording(response, call, recording, speech) : call;
}

function stopRecording<C extends Call>(response: VoiceResponse, call: C): C {
  if (call.recording === undefined || !isRunning(call)) return call;
  response.stop().addChild('Recording', { name: call.recording });
  return { ...call, recording: call.callSid };
}

const isRunning = ({ callSid, recording }: Call) =>
  recording !== undefined && recording !== callSid;
