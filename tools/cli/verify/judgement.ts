import type { Evidence, LogLine, NumberFacts, Verification } from './evidence';
import { SCENARIOS } from './scenarios';

export type Verdict = 'seen' | 'not seen' | 'otherwise';

/** What one call, or the number's settings, say about a question. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly what: string;
  /** If it is otherwise: what to do, in place of what the question says. */
  readonly todo?: string;
}

/** A promise of the README, or an assumption of docs/assumptions.md, that a real call can show. */
export interface Question {
  /** `P1`, or the number of the assumption. */
  readonly id: string;
  readonly text: string;
  /** The scenarios that can show it; `number` is what the number is bound to. */
  readonly shownBy: readonly string[];
  /** What a call says; undefined if it says nothing. */
  readonly judge?: (evidence: Evidence) => Judgement | undefined;
  readonly judgeNumber?: (facts: NumberFacts) => Judgement;
  /** What to do if it is otherwise. */
  readonly todo: string;
}

/** The answer to a question, with everything that a person needs to look it up. */
export interface Answer {
  readonly id: string;
  readonly text: string;
  readonly verdict: Verdict;
  /** Each with the CallSid and the time. */
  readonly evidence: readonly string[];
  readonly todo: string | undefined;
}

export const seen = (what: string): Judgement => ({ verdict: 'seen', what });
export const notSeen = (what: string): Judgement => ({ verdict: 'not seen', what });
export const otherwise = (what: string, todo?: string): Judgement => ({
  verdict: 'otherwise',
  what,
  ...(todo !== undefined && { todo }),
});

/** Answers every question from what a run has found out. */
export function answer(questions: readonly Question[], run: Verification): Answer[] {
  return questions.map((question) => answerOne(question, run));
}

function answerOne(question: Question, run: Verification): Answer {
  const { id, text, shownBy } = question;
  const found: { readonly judgement: Judgement; readonly evidence: string }[] = [];
  if (question.judgeNumber) {
    const judgement = question.judgeNumber(run.number);
    found.push({ judgement, evidence: judgement.what });
  }
  for (const one of run.evidence.filter(({ scenario }) => shownBy.includes(scenario))) {
    const judgement = judgeCall(question, one);
    if (judgement) found.push({ judgement, evidence: `${placeOf(one)}: ${judgement.what}` });
  }
  const verdict = worst(found.map(({ judgement }) => judgement.verdict));
  const telling = found.filter(({ judgement }) => judgement.verdict === verdict);
  const todo = telling.find(({ judgement }) => judgement.todo)?.judgement.todo ?? question.todo;
  return {
    id,
    text,
    verdict,
    evidence: telling.length > 0 ? telling.map((one) => one.evidence) : [reasonOf(question, run)],
    todo: verdict === 'otherwise' ? todo : undefined,
  };
}

function judgeCall(question: Question, evidence: Evidence): Judgement | undefined {
  if (evidence.isLimited) {
    return notSeen(
      'the account may not have this many calls at once (error 10004); see docs/operations.md',
    );
  }
  if (evidence.inbound === null) return notSeen('the call did not arrive');
  if (evidence.unread.includes('log')) return notSeen('the log of the service could not be read');
  return question.judge?.(evidence);
}

/** What one call contradicts, no other call makes up for. */
function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('otherwise')) return 'otherwise';
  return verdicts.includes('seen') ? 'seen' : 'not seen';
}

/** Why nothing at all is known. */
function reasonOf({ shownBy }: Question, { skipped, evidence }: Verification): string {
  const reasons = shownBy.flatMap((name) => skipped[name] ?? []);
  if (reasons.length > 0) return [...new Set(reasons)].join('; ');
  const isLacking = evidence.some(({ webhooks }) => webhooks === null);
  return isLacking
    ? 'run `npm run verify -- --events` 15 minutes after the calls'
    : 'no call shows it';
}

function placeOf({ inbound, robot, at }: Evidence): string {
  return `${inbound?.sid ?? robot?.sid ?? 'a call'} at ${at.slice(11, 19)} UTC`;
}

/** The first line of an event, if the log has one. */
export const lineOf = ({ log }: Evidence, event: string): LogLine | undefined =>
  log.find((line) => line.event === event);

export const linesOf = ({ log }: Evidence, event: string): LogLine[] =>
  log.filter((line) => line.event === event);

/** Whether the robot hung up itself: it stayed as long as it could, or was stopped. */
export function hasRobotLeft({ scenario, robot, isStopped }: Evidence): boolean {
  const { seconds = 0 } = SCENARIOS.find(({ name }) => name === scenario) ?? {};
  return isStopped || robot?.seconds === null || (robot?.seconds ?? seconds) >= seconds;
}

/** What the agent decided, as the service or the flow read it. */
export const conclusionOf = (evidence: Evidence): LogLine | undefined =>
  lineOf(evidence, 'call-complete') ?? lineOf(evidence, 'call-transfer-state');
