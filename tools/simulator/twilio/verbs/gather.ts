import { finish } from '../call/action';
import { on, over, type RunVerb } from '../call/context';
import { pause, play, readSeconds, say } from './speak';

const prompts: Record<string, RunVerb> = { Say: say, Play: play, Pause: pause };
const PRESS_MS = 500;

/** Waits for keys: they are sent to the action; without any, the next verb runs. */
export const gather: RunVerb = async (context) => {
  const { element, leg, document } = context;
  const { numDigits, finishOnKey = '#', timeout, actionOnEmptyResult } = element.attributes;
  for (const child of element.children) {
    const next = await prompts[child.name]?.({ ...context, element: child });
    if (next !== undefined && next.go !== 'on') return next;
  }
  const scripted = leg.nextDigits();
  const spent = await (scripted === ''
    ? leg.spend('gather', readSeconds(timeout, 5) * 1000, leg.keyComes)
    : leg.spend('gather', PRESS_MS));
  if (spent !== 'done') return over(spent === 'cut' ? 'cut' : 'caller-left');
  const pressed = scripted || leg.takeKeys();

  const ended = finishOnKey === '' ? pressed : (pressed.split(finishOnKey)[0] ?? '');
  const Digits = ended.slice(0, numDigits === undefined ? undefined : Number(numDigits));
  if (pressed !== '') {
    leg.timeline.add({ from: leg.person, to: 'twilio', what: `presses ${pressed}` });
  } else if (actionOnEmptyResult !== 'true') {
    return on;
  }
  return finish(
    context,
    { Digits, FinishedOnKey: pressed.includes(finishOnKey) ? finishOnKey : '' },
    document,
  );
};
