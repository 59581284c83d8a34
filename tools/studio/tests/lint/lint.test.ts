import type { State } from '../../definition';
import { generativeAgentFlow } from '../../flow';
import { lintFlow } from '../../lint/lint';
import { describeProblem } from '../../lint/problem';
import { EXAMPLES } from '../../settings';

interface MutableState {
  name: string;
  type: State['type'];
  transitions: { event: string; next?: string; conditions?: object[] }[];
  properties: Record<string, unknown>;
}
interface MutableFlow {
  [key: string]: unknown;
  states: MutableState[];
}

const FILE = 'generative-agent.flow.json';

/** A copy of a committed flow, to be broken. */
function copyOf(file: string): MutableFlow {
  const settings = EXAMPLES[file];
  if (settings === undefined) throw new Error(`there is no ${file}`);
  return JSON.parse(JSON.stringify(generativeAgentFlow(settings)));
}

function stateOf({ states }: MutableFlow, name: string): MutableState {
  const state = states.find((one) => one.name === name);
  if (state === undefined) throw new Error(`there is no widget ${name}`);
  return state;
}

function problemsAfter(breakIt: (flow: MutableFlow) => void, file = FILE): string[] {
  const flow = copyOf(file);
  breakIt(flow);
  return lintFlow(flow).map(describeProblem);
}

/** One way to break a flow, and the widget that the linter must name. */
type Mutation = [
  what: string,
  file: string,
  widget: string,
  breakIt: (state: MutableState) => void,
];

function mutations(make: (file: string, state: MutableState) => Mutation[]): Mutation[] {
  return Object.keys(EXAMPLES).flatMap((file) =>
    copyOf(file).states.flatMap((state) => make(file, state)),
  );
}

const ofTransitions = mutations((file, { name, transitions }) =>
  transitions.map((transition, index) => [
    `${name} without ${transition.event} ${index}`,
    file,
    name,
    (state) => {
      // Of the matches of a split one may go; all of them must not.
      if (transition.event !== 'match') state.transitions.splice(index, 1);
      else state.transitions = state.transitions.filter(({ event }) => event !== 'match');
    },
  ]),
);

const ofNext = mutations((file, { name, transitions }) =>
  transitions.flatMap(({ event, next }, index): Mutation[] =>
    next === undefined
      ? []
      : [
          [
            `${name} whose ${event} ${index} leads nowhere`,
            file,
            name,
            ({ transitions: [...all] }) => delete all[index]?.next,
          ],
          [
            `${name} whose ${event} ${index} leads to a widget that is not there`,
            file,
            name,
            ({ transitions: [...all] }) => Object.assign(all[index] ?? {}, { next: `${next}s` }),
          ],
          [
            `${name} whose ${event} ${index} leads back to itself`,
            file,
            name,
            ({ transitions: [...all] }) => Object.assign(all[index] ?? {}, { next: name }),
          ],
        ],
  ),
);

const ofTypes = mutations((file, { name, properties }) =>
  Object.entries(properties).flatMap(([key, value]): Mutation[] => {
    if (key === 'offset') return [];
    const other = typeof value === 'string' ? 14_400 : String(value);
    return [
      [
        `${name} with ${key} of another type`,
        file,
        name,
        (state) => Object.assign(state.properties, { [key]: other }),
      ],
    ];
  }),
);

const ofVariables = mutations((file, { name, properties }) =>
  Object.entries(properties).flatMap(([key, value]): Mutation[] => {
    const text = JSON.stringify(value);
    const variables = text.match(/(trigger\.call|flow|flow\.variables|widgets)(\.\w+)+/g) ?? [];
    return [...new Set(variables)].map((variable) => [
      `${name} that reads ${variable}x in ${key}`,
      file,
      name,
      (state) => {
        const misspelt = text.replaceAll(variable, misspell(variable));
        state.properties[key] = JSON.parse(misspelt);
      },
    ]);
  }),
);

/** A transfer variable can have any name, so the one before it is misspelt. */
function misspell(variable: string): string {
  return variable.includes('transferVariables')
    ? variable.replace('transferVariables', 'transferVariable')
    : `${variable}x`;
}

test('there is much to break', () => {
  for (const each of [ofTransitions, ofNext, ofTypes, ofVariables]) {
    expect(each.length).toBeGreaterThan(20);
  }
});

