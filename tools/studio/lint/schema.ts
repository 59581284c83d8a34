import type { WidgetType } from '../definition';

/**
 * JSON schemas of the widgets' properties. Studio publishes no full schema: the types are those that
 * it exports and that its Validate endpoint accepts.
 */

const text = { type: 'string', minLength: 1 };
const liquidOr = (pattern: string) => ({
  type: 'string',
  pattern: `^(${pattern}|.*\\{\\{.*\\}\\}.*)$`,
});
/** A number that Studio wants as a string. */
const digits = liquidOr('\\d+');
const url = liquidOr('https?://\\S+');
const method = { enum: ['GET', 'POST'] };
const sid = (prefix: string) => ({ type: 'string', pattern: `^${prefix}[0-9a-fA-F]{32}$` });
const seconds = { type: 'integer', minimum: 1 };
/** Studio accepts at most 1024 characters, TaskRouter itself 4096. */
const attributes = { type: 'string', maxLength: 1024 };

const entries = {
  type: 'array',
  items: {
    type: 'object',
    required: ['key', 'value'],
    additionalProperties: false,
    properties: { key: text, value: text, type: text },
  },
};

const offset = {
  type: 'object',
  required: ['x', 'y'],
  properties: { x: { type: 'number' }, y: { type: 'number' } },
};

const object = (required: readonly string[], properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  required: [...required],
  additionalProperties: false,
  properties: { offset, ...properties },
});

const spoken = { voice: text, language: text };

export const PROPERTY_SCHEMAS: Readonly<Record<WidgetType, object>> = {
  trigger: object([], {}),
  'set-variables': object(['variables'], { variables: entries }),
  'add-twiml-redirect': object(['url'], { url, method, timeout: digits }),
  'run-function': object(['url'], {
    url,
    parameters: entries,
    service_sid: sid('ZS'),
    environment_sid: sid('ZE'),
    function_sid: sid('ZH'),
  }),
  'split-based-on': object(['input'], { input: text }),
  'connect-call-to': {
    ...object(['caller_id', 'noun'], {
      caller_id: text,
      noun: { enum: ['number', 'client', 'sip'] },
      to: text,
      sip_endpoint: text,
      sip_username: text,
      sip_password: text,
      timeout: seconds,
      record: { type: 'boolean' },
    }),
    if: { properties: { noun: { const: 'sip' } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { required: ['sip_endpoint'] },
    else: { required: ['to'] },
  },
  'send-to-flex': object(['workflow', 'channel'], {
    workflow: sid('WW'),
    channel: sid('TC'),
    attributes,
    priority: digits,
    timeout: digits,
    waitUrl: url,
    waitUrlMethod: method,
  }),
  'enqueue-call': {
    ...object([], {
      workflow_sid: sid('WW'),
      queue_name: { ...text, maxLength: 64 },
      task_attributes: attributes,
      priority: { type: 'integer' },
      timeout: seconds,
      wait_url: url,
      wait_url_method: method,
    }),
    oneOf: [{ required: ['workflow_sid'] }, { required: ['queue_name'] }],
  },
  'say-play': {
    ...object([], {
      ...spoken,
      say: text,
      play: text,
      digits: text,
      loop: { type: 'integer', minimum: 0 },
    }),
    oneOf: [{ required: ['say'] }, { required: ['play'] }, { required: ['digits'] }],
  },
  'record-voicemail': object([], {
    play_beep: { enum: ['true', 'false'] },
    finish_on_key: text,
    timeout: seconds,
    max_length: seconds,
    trim: { enum: ['trim-silence', 'do-not-trim'] },
    transcribe: { type: 'boolean' },
    recording_status_callback_url: url,
    transcription_callback_url: url,
  }),
};

const CONDITION_TYPES = `equal_to not_equal_to matches_any_of does_not_match_any_of contains
  does_not_contain starts_with does_not_start_with is_blank is_not_blank regex less_than greater_than
  is_before_date is_after_date is_before_time is_after_time`.split(/\s+/);

const condition = {
  type: 'object',
  required: ['friendly_name', 'arguments', 'type', 'value'],
  additionalProperties: false,
  properties: {
    friendly_name: text,
    arguments: { type: 'array', minItems: 1, items: text },
    type: { enum: CONDITION_TYPES },
    value: { type: 'string' },
  },
};

const state = {
  type: 'object',
  required: ['name', 'type', 'transitions', 'properties'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,100}$' },
    type: { enum: Object.keys(PROPERTY_SCHEMAS) },
    properties: { type: 'object' },
    transitions: {
      type: 'array',
      items: {
        type: 'object',
        required: ['event'],
        additionalProperties: false,
        properties: {
          event: text,
          next: text,
          conditions: { type: 'array', minItems: 1, items: condition },
        },
      },
    },
  },
};

/** Everything except the properties of the widgets. */
export const FLOW_SCHEMA = {
  type: 'object',
  required: ['description', 'states', 'initial_state', 'flags'],
  additionalProperties: false,
  properties: {
    $schema: text,
    description: { type: 'string' },
    initial_state: text,
    flags: {
      type: 'object',
      required: ['allow_concurrent_calls'],
      properties: { allow_concurrent_calls: { type: 'boolean' } },
    },
    states: { type: 'array', minItems: 1, maxItems: 1000, items: state },
  },
};
