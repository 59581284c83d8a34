import { type TaskDetails, taskAttributes } from '../hand-off/context/task-attributes';
import { type Environment, readVariables } from '../runtime/variables';
import { isPhoneNumber } from '../voice/destination';
import { TIME_ZONE_VARIABLES } from '../voice/opening-hours-config';
import { numberToCall } from '../voice/parties';

/** A recorded message. */
export interface Message {
  readonly recordingSid: string;
  readonly recordingUrl: string | undefined;
}

/**
 * The attributes of a task for somebody who is no longer on the line: besides those of a call in a
 * queue, the ones with which Twilio's callback and voicemail plugin for Flex calls back and plays the
 * message. A voicemail is one with a message.
 *
 * @see https://github.com/twilio-professional-services/flex-project-template
 * @returns JSON, and the names of the variables that did not fit
 */
export function followUpAttributes(
  details: TaskDetails,
  environment: Environment,
  message?: Message,
) {
  const number = numberToCall(details.call);
  const { to } = details.call;
  const { TIME_ZONE = 'UTC' } = readVariables(environment, TIME_ZONE_VARIABLES).value;
  return taskAttributes(details, {
    taskType: message ? 'voicemail' : 'callback',
    ...(number && { name: number, from: number }),
    callBackData: {
      numberToCall: number,
      // The plugin drops a SIP address.
      numberToCallFrom: to !== undefined && isPhoneNumber(to) ? to : undefined,
      attempts: 0,
      mainTimeZone: TIME_ZONE,
      utcDateTimeReceived: new Date(Date.now()).toISOString(),
      ...message,
      isDeleted: false,
    },
  });
}
