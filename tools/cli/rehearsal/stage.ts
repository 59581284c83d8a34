import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** All that the toolkit reads of a built project. */
const PARTS = ['package.json', '.twilioserverlessrc', 'dist/functions', 'assets'];

/** A copy of what is deployed: the toolkit leaves a file of its own in the folder it works in. */
export function stageProject(root: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'voice-agent-stage-'));
  for (const part of PARTS) cpSync(join(root, part), join(path, part), { recursive: true });
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
