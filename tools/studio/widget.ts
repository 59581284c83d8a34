import {
  type State,
  type StateOf,
  type Transition,
  WIDGET_EVENTS,
  type WidgetEvent,
  type WidgetProperties,
  type WidgetType,
} from './definition';

/** An exit that ends the flow: the caller has gone, or has heard a goodbye. */
export const END = undefined;

/** Where each event of a widget leads. */
export type Exits<Type extends WidgetType> = Readonly<
  Record<WidgetEvent<Type>, string | typeof END>
>;

/** A widget without its position on the canvas. */
export type Draft = State extends infer S ? (S extends State ? Unplaced<S> : never) : never;

type Unplaced<S extends State> = Omit<S, 'properties'> & {
  readonly properties: Omit<S['properties'], 'offset'>;
};

type PlainType = Exclude<WidgetType, 'split-based-on'>;

/** A widget with an exit for each of its events: none can be forgotten. */
export function widget<Type extends PlainType>(
  type: Type,
  name: string,
  properties: WidgetProperties[Type],
  exits: Exits<Type>,
): Draft {
  const events: readonly WidgetEvent<Type>[] = WIDGET_EVENTS[type];
  const transitions = events.map((event) => transition(event, exits[event]));
  // Safe: type and properties belong together by the signature, which a union cannot express.
  return { name, type, transitions, properties } as unknown as Draft;
}

/** One exit of a split. */
export interface Match {
  readonly type: 'equal_to' | 'matches_any_of';
  /** For `matches_any_of`: several, separated by commas. */
  readonly value: string;
  readonly next: string;
}

/** A Split Based On widget: the first match for `input`, otherwise `noMatch`. */
export function split(
  name: string,
  input: string,
  matches: readonly Match[],
  noMatch: string,
): Draft {
  const transitions = [
    transition('noMatch', noMatch),
    ...matches.map(({ type, value, next }) => ({
      event: 'match',
      next,
      conditions: [{ friendly_name: value, arguments: [input], type, value }],
    })),
  ];
  return { name, type: 'split-based-on', transitions, properties: { input } };
}

function transition(event: string, next: string | undefined): Transition {
  return next === undefined ? { event } : { event, next };
}

/** The widget at a position on the canvas. */
export function place(draft: Draft, x: number, y: number): State {
  const properties = { ...draft.properties, offset: { x, y } };
  // Safe: a Draft is a State without the offset that is added here.
  return { ...draft, properties } as unknown as StateOf<WidgetType>;
}
