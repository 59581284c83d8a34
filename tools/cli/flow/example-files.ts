import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawFlow } from '../../studio/diagram';
import { generativeAgentFlow } from '../../studio/flow';
import { EXAMPLE_SETTINGS, EXAMPLES } from '../../studio/settings';

const PAGE = 'docs/studio.md';

/**
 * The files in the repository that are generated from the flow's source: paths and contents.
 *
 * @param root - the folder of the repository
 */
export function exampleFiles(root: string): [path: string, content: string][] {
  const flows = Object.entries(EXAMPLES).map(([file, settings]): [string, string] => [
    `studio/${file}`,
    `${JSON.stringify(generativeAgentFlow(settings), null, 2)}\n`,
  ]);
  return [...flows, [PAGE, withDiagram(readFileSync(join(root, PAGE), 'utf8'))]];
}

/** The page with a new diagram between its two marks. */
function withDiagram(page: string): string {
  const diagram = drawFlow(generativeAgentFlow(EXAMPLE_SETTINGS));
  const [before, rest = ''] = page.split('<!-- picture -->');
  const [, after] = rest.split('<!-- /picture -->');
  if (before === undefined || after === undefined) throw new Error(`${PAGE} has lost its marks`);
  const drawn = `\n\`\`\`mermaid\n${diagram}\n\`\`\`\n`;
  return `${before}<!-- picture -->${drawn}<!-- /picture -->${after}`;
}