test.each([...ofTransitions, ...ofNext, ...ofTypes])(
  '%s in %s is found',
  (_, file, name, breakIt) => {
    const problems = problemsAfter((flow) => breakIt(stateOf(flow, name)), file);
    expect(problems.some((problem) => problem.startsWith(`${name}: `))).toBe(true);
  },
);

// A parameter with a default may have any name: what the caller's URL brings.
const free = /trigger\.call\.(customerId|taskName|From)x in variables/;

test.each(ofVariables.filter(([what]) => !free.test(what)))(
  '%s in %s is found',
  (_, file, name, breakIt) => {
    const problems = problemsAfter((flow) => breakIt(stateOf(flow, name)), file);
    expect(problems.some((problem) => problem.startsWith(`${name}: `))).toBe(true);
  },
);

test('an integer as timeout of the redirect is named with its widget and place', () => {
  const problems = problemsAfter((flow) => {
    stateOf(flow, 'engage').properties.timeout = 14_400;
  });
  expect(problems).toEqual(['engage: timeout must be string (#/states/2/properties/timeout)']);
});

test('a variable that exists on some ways only needs a default', () => {
  const problems = problemsAfter((flow) => {
    stateOf(flow, 'apology').properties.say = '{{widgets.call_transfer_state.parsed.outcome}}';
  });
  expect(problems.join()).toMatch(/apology: reads .* not there on every way/);
});

test('a variable of a widget that comes later does not exist yet', () => {
  const problems = problemsAfter((flow) => {
    stateOf(flow, 'engage').properties.url =
      'https://a.example/engage?x={{widgets.agent_1.DialCallStatus | default: "" | url_encode | replace: "+", "%20"}}';
  });
  expect(problems.join()).toContain('engage: reads widgets.agent_1.DialCallStatus before it can');
});

test.each(['trigger.call.From', 'trigger.call.From | url_encode'])(
  '{{%s}} in a URL is found, since it can hold a blank or a plus',
  (variable) => {
    const problems = problemsAfter((flow) => {
      stateOf(flow, 'engage').properties.url = `https://a.example/engage?from={{${variable}}}`;
    });
    expect(problems.join()).toContain('url has trigger.call.From in it that is not encoded');
  },
);

test.each([
  ['a value that breaks the JSON', '{"name":"{{trigger.call.From}}"}', 'is not JSON once'],
  ['text that is no JSON', 'name={{trigger.call.From}}', 'is not JSON once'],
  ['more than 1024 characters', JSON.stringify({ name: 'x'.repeat(1_024) }), '1024 characters'],
  ['a filter that Studio does not have', '{"name":{{trigger.call.From | json}}}', 'json'],
  ['an unclosed variable', '{"name":{{trigger.call.From}', 'not good Liquid'],
])('task attributes with %s are found', (_, attributes, message) => {
  const problems = problemsAfter((flow) => {
    stateOf(flow, 'agent_1').properties.attributes = attributes;
  }, 'generative-agent-flex.flow.json');
  expect(problems.join()).toContain('agent_1: ');
  expect(problems.join()).toContain(message);
});

test.each([
  ['text', 'flow'],
  ['nothing', null],
  ['no states', { description: '', states: [], initial_state: 'a', flags: {} }],
  ['a state that is none', { ...copyOf(FILE), states: [null] }],
  ['an unknown key', { ...copyOf(FILE), author: 'me' }],
  ['an initial state that is not there', { ...copyOf(FILE), initial_state: 'Start' }],
])('a flow that is %s is found', (_, input) => {
  expect(lintFlow(input)).not.toEqual([]);
});

test('a widget that nothing leads to, and one whose name is taken, are found', () => {
  const problems = problemsAfter(({ states }) => {
    const apology = { ...(states.at(-1) ?? states[0]) } as MutableState; // a flow has states
    states.push({ ...apology, name: 'lost' }, apology);
  });
  expect(problems.join()).toContain('lost: no widget leads here');
  expect(problems.join()).toContain('apology: the name is not unique');
});

test('a condition that tests something else than its split shows is found', () => {
  const problems = problemsAfter((flow) => {
    stateOf(flow, 'outcome').properties.input = '{{trigger.call.CallStatus}}';
  });
  expect(problems.join()).toContain('outcome: the conditions test something else');
});
