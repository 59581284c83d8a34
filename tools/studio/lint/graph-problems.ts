import {
  type Condition,
  type FlowDefinition,
  type State,
  type StateOf,
  WIDGET_EVENTS,
} from '../definition';
import type { FlowProblem } from './problem';

/** Checks the connections between widgets: every event must lead to a widget that exists. */
export function graphProblems({ states, initial_state }: FlowDefinition): FlowProblem[] {
  const names = new Set(states.map(({ name }) => name));
  const problems: FlowProblem[] = [];
  if (!names.has(initial_state)) {
    const message = `the initial state ${initial_state} does not exist`;
    problems.push({ widget: undefined, path: '#/initial_state', message });
  }
  const reached = reachable(states, initial_state);
  states.forEach((state, index) => {
    const path = `#/states/${index}`;
    const { name } = state;
    const add = (message: string, below = '') =>
      problems.push({ widget: name, path: path + below, message });
    if (states.findIndex((other) => other.name === name) < index) add('the name is not unique');
    if (!reached.has(name)) add('no widget leads here');
    if (isInLoop(state, states)) add('is part of a loop: Studio ends a call after 10 rounds');
    for (const event of missingEvents(state)) add(`the event ${event} is not handled`);
    state.transitions.forEach((transition, position) => {
      const { event, next, conditions } = transition;
      const below = `/transitions/${position}`;
      const events: readonly string[] = WIDGET_EVENTS[state.type];
      if (!events.includes(event)) add(`a ${state.type} has no event ${event}`, below);
      if (next !== undefined && !names.has(next)) {
        add(`${event} leads to ${next}, which does not exist`, below);
      }
      if (next === undefined && !mayEnd(state, event)) {
        add(`${event} leads nowhere: the call would end without a word`, below);
      }
      if ((event === 'match') !== (conditions !== undefined)) {
        add('conditions belong on match, and nowhere else', below);
      }
      if (state.type === 'split-based-on' && !testsInput(state, conditions)) {
        add('the conditions do not test the input of the split', below);
      }
    });
  });
  return problems;
}

/** Studio shows the input but compares the argument of each condition: they must be the same. */
function testsInput(
  { properties }: StateOf<'split-based-on'>,
  conditions: readonly Condition[] = [],
): boolean {
  return conditions.every((condition) => condition.arguments.join() === properties.input);
}

function missingEvents({ type, transitions }: State): string[] {
  const handled = new Set(transitions.map(({ event }) => event));
  return WIDGET_EVENTS[type].filter((event) => !handled.has(event));
}

/** Whether a flow may end here: the caller has gone, or there never was a call. */
function mayEnd(state: State, event: string): boolean {
  if (state.type === 'trigger') return event !== 'incomingCall';
  // The pause key is words that somebody has switched off.
  if (state.type === 'say-play') return /^w?$/.test(state.properties.digits ?? '');
  return event === 'hangup';
}

function reachable(states: readonly State[], start: string): Set<string> {
  const reached = new Set<string>();
  const visit = (name: string) => {
    if (reached.has(name)) return;
    reached.add(name);
    for (const next of nextOf(states, name)) visit(next);
  };
  visit(start);
  return reached;
}

function isInLoop({ name }: State, states: readonly State[]): boolean {
  return nextOf(states, name).some((next) => reachable(states, next).has(name));
}

function nextOf(states: readonly State[], name: string): string[] {
  const state = states.find((one) => one.name === name);
  return (state?.transitions ?? []).flatMap(({ next }) => next ?? []);
}
