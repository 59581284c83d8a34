import type { State, WidgetType } from '../../../studio/definition';
import type { Entered, WidgetContext, WidgetKind } from './kind';
import { setVariables, splitBasedOn } from './plain';
import { enqueueCall, sendToFlex } from './queue';
import { addTwimlRedirect } from './redirect';
import { runFunction } from './run-function';
import { connectCallTo, recordVoicemailWidget, sayPlay } from './voice';

const KINDS: { readonly [Type in WidgetType]: WidgetKind<Type> } = {
  trigger: { enter: () => ({ event: 'incomingCall' }) },
  'set-variables': setVariables,
  'add-twiml-redirect': addTwimlRedirect,
  'run-function': runFunction,
  'split-based-on': splitBasedOn,
  'connect-call-to': connectCallTo,
  'send-to-flex': sendToFlex,
  'enqueue-call': enqueueCall,
  'say-play': sayPlay,
  'record-voicemail': recordVoicemailWidget,
};

export function enter(state: State, turn: WidgetContext): Entered | Promise<Entered> {
  return kindOf(state).enter(state, turn);
}

/** The kind of a widget, by its type. */
export function kindOf(state: State): WidgetKind<WidgetType> {
  const kind = KINDS[state.type];
  if (kind === undefined) throw new Error(`the simulated Studio has no widget ${state.type}`);
  // Safe: the kind is looked up by the state's own type.
  return kind as unknown as WidgetKind<WidgetType>;
}
