import { CommandFailure } from '../command/failure';
import type { Variables } from '../command/terminal';
import type { Settings } from '../twilio/settings';

/** What is checked: a project folder, and the service that it would be deployed to. */
export interface Project {
  readonly root: string;
  readonly settings: Settings;
  /** The environment of this process, which may hold the Twilio credentials. */
  readonly env: Variables;
  /** It is about to be deployed, so nothing in it may work on this machine only. */
  readonly deploying: boolean;
  /** For instance `22.11.0`. */
  readonly nodeVersion: string;
}

/**
 * What a check found:
 * - `ok`, or `warning`: it works, but look at it;
 * - `problem`: it must be fixed;
 * - `skipped`: it could not be checked.
 */
export interface Finding {
  readonly verdict: 'ok' | 'warning' | 'problem' | 'skipped';
  /** What was checked, and what is wrong with it; never a secret. */
  readonly text: string;
  /** What to do, in one sentence. Every problem and warning has it. */
  readonly fix?: string;
}

export interface Check {
  /** What it checks, for the progress line and for when it is skipped. */
  readonly title: string;
  readonly online: boolean;
  readonly run: (project: Project) => Finding[] | Promise<Finding[]>;
}

export const ok = (text: string): Finding => ({ verdict: 'ok', text });
export const problem = (text: string, fix: string): Finding => ({ verdict: 'problem', text, fix });
export const warning = (text: string, fix: string): Finding => ({ verdict: 'warning', text, fix });
export const skipped = (text: string): Finding => ({ verdict: 'skipped', text });

/**
 * A check that Twilio may refuse: a restricted API key may not read everything, not every region has
 * everything, and no deploy needs what is read here.
 *
 * @param title - what is not checked then
 */
export async function unlessRefused(
  title: string,
  check: () => Promise<Finding[]>,
): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return [skipped(`${title} (${error.message})`)];
  }
}
