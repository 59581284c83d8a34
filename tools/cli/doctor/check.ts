import type { Settings } from '../twilio/settings';

/** What a check is about: a project folder, and where it would be deployed to. */
export interface Patient {
  readonly root: string;
  readonly settings: Settings;
  /** It is about to be deployed, so that nothing may be of this machine only. */
  readonly deploying: boolean;
  /** For instance `22.11.0`. */
  readonly nodeVersion: string;
}

/**
 * What was found:
 * - `good`, or `doubtful`: it works, but look at it;
 * - `bad`: it must be mended;
 * - `left-out`: it could not be checked.
 */
export interface Finding {
  readonly verdict: 'good' | 'doubtful' | 'bad' | 'left-out';
  /** What was looked at, and what is the matter; never a secret. */
  readonly text: string;
  /** One sentence: what to do. Every bad finding has it. */
  readonly mend?: string;
}

export interface Check {
  /** What it looks at, for the progress and for what is left out. */
  readonly title: string;
  readonly online: boolean;
  readonly run: (patient: Patient) => Finding[] | Promise<Finding[]>;
}

export const good = (text: string): Finding => ({ verdict: 'good', text });
export const bad = (text: string, mend: string): Finding => ({ verdict: 'bad', text, mend });
export const doubtful = (text: string, mend: string): Finding => ({
  verdict: 'doubtful',
  text,
  mend,
});
export const leftOut = (text: string): Finding => ({ verdict: 'left-out', text });
