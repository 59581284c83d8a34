import type { Twilio } from 'twilio';
import * as v from 'valibot';
import { asappApi } from '../../../src/asapp/api';
import type { AsappConfig } from '../../../src/asapp/config';
import { sendRequest } from '../../../src/http/client';
import { RequestError } from '../../../src/http/errors';
import { CommandFailure } from '../command/failure';
import type { Entry } from '../logs/entry';
import { pastLines } from '../report/past-lines';
import { explained } from '../twilio/explain';
import type { Nullable } from '../twilio/nullable';
import type { DeployedService } from '../twilio/service';
import type { Evidence, Execution, Leg, LogLine } from './evidence';
import { lineOf } from './judgement';
import { readTask, type Workflow } from './left-task';
import { type CallInstance, childrenOf, type MadeCall, type Pause } from './place-call';
import type { Scenario } from './scenarios';

/** The parameter that the flow scenario adds to the flow's URL, and its value. */
export const FLOW_PARAMETER = { name: 'verifyParameter', value: 'arrived' };

/** How often and how long (ms) the log, and ASAPP's record, are waited for. */
const LOG_POLLS = { withRecord: 40, withoutRecord: 3 };
const RECORD_POLLS = 15;
const POLL_MILLISECONDS = 1_500;
const ASAPP_MILLISECONDS = 10_000;
/** What Twilio wrote shortly before and after a call, in ms. */
const MARGIN_MILLISECONDS = 60_000;

/** Where evidence comes from. */
export interface Sources {
  readonly client: Twilio;
  readonly service: DeployedService | undefined;
  /** Its number reports the end of a call to `/call-ended`, which then writes the record. */
  readonly writesRecords: boolean;
  readonly asapp: AsappConfig | undefined;
  readonly flowSid: string | undefined;
  /** In which the call waits. */
  readonly workflow: Workflow | undefined;
  readonly pause: Pause;
  readonly interrupted: AbortSignal;
}

/** Reads everything that Twilio, the service and ASAPP have kept of a call. */
export async function collect(
  { name, place }: Scenario,
  { at, robot, inbound, isLimited, isStopped }: MadeCall,
  sources: Sources,
): Promise<Evidence> {
  const unread: string[] = [];
  const optional = async <T>(what: string, empty: T, read: () => Promise<T>): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      // An API key may be restricted; the rest is worth reading all the same.
      if (!(error instanceof CommandFailure)) throw error;
      unread.push(what);
      return empty;
    }
  };
  if (!sources.service) unread.push('log');
  const sid = inbound?.sid ?? undefined;
  const sids = [robot?.sid, sid].flatMap((one) => one ?? []);
  const { client, workflow } = sources;
  // First: TaskRouter forgets it soon.
  const task =
    sid && workflow ? await optional('task', null, () => readTask(client, workflow, sid)) : null;
  const log = sid ? await optional('log', [], () => readLog(sid, at, sources)) : [];
  const dialed = sid ? await optional('dialed', [], () => childrenOf(client, sid)) : [];
  const execution = sid
    ? await optional('execution', null, () => readExecution(sid, at, sources))
    : null;
  const recordings = sid ? await optional('recordings', [], () => readRecordings(client, sid)) : [];
  const errors = await optional('alerts', [], () => readErrors(client, sids, at));
  const partial: Evidence = {
    scenario: name,
    at: at.toISOString(),
    isFlow: sources.flowSid !== undefined && place !== 'own',
    isLimited: isLimited || errors.includes(10_004),
    isStopped,
    robot: robot ? toLeg(robot) : null,
    inbound: inbound ? toLeg(inbound) : null,
    dialed: dialed.map(toLeg),
    errors,
    log,
    execution,
    recordings,
    task,
    transfer: null,
    webhooks: null,
    unread,
  };
  return { ...partial, transfer: await readTransfer(partial, sources) };
}

function toLeg({ sid, status, dateCreated, endTime, duration }: CallInstance): Leg {
  return {
    sid: sid ?? '',
    status: status ?? null,
    began: dateCreated?.toISOString() ?? null,
    ended: endTime?.toISOString() ?? null,
    seconds: duration ? Number(duration) : null,
  };
}

/** The lines of a call. Its record is the last one, and comes after the end of the call. */
async function readLog(sid: string, at: Date, sources: Sources): Promise<LogLine[]> {
  const { client, service, writesRecords, pause, interrupted } = sources;
  if (!service) return [];
  const polls = LOG_POLLS[writesRecords ? 'withRecord' : 'withoutRecord'];
  const since = new Date(at.getTime() - MARGIN_MILLISECONDS);
  for (let poll = 1; ; poll += 1) {
    const all = await pastLines(client, service, since);
    const lines = all.filter(({ callSid, fields }) => callSid === sid || isRecordOf(fields, sid));
    const isComplete = lines.some(({ event }) => event === 'call-record');
    if (isComplete || poll === polls || interrupted.aborted) return lines.map(toLine);
    await pause(POLL_MILLISECONDS, interrupted);
  }
}

