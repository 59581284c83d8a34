import { drawFlow } from '../diagram';
import { generativeAgentFlow } from '../flow';
import { EXAMPLES } from '../settings';

test.each(Object.entries(EXAMPLES))(
  'the diagram of %s has every widget, and an arrow for every exit',
  (_, settings) => {
    const flow = generativeAgentFlow(settings);
    const lines = drawFlow(flow).split('\n');
    for (const { name, transitions } of flow.states) {
      expect(lines.filter((line) => line.includes(`"${name}<br/>`))).toHaveLength(1);
      for (const { event, next, conditions } of transitions) {
        if (next === undefined) continue;
        const label = conditions?.[0]?.value.replaceAll(',', ', ') ?? event;
        const arrow = lines.find(
          (line) => line.startsWith(`  ${name} -->`) && line.endsWith(` ${next}`),
        );
        expect(arrow).toContain(label);
      }
    }
  },
);
