import { readFileSync } from 'node:fs';
import { drawFlow } from '../../studio/diagram';
import { generativeAgentFlow } from '../../studio/flow';
import { EXAMPLE_SETTINGS, EXAMPLES } from '../../studio/settings';

const PAGE = 'docs/studio.md';

/** What is generated from the flow's source and kept in the repository: paths and contents. */
export function exampleFiles(): [path: string, content: string][] {
  const flows = Object.entries(EXAMPLES).map(([file, settings]): [string, string] => [
    `studio/${file}`,
    `${JSON.stringify(generativeAgentFlow(settings), null, 2)}\n`,
  ]);
  return [...flows, [PAGE, withPicture(readFileSync(PAGE, 'utf8'))]];
}

/** The page with the picture drawn anew, between its two marks. */
function withPicture(page: string): string {
  const picture = drawFlow(generativeAgentFlow(EXAMPLE_SETTINGS));
  const [before, rest = ''] = page.split('<!-- picture -->');
  const [, after] = rest.split('<!-- /picture -->');
  if (before === undefined || after === undefined) throw new Error(`${PAGE} has lost its marks`);
  const drawn = `\n\`\`\`mermaid\n${picture}\n\`\`\`\n`;
  return `${before}<!-- picture -->${drawn}<!-- /picture -->${after}`;
}
