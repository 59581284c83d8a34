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

const flows = new Map(
  Object.entries(EXAMPLES).map(([file, settings]) => [
    file,
    JSON.stringify(generativeAgentFlow(settings)),
  ]),
);

/** A copy of an example flow, to break. */
function copyOf(file: string): MutableFlow {
  const flow = flows.get(file);
  if (flow === undefined) throw new Error(`there is no ${file}`);
  return JSON.parse(flow);
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
      // A split may lose one of its matches, but not all of them.
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
            `${name} whose ${event} ${index} leads to a missing widget`,
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

/** A variable of the conversation can have any name, so the one before it is misspelt. */
function misspell(variable: string): string {
  const misspelt = variable.replace(/(transfer|reference)Variables/, '$1Variable');
  return misspelt === variable ? `${variable}x` : misspelt;
}

test('the example flows offer many mutations of every kind', () => {
  for (const each of [ofTransitions, ofNext, ofTypes, ofVariables]) {
    expect(each.length).toBeGreaterThan(20);
  }
});

test.each([...ofTransitions, ...ofNext, ...ofTypes])(
  'the linter finds %s in %s',
  (_, file, name, breakIt) => {
    const problems = problemsAfter((flow) => breakIt(stateOf(flow, name)), file);
    expect(problems.some((problem) => problem.startsWith(`${name}: `))).toBe(true);
  },
);

// A parameter with a default may have any name, since the URL of the call can have any.
const free = /trigger\.call\.((customerId|taskName|From)x in variables|recordingx in url)/;

test.each(ofVariables.filter(([what]) => !free.test(what)))(
  'the linter finds %s in %s',
  (_, file, name, breakIt) => {
    const problems = problemsAfter((flow) => breakIt(stateOf(flow, name)), file);
    expect(problems.some((problem) => problem.startsWith(`${name}: `))).toBe(true);
  },
);

test('the linter names the widget and the property of a problem', () => {
  const problems = problemsAfter((flow) => {
    stateOf(flow, 'engage').properties.timeout = 14_400;
  });
  expect(problems).toEqual(['engage: timeout must be string (#/states/2/properties/timeout)']);
});

test('the linter wants a default for a variable that exists on some paths only', () => {
  const problems = problemsAfter((flow) => {
    stateOf(flow, 'apology').properties.say = '{{widgets.call_transfer_state.parsed.outcome}}';
  });
  expect(problems.join()).toMatch(/apology: reads .* does not exist on every path/);
});

test('the linter finds a variable of a widget that runs later', () => {
  const problems = problemsAfter((flow) => {
    stateOf(flow, 'engage').properties.url =
      'https://a.example/engage?x={{widgets.agent_1.DialCallStatus | default: "" | url_encode | replace: "+", "%20"}}';
  });
  expect(problems.join()).toContain('engage: reads widgets.agent_1.DialCallStatus before it can');
});

test.each(['trigger.call.From', 'trigger.call.From | url_encode'])(
  'the linter finds {{%s}} in a URL, since it can contain a space or a plus',
  (variable) => {
    const problems = problemsAfter((flow) => {
      stateOf(flow, 'engage').properties.url = `https://a.example/engage?from={{${variable}}}`;
    });
    expect(problems.join()).toContain('url contains trigger.call.From without encoding');
  },
);

test.each([
  ['a value that breaks the JSON', '{"name":"{{trigger.call.From}}"}', 'is not JSON once'],
  ['text that is not JSON', 'name={{trigger.call.From}}', 'is not JSON once'],
  ['more than 1024 characters', JSON.stringify({ name: 'x'.repeat(1_024) }), '1024 characters'],
  ['a filter that Studio does not have', '{"name":{{trigger.call.From | json}}}', 'json'],
  ['an unclosed variable', '{"name":{{trigger.call.From}', 'not valid Liquid'],
])('the linter finds task attributes with %s', (_, attributes, message) => {
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
  ['a state that is null', { ...copyOf(FILE), states: [null] }],
  ['an unknown key', { ...copyOf(FILE), author: 'me' }],
  ['an initial state that does not exist', { ...copyOf(FILE), initial_state: 'Start' }],
])('the linter finds a flow with %s', (_, input) => {
  expect(lintFlow(input)).not.toEqual([]);
});

test('the linter finds a widget that nothing leads to, and a name that is used twice', () => {
  const problems = problemsAfter(({ states }) => {
    const apology = { ...(states.at(-1) ?? states[0]) } as MutableState; // a flow has states
    states.push({ ...apology, name: 'lost' }, apology);
  });
  expect(problems.join()).toContain('lost: no widget leads here');
  expect(problems.join()).toContain('apology: the name is not unique');
});

test('the linter finds a condition that does not test the input of its split', () => {
  const problems = problemsAfter((flow) => {
    stateOf(flow, 'outcome').properties.input = '{{trigger.call.CallStatus}}';
  });
  expect(problems.join()).toContain('outcome: the conditions do not test');
});
