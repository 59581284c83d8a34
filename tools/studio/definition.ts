/**
 * The JSON of a Studio Flow, as Studio exports and imports it, for the widgets that are used here.
 *
 * @see https://www.twilio.com/docs/studio/rest-api/v2/flow
 */
export interface FlowDefinition {
  readonly description: string;
  readonly states: readonly State[];
  readonly initial_state: string;
  readonly flags: { readonly allow_concurrent_calls: boolean };
}

export interface Transition {
  readonly event: string;
  /** The next widget; if it is missing, the flow ends here. */
  readonly next?: string;
  /** Only on `match`. */
  readonly conditions?: readonly Condition[];
}

/** Studio compares values without case, and without the spaces around them. */
export interface Condition {
  readonly friendly_name: string;
  readonly arguments: readonly string[];
  readonly type: string;
  readonly value: string;
}

interface Widget<Type extends string, Properties> {
  readonly name: string;
  readonly type: Type;
  readonly transitions: readonly Transition[];
  readonly properties: Properties & { readonly offset: Offset };
}

/** The position of the widget on the canvas. */
export interface Offset {
  readonly x: number;
  readonly y: number;
}

export interface Entry {
  readonly key: string;
  readonly value: string;
}

export interface Spoken {
  readonly voice?: string;
  readonly language?: string;
}

/** As in Studio's own schema, numbers are numbers in some widgets and strings in others. */
export interface WidgetProperties {
  readonly trigger: object;
  readonly 'set-variables': { readonly variables: readonly Entry[] };
  readonly 'add-twiml-redirect': {
    readonly url: string;
    readonly method: 'GET' | 'POST';
    /** Seconds. */
    readonly timeout: string;
  };
  readonly 'run-function': {
    readonly url: string;
    readonly parameters: readonly Entry[];
    readonly service_sid?: string;
    readonly environment_sid?: string;
    readonly function_sid?: string;
  };
  readonly 'split-based-on': { readonly input: string };
  readonly 'connect-call-to': {
    readonly noun: 'number' | 'client' | 'sip';
    readonly to?: string;
    readonly sip_endpoint?: string;
    readonly caller_id: string;
    /** Seconds. */
    readonly timeout: number;
    readonly record?: boolean;
  };
  readonly 'send-to-flex': {
    readonly workflow: string;
    readonly channel: string;
    /** JSON. */
    readonly attributes?: string;
    readonly waitUrl?: string;
    readonly waitUrlMethod?: 'GET' | 'POST';
    readonly priority?: string;
    readonly timeout?: string;
  };
  readonly 'enqueue-call': {
    readonly workflow_sid?: string;
    readonly queue_name?: string;
    /** JSON. */
    readonly task_attributes?: string;
    readonly wait_url?: string;
    readonly wait_url_method?: 'GET' | 'POST';
    readonly priority?: number;
    readonly timeout?: number;
  };
  readonly 'say-play': Spoken & {
    readonly say?: string;
    readonly play?: string;
    readonly digits?: string;
    readonly loop?: number;
  };
  readonly 'record-voicemail': {
    readonly play_beep: 'true' | 'false';
    readonly finish_on_key: string;
    /** Seconds of silence that end the recording. */
    readonly timeout: number;
    /** Seconds. */
    readonly max_length: number;
    readonly trim?: 'trim-silence' | 'do-not-trim';
    readonly transcribe?: boolean;
    readonly recording_status_callback_url?: string;
  };
}

export type WidgetType = keyof WidgetProperties;

export type StateOf<Type extends WidgetType> = Type extends WidgetType
  ? Widget<Type, WidgetProperties[Type]>
  : never;

export type State = StateOf<WidgetType>;

/** The events of each widget: Studio shows one exit for each. */
export const WIDGET_EVENTS = {
  trigger: [
    'incomingMessage',
    'incomingCall',
    'incomingConversationMessage',
    'incomingRequest',
    'incomingParent',
  ],
  'set-variables': ['next'],
  'add-twiml-redirect': ['return', 'timeout', 'fail'],
  'run-function': ['success', 'fail'],
  'split-based-on': ['noMatch', 'match'],
  'connect-call-to': ['callCompleted', 'hangup'],
  'send-to-flex': ['callComplete', 'failedToEnqueue', 'callFailure'],
  'enqueue-call': ['callComplete', 'failedToEnqueue', 'callFailure'],
  'say-play': ['audioComplete'],
  'record-voicemail': ['recordingComplete', 'noAudio', 'hangup'],
} as const satisfies Readonly<Record<WidgetType, readonly string[]>>;

export type WidgetEvent<Type extends WidgetType> = (typeof WIDGET_EVENTS)[Type][number];
