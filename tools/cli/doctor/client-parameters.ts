import { CLIENT_VARIABLES } from '../../../src/runtime/client-parameters';
import { type Environment, readVariables, variable } from '../../../src/runtime/variables';
import { flowSidOf } from '../numbers/binding';
import { type Check, type Finding, warning } from './check';
import { linesOf } from './names';

/** What the service ignores in calls from the Voice SDK. */
const missingOf = (variables: Environment, wanted: readonly string[]): string[] => {
  const named = readVariables(variables, CLIENT_VARIABLES).value.CLIENT_PARAMETERS ?? [];
  return wanted.filter((name) => !named.includes(name));
};

const fixFor = (missing: readonly string[]) =>
  `Name ${missing.join(', ')} in CLIENT_PARAMETERS: see “Voice SDK callers” in docs/configuration.md.`;

/** A Studio Flow needs both of them to get its call back. */
const FLOW_PARAMETERS = ['flowSid', 'engagement'];

/** Whether `CLIENT_PARAMETERS` names what goes with its other names, or with lines. */
export const clientParametersCheck: Check = {
  title: 'the parameters of Voice SDK callers',
  online: false,
  run: ({ settings: { variables } }) => {
    if (!variable(variables, 'CLIENT_PARAMETERS')) return [];
    const flow = missingOf(variables, FLOW_PARAMETERS);
    return [
      ...(linesOf(variables).length > 0 ? missingOf(variables, ['line']) : []).map((name) =>
        warning(
          `CLIENT_PARAMETERS does not name ${name}: callers from the Voice SDK get the variables without a line.`,
          fixFor([name]),
        ),
      ),
      ...(flow.length === 1 ? flow : []).map((name) =>
        warning(
          `CLIENT_PARAMETERS does not name ${name}, which a Studio Flow passes as well.`,
          fixFor([name]),
        ),
      ),
    ];
  },
};

/** What a TwiML app passes that the service ignores, since calls through it come from the Voice SDK. */
export function appParameters(
  name: string,
  voiceUrl: string,
  isOurs: boolean,
  variables: Environment,
): Finding[] {
  if (isOurs) {
    const passed = [...new URL(voiceUrl).searchParams.keys()].filter((key) => /^[a-z]/.test(key));
    const missing = missingOf(variables, passed);
    if (missing.length === 0) return [];
    const text = `The TwiML app ${name} passes ${missing.join(', ')} to /engage, which ignores it: CLIENT_PARAMETERS does not name it.`;
    return [warning(text, fixFor(missing))];
  }
  const missing = flowSidOf(voiceUrl) ? missingOf(variables, FLOW_PARAMETERS) : [];
  if (missing.length === 0) return [];
  const text = `The TwiML app ${name} starts a Studio Flow. If that sends callers to the voice agent, it does not get them back: CLIENT_PARAMETERS does not name ${missing.join(', ')}.`;
  return [warning(text, fixFor(missing))];
}
