import { generativeAgentFlow } from '../../studio/flow';
import { EXAMPLES } from '../../studio/settings';

/** What is generated from the flow's source and kept in the repository: paths and contents. */
export function exampleFiles(): [path: string, content: string][] {
  return Object.entries(EXAMPLES).map(([file, settings]) => [
    `studio/${file}`,
    `${JSON.stringify(generativeAgentFlow(settings), null, 2)}\n`,
  ]);
}