const isRecordOf = ({ record }: Entry['fields'], sid: string): boolean =>
  typeof record === 'object' && record !== null && 'callSid' in record && record.callSid === sid;

/** Only what the judgement needs. */
function toLine({ at, event, fields }: Entry): LogLine {
  const text = (name: string) => {
    const value = fields[name];
    return typeof value === 'string' || typeof value === 'number' ? { [name]: String(value) } : {};
  };
  const { engagement } = fields;
  return {
    at: at.toISOString(),
    event,
    ...text('outcome'),
    ...text('status'),
    ...text('dialCallStatus'),
    ...text('queueResult'),
    ...(typeof engagement === 'number' && { engagement }),
  };
}

/** The numbers of all errors that Twilio reports for these calls, in either of its two lists. */
async function readErrors(client: Twilio, sids: string[], at: Date): Promise<number[]> {
  const startDate = new Date(at.getTime() - MARGIN_MILLISECONDS);
  const alerts = await explained('read the alerts', () =>
    client.monitor.v1.alerts.list({ logLevel: 'error', startDate, limit: 1_000 }),
  );
  const numbers = alerts
    .filter(({ resourceSid }) => sids.includes(resourceSid))
    .map(({ errorCode }) => errorCode);
  for (const sid of sids) {
    const notifications = await explained('read the notifications', () =>
      client.calls(sid).notifications.list({ log: 0 }),
    );
    numbers.push(...notifications.map(({ errorCode }) => errorCode));
  }
  return [...new Set(numbers.map(Number))].filter((code) => code > 0);
}

async function readRecordings(client: Twilio, sid: string): Promise<Evidence['recordings']> {
  const recordings = await explained('list the recordings of the call', () =>
    client.calls(sid).recordings.list(),
  );
  return recordings.map((one: Nullable<{ sid: string; duration: string }>) => ({
    sid: one.sid ?? '',
    seconds: one.duration ? Number(one.duration) : null,
  }));
}

/** What Studio knows: which parameters arrived, and whether the flow is done. */
async function readExecution(
  sid: string,
  at: Date,
  { client, flowSid }: Sources,
): Promise<Execution | null> {
  if (flowSid === undefined) return null;
  const { executions } = client.studio.v2.flows(flowSid);
  const dateCreatedFrom = new Date(at.getTime() - MARGIN_MILLISECONDS);
  const found = await explained('list the executions of the flow', () =>
    executions.list({ dateCreatedFrom, limit: 100 }),
  );
  for (const { sid: executionSid, status } of found) {
    const { context } = await explained('read the execution of the flow', () =>
      executions(executionSid).executionContext().fetch(),
    );
    const read = v.safeParse(flowContext, context);
    if (!read.success || read.output.trigger.call.CallSid !== sid) continue;
    const { trigger, widgets } = read.output;
    return {
      sid: executionSid,
      isOver: status === 'ended',
      hasContext: Object.keys(trigger.call).some((name) => name.startsWith('context_')),
      hasQuery: trigger.call[FLOW_PARAMETER.name] === FLOW_PARAMETER.value,
      hasReturn: Object.values(widgets).some((output) => 'engagement' in output),
    };
  }
  return null;
}

const flowContext = v.object({
  trigger: v.object({ call: v.record(v.string(), v.unknown()) }),
  widgets: v.record(v.string(), v.record(v.string(), v.unknown())),
});

const transferRecord = v.object({ status: v.string(), completedAt: v.nullish(v.string()) });

/** ASAPP's record of the first engagement, once it is COMPLETED; it may be late. */
async function readTransfer(evidence: Evidence, sources: Sources): Promise<Evidence['transfer']> {
  const { asapp, pause, interrupted } = sources;
  const { engagement = 1 } = lineOf(evidence, 'engaged') ?? {};
  const callSid = evidence.inbound?.sid;
  if (!asapp || !callSid || !lineOf(evidence, 'engaged')) return null;
  const id = engagement === 1 ? callSid : `${callSid}-${engagement}`;
  let last: Evidence['transfer'] = null;
  for (let poll = 0; poll < RECORD_POLLS && !interrupted.aborted; poll += 1) {
    if (poll > 0) await pause(POLL_MILLISECONDS, interrupted);
    try {
      const { status, completedAt } = await sendRequest(asappApi(asapp), {
        method: 'GET',
        path: `/generativeagent/v1/call-transfers/${encodeURIComponent(id)}`,
        schema: transferRecord,
        deadline: AbortSignal.timeout(ASAPP_MILLISECONDS),
      });
      last = { status: status.toUpperCase(), completedAt: completedAt ?? null };
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
    }
    if (last?.status === 'COMPLETED' || isHungUp(evidence)) break;
  }
  return last;
}

/** No document says that a caller who hung up has a record: assumption 6. */
const isHungUp = (evidence: Evidence): boolean =>
  lineOf(evidence, 'call-complete')?.outcome === 'caller-hung-up';
