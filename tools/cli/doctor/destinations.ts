import { variable } from '../../../src/runtime/variables';
import { readAgentShare } from '../../../src/voice/agent-share';
import { type Check, ok, warning } from './check';
import { destinationNames } from './names';

/** Whether somebody takes the callers whom the agent cannot serve. */
export const fallbackCheck: Check = {
  title: 'the fallback',
  online: false,
  run: ({ settings: { variables, envFileExists } }) => {
    if (!envFileExists) return [];
    const hasFallback =
      // With this one, each chain ends with voicemail.
      variable(variables, 'VOICEMAIL_CALLBACK_URL') !== undefined ||
      destinationNames(variables).some((name) => /^(FALLBACK|AGENT)_/.test(name));
    if (hasFallback) return [ok('Callers whom the agent cannot serve have somewhere to go')];
    return [
      warning(
        'Neither AGENT_DESTINATION nor FALLBACK_DESTINATION is set: callers whom the agent cannot serve hear an apology, and the call ends.',
        'Set AGENT_DESTINATION, for instance to a phone number.',
      ),
    ];
  },
};

/** Whether somebody takes the callers who do not get the agent. */
export const shareCheck: Check = {
  title: 'the agent’s share of callers',
  online: false,
  run: ({ settings: { variables } }) => {
    const { percent } = readAgentShare(variables).value;
    if (percent === 100) return [];
    const isTaken = destinationNames(variables).some((name) => /^(FALLBACK|AGENT)_/.test(name));
    if (isTaken) return [ok(`${percent} % of the callers get the agent (VOICE_AGENT_PERCENT)`)];
    return [
      warning(
        'VOICE_AGENT_PERCENT has no effect without Studio: neither AGENT_DESTINATION nor FALLBACK_DESTINATION names anybody to dial.',
        'Set AGENT_DESTINATION, for instance to a phone number.',
      ),
    ];
  },
};
