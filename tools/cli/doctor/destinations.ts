import { type Environment, namesOf, variable } from '../../../src/runtime/variables';
import { readAgentShare } from '../../../src/voice/agent-share';
import { emptyContext } from '../../../src/voice/call-context';
import { readDestinations } from '../../../src/voice/destinations';
import { route } from '../../../src/voice/routing';
import { type Check, type Finding, ok, warning } from './check';
import { destinationNames, readName, viewsOf } from './names';

/** Whether somebody takes the callers whom the agent cannot serve. */
export const fallbackCheck: Check = {
  title: 'the fallback',
  online: false,
  run: ({ settings: { variables, envFileExists } }) => {
    if (!envFileExists) return [];
    const hasFallback =
      // With one of these, each chain ends with voicemail.
      variable(variables, 'VOICEMAIL_CALLBACK_URL') !== undefined ||
      variable(variables, 'VOICEMAIL_WORKFLOW') !== undefined ||
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

/** Whether callers whom nobody can take hear at least an apology. */
export const apologyCheck: Check = {
  title: 'the apology',
  online: false,
  run: ({ settings: { variables } }) => {
    const silent = Object.keys(variables).filter(
      (name) => readName(name)?.base === 'APOLOGY' && variable(variables, name) === 'off',
    );
    return silent.map((name) =>
      warning(
        `${name} is off: callers hear nothing before the call ends if nobody can take it.`,
        `Remove ${name}, or set it to a text, unless each chain ends with something else.`,
      ),
    );
  },
};

/** Whether somebody takes the callers who do not get the agent, on each line. */
export const shareCheck: Check = {
  title: 'the agent’s share of callers',
  online: false,
  run: ({ settings: { variables } }) => {
    const [service, ...lines] = viewsOf(variables).map(shareOf);
    if (!service) return [];
    const others = lines.filter(
      ({ percent, isTaken }) => percent !== service.percent || isTaken !== service.isTaken,
    );
    return [service, ...others].flatMap(checkShare);
  },
};

interface Share {
  /** In words; empty for the calls without a line. */
  readonly where: string;
  readonly percent: number;
  /** Whether the others have somewhere to go. */
  readonly isTaken: boolean;
}

function shareOf(view: Environment): Share {
  const [name = ''] = namesOf(view, 'VOICE_AGENT_PERCENT');
  const line = readName(name)?.suffix;
  const { value } = readDestinations(view);
  return {
    where: line === undefined ? '' : ` on the line ${line}`,
    percent: readAgentShare(view).value.percent,
    isTaken: route('agent', emptyContext(undefined), value).length > 0,
  };
}

function checkShare({ where, percent, isTaken }: Share): Finding[] {
  if (percent === 100) return [];
  if (isTaken)
    return [ok(`${percent}% of the callers${where} get the agent (VOICE_AGENT_PERCENT)`)];
  return [
    warning(
      `VOICE_AGENT_PERCENT has no effect without Studio${where}: neither AGENT_DESTINATION nor FALLBACK_DESTINATION names anybody to dial.`,
      'Set AGENT_DESTINATION, for instance to a phone number.',
    ),
  ];
}
