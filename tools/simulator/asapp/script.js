import { keepNewest } from './newest';
export const agentOutcomes = ['agent', 'system', 'completed', 'drop', 'hang-up'];
export const voiceNames = ['tones', 'words', 'menu', 'brief'];
export const defaultScript = {
  outcome: 'agent',
  voice: 'tones',
  frames: 60,
  currentTaskName: 'AccountInquiry',
  referenceVariables: { account_balance: '1250.00', is_member: true },
  transferVariables: { next_action: 'schedule_callback', priority: 'high' },
  keys: { 1: 'agent', 2: 'system', 9: 'drop' },
  callerLeft: 'CALLER_DISCONNECT',
  readsUntilSettled: 0,
  record: {},
};
/** The scripts of the calls to come, by CallSid; a call without its own has the default. */
export class ScriptBook {
  #scripts = new Map();
  #standard;
  constructor(standard = {}) {
    this.#standard = standard;
  }
  /** One script per engagement of the call, in order; the last one is for all that follow. */
  set(callSid, scripts) {
    this.#scripts.set(callSid, scripts);
    keepNewest(this.#scripts);
  }
  /** The script of the call's next engagement. */
  next(callSid) {
    const scripts = this.#scripts.get(callSid) ?? [];
    const script = scripts.length > 1 ? scripts.shift() : scripts[0];
    return { ...defaultScript, ...this.#standard, ...script };
  }
}
