import { type CallReport, spoken, type Task } from '../../simulator';

/** One answer of the service, as seen by the network in front of it. */
export interface Answered {
  /** Without its slash. */
  readonly path: string;
  /** 0 if the service gave no answer. */
  readonly status: number;
  readonly contentType: string;
  readonly ms: number;
}

/** The longest that each function may take, in ms, whatever ASAPP does. */
export const LIMITS: Readonly<Record<string, number>> = {
  engage: 4_000,
  'call-complete': 6_000,
  'call-transfer-state': 6_000,
  transcribe: 4_000,
  transcription: 6_000,
  // No caller waits for these; Twilio gives a function 10 s.
  'stream-status': 9_000,
  'call-ended': 9_500,
  'voicemail-task': 9_500,
};
export const OTHER_LIMIT = 3_000;

/** Functions that do not answer TwiML, and their HTTP statuses. */
const OTHER_ANSWERS: Readonly<Record<string, readonly number[]>> = {
  'stream-status': [204],
  'call-ended': [204],
  'call-transfer-state': [200, 400, 502],
  // In these calls it is a status callback, which tells that the person answered.
  transcription: [204],
  // After 500 Twilio reports the recording again, and waits 15 s in all.
  'voicemail-task': [204, 500, 0],
};

/**
 * Alerts of Twilio's Debugger that the service caused: documents, numbers, tasks and stream URLs
 * that Twilio refuses. Failed connections are not, since many of the injected faults are just that.
 */
const isCausedByService = (code: number) =>
  code === 11100 || code === 11750 || (code >= 12_000 && code < 15_000) || code === 31922;

/** Whether late answers are the only problems of a call. */
export const isOnlyLate = (problems: readonly string[]) =>
  problems.length > 0 && problems.every((problem) => LATE.test(problem));

const LATE = / took \d+ ms, more than \d+$/;

/** The problems of a call, in sentences; none if it ended well on good answers. */
export function problemsOf(report: CallReport, answers: readonly Answered[]): string[] {
  return [
    ...(report.endedWell ? [] : [`the call ended badly: ${report.end}`]),
    ...answers.flatMap(problemsOfAnswer),
    ...report.alerts
      .filter(({ code, level }) => level === 'error' && isCausedByService(code))
      .map(({ code, message }) => `Twilio's Debugger says (${code}): ${message}`),
  ];
}

/** Whoever was promised a callback must have one that waits for somebody. */
export function problemsOfTasks(
  report: CallReport,
  tasks: readonly Pick<Task, 'status' | 'attributes'>[],
): string[] {
  const isPromised = spoken(report).some((words) =>
    /we will call you back|le llamaremos\./.test(words),
  );
  const isThere = tasks.some(
    ({ status, attributes }) => status === 'pending' && attributes.includes('"callback"'),
  );
  return isPromised && !isThere ? ['a callback was promised, and there is no task for it'] : [];
}

function problemsOfAnswer({ path, status, contentType, ms }: Answered): string[] {
  const problems: string[] = [];
  const limit = LIMITS[path] ?? OTHER_LIMIT;
  if (ms > limit) problems.push(`/${path} took ${Math.round(ms)} ms, more than ${limit}`);
  const allowed = OTHER_ANSWERS[path] ?? [200];
  if (!allowed.includes(status)) problems.push(`/${path} answered ${status}`);
  else if (![204, 500, 0].includes(status)) {
    const type = path === 'call-transfer-state' ? 'application/json' : 'text/xml';
    if (!contentType.startsWith(type)) problems.push(`/${path} answered as ${contentType}`);
  }
  return problems;
}
