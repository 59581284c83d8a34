import * as v from 'valibot';

/** Twilio's facts about one leg. Nothing here holds a phone number, a key or a stream's URL. */
const leg = v.object({
  sid: v.string(),
  status: v.nullable(v.string()),
  /** ISO 8601. */
  began: v.nullable(v.string()),
  ended: v.nullable(v.string()),
  /** From the answer to the end. */
  seconds: v.nullable(v.number()),
});

/** One line of the service's log. */
const line = v.object({
  /** ISO 8601. */
  at: v.string(),
  event: v.string(),
  outcome: v.optional(v.string()),
  status: v.optional(v.string()),
  dialCallStatus: v.optional(v.string()),
  queueResult: v.optional(v.string()),
  engagement: v.optional(v.number()),
});

/** One request of Twilio, from the events of a call. */
const webhook = v.object({
  method: v.string(),
  path: v.string(),
  callStatus: v.nullable(v.string()),
  hasDialBridged: v.boolean(),
  code: v.nullable(v.number()),
  milliseconds: v.nullable(v.number()),
});

/** What became of the call in its Studio Flow. */
const execution = v.object({
  sid: v.string(),
  isOver: v.boolean(),
  /** Whether the parameter in the flow's URL arrived in `trigger.call`. */
  hasQuery: v.boolean(),
  /** Whether the context of a hand-off arrived in `trigger.call`. */
  hasContext: v.boolean(),
  /** Whether the parameters of the service's redirect arrived in a widget. */
  hasReturn: v.boolean(),
});

/** The TaskRouter task of a call, after the call. */
const task = v.object({
  sid: v.string(),
  status: v.nullable(v.string()),
  /** Why it was canceled. */
  reason: v.nullable(v.string()),
  /** How long (s) it may live unassigned, and how long it has lived. */
  timeout: v.nullable(v.number()),
  age: v.nullable(v.number()),
  /** ISO 8601. */
  began: v.nullable(v.string()),
  updated: v.nullable(v.string()),
});

/** Everything that was found out about the call of one scenario. */
export const evidence = v.object({
  scenario: v.string(),
  /** When it was placed; ISO 8601. */
  at: v.string(),
  isFlow: v.boolean(),
  /** The account may not have enough calls at once: Twilio refused one with error 10004. */
  isLimited: v.boolean(),
  /** The robot hung up because production began to dial a person. */
  isStopped: v.boolean(),
  robot: v.nullable(leg),
  /** The leg that the service has. */
  inbound: v.nullable(leg),
  /** The people that the service dialed. */
  dialed: v.array(leg),
  /** Twilio's error numbers, of errors only. */
  errors: v.array(v.number()),
  log: v.array(line),
  execution: v.nullable(execution),
  /** How long (s) each recording of the call is. */
  recordings: v.array(v.object({ sid: v.string(), seconds: v.nullable(v.number()) })),
  /** Null if the call was in no workflow that was named. */
  task: v.nullable(task),
  /** ASAPP's record, read after the call; null if there is none, or no key to read it with. */
  transfer: v.nullable(v.object({ status: v.string(), completedAt: v.nullable(v.string()) })),
  /** Null until they are there, 15 minutes after the call. */
  webhooks: v.nullable(v.array(webhook)),
  /** What could not be read, for instance because of a restricted API key. */
  unread: v.array(v.string()),
});

/** What is bound to the number that is verified. */
export const numberFacts = v.object({
  boundTo: v.picklist(['service', 'flow', 'nothing', 'elsewhere']),
  /** The environment that has the calls; null if it is not in the account. Empty: production. */
  environment: v.nullable(v.string()),
  /** The one that was asked for; null: any. */
  wanted: v.nullable(v.string()),
  fallback: v.picklist(['same', 'outside', 'none', 'other-environment']),
});

/** A run of the command, kept for its events. */
export const verification = v.object({
  phoneNumber: v.string(),
  at: v.string(),
  number: numberFacts,
  evidence: v.array(evidence),
  /** Scenarios that did not run, each with the reason. */
  skipped: v.record(v.string(), v.string()),
});

export type Leg = v.InferOutput<typeof leg>;
export type LogLine = v.InferOutput<typeof line>;
export type Webhook = v.InferOutput<typeof webhook>;
export type Execution = v.InferOutput<typeof execution>;
export type Evidence = v.InferOutput<typeof evidence>;
export type NumberFacts = v.InferOutput<typeof numberFacts>;
export type Verification = v.InferOutput<typeof verification>;
