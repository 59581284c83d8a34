import type { CallReport } from '../../simulator';

/** One answer of the service, as the network in front of it saw it. */
export interface Answered {
  /** Without its slash. */
  readonly path: string;
  /** 0 where the service gave no answer. */
  readonly status: number;
  readonly contentType: string;
  readonly ms: number;
}

/** What each function promises, in ms, whatever ASAPP does. */
export const LIMITS: Readonly<Record<string, number>> = {
  engage: 4_000,
  'call-complete': 6_000,
  'call-transfer-state': 6_000,
  transcribe: 4_000,
  transcription: 6_000,
  // Nobody waits for it; Twilio gives a function 10 s.
  'stream-status': 9_000,
};
export const OTHER_LIMIT = 3_000;

/** Answers that are no TwiML: status callbacks, and JSON for Studio's Run Function. */
const OTHER_ANSWERS: Readonly<Record<string, readonly number[]>> = {
  'stream-status': [204],
  transcription: [204],
  'call-transfer-state': [200, 400, 502],
};

/**
 * Complaints of Twilio's debugger that no fault excuses: documents, numbers, tasks and stream URLs that
 * it cannot take. Connections that fail are what many faults are made of.
 */
const isOurs = (code: number) =>
  code === 11100 || code === 11750 || (code >= 12_000 && code < 15_000) || code === 31922;

/** Whether all that is wrong with a call is that answers came late. */
export const isOnlyLate = (faults: readonly string[]) =>
  faults.length > 0 && faults.every((fault) => LATE.test(fault));

const LATE = / took \d+ ms, more than \d+$/;

/** What is wrong with how a call went; nothing, if all is well. */
export function faultsOf(report: CallReport, answers: readonly Answered[]): string[] {
  return [
    ...(report.endedWell ? [] : [`the call ended badly: ${report.end}`]),
    ...answers.flatMap(faultsOfAnswer),
    ...report.alerts
      .filter(({ code, level }) => level === 'error' && isOurs(code))
      .map(({ code, message }) => `Twilio complains (${code}): ${message}`),
  ];
}

function faultsOfAnswer({ path, status, contentType, ms }: Answered): string[] {
  const faults: string[] = [];
  const limit = LIMITS[path] ?? OTHER_LIMIT;
  if (ms > limit) faults.push(`/${path} took ${Math.round(ms)} ms, more than ${limit}`);
  const allowed = OTHER_ANSWERS[path] ?? [200];
  if (!allowed.includes(status)) faults.push(`/${path} answered ${status}`);
  else if (status !== 204) {
    const type = path === 'call-transfer-state' ? 'application/json' : 'text/xml';
    if (!contentType.startsWith(type)) faults.push(`/${path} answered as ${contentType}`);
  }
  return faults;
}
