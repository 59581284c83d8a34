/**
 * The TwiML of voice calls: which attributes an element has, and what it may contain.
 * Source: https://www.twilio.com/docs/voice/twiml and the types of the `twilio` library.
 */
export interface ElementRule {
  attributes: readonly string[];
  children?: readonly string[];
  /** Whether it may contain text. */
  text?: boolean;
}

const words = (list: string): string[] => list.split(' ').filter(Boolean);

const spoken = words('break emphasis lang p phoneme prosody s say-as sub w');
const stream = words('url name track statusCallback statusCallbackMethod');
const streamUndocumented = words('connectorName audioFormat sampleRate');
const status = words('statusCallback statusCallbackMethod statusCallbackEvent');
const recording = words(
  'recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent recordingConfigurationId',
);
const machine = words(
  'machineDetection machineDetectionTimeout machineDetectionSpeechThreshold machineDetectionSpeechEndThreshold machineDetectionSilenceTimeout amdStatusCallback amdStatusCallbackMethod',
);

/** The verbs: what `<Response>` may contain. */
export const verbNames = words(
  'Say Play Pause Gather Hangup Redirect Reject Connect Start Stop Dial Enqueue Leave Record Refer Echo Pay Sms',
);

export const elementRules: Readonly<Record<string, ElementRule>> = {
  Response: { attributes: [], children: verbNames },
  Say: { attributes: words('voice language loop'), children: spoken, text: true },
  Play: { attributes: words('loop digits'), text: true },
  Pause: { attributes: words('length') },
  Gather: {
    attributes: words(
      'action method input timeout finishOnKey numDigits actionOnEmptyResult speechTimeout maxSpeechTime speechModel hints language partialResultCallback partialResultCallbackMethod profanityFilter bargeIn enhanced debug',
    ),
    children: words('Say Play Pause'),
  },
  Hangup: { attributes: [] },
  Redirect: { attributes: words('method'), text: true },
  Reject: { attributes: words('reason') },
  Connect: { attributes: words('action method'), children: words('Stream') },
  Start: { attributes: words('action method'), children: words('Stream Recording') },
  Stop: { attributes: [], children: words('Stream Recording') },
  Stream: { attributes: [...stream, ...streamUndocumented], children: words('Parameter') },
  Recording: { attributes: [...words('name track channels trim'), ...recording] },
  Parameter: { attributes: words('name value') },
  Dial: {
    attributes: [
      ...words(
        'action method timeout timeLimit answerOnBridge callerId sequential hangupOnStar ringTone record recordingTrack trim callReason referUrl referMethod events passports',
      ),
      ...recording,
    ],
    children: words('Number Sip Client'),
    text: true,
  },
  Number: {
    attributes: [...words('url method sendDigits byoc'), ...status, ...machine],
    text: true,
  },
  Sip: {
    attributes: [...words('url method username password'), ...status, ...machine],
    text: true,
  },
  Client: {
    attributes: [...words('url method clientNotificationUrl'), ...status],
    children: words('Identity Parameter'),
    text: true,
  },
  Identity: { attributes: [], text: true },
  Enqueue: {
    attributes: words('action method maxQueueSize waitUrl waitUrlMethod workflowSid'),
    children: words('Task'),
    text: true,
  },
  Task: { attributes: words('priority timeout'), text: true },
  Leave: { attributes: [] },
  Record: {
    attributes: [
      ...words(
        'action method timeout finishOnKey maxLength playBeep trim transcribe transcribeCallback',
      ),
      ...recording,
    ],
  },
  Refer: { attributes: words('action method'), children: words('Sip') },
  Echo: { attributes: [] },
  // Their contents are not checked: no call of this service uses them.
  Pay: { attributes: words('action method') },
  Sms: { attributes: words('action method to from statusCallback'), text: true },
};

/** The elementRules within spoken text, with any attribute: their rules are the speech engine's. */
export const speechElements: ReadonlySet<string> = new Set(spoken);
