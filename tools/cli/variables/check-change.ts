import { configurationProblems, unreadVariables } from '../doctor/configuration';
import { localHostProblem, sizeProblems } from '../doctor/variables';

/** The runtime's own, and those of the commands: deploying them would break something. */
const NOT_OURS = /^(DOMAIN_NAME|ACCOUNT_SID|AUTH_TOKEN|TWILIO_[A-Z_]+)$/;

type Values = Readonly<Record<string, string>>;

/**
 * What a change of variables would break, in sentences without values: a value that the service would
 * not take, a name that nothing reads, or a limit of Twilio's. What was wrong before does not count.
 *
 * @param root - the project, whose `.env.example` names the variables of its own functions
 */
export function problemsOfChange(before: Values, after: Values, root: string): string[] {
  const names = Object.keys(after).filter((name) => after[name] !== before[name]);
  const known = new Set([...configurationProblems(before), ...sizeProblems(before)]);
  const wrong = [...configurationProblems(after), ...sizeProblems(after)];
  return [
    ...names
      .filter((name) => NOT_OURS.test(name))
      .map((name) => `${name} is not a variable of the service`),
    ...unreadVariables(names, root).map(
      ({ name, reason }) => `nothing reads ${name}${reason ? ` (${reason})` : ''}`,
    ),
    ...wrong.filter((problem) => !known.has(problem)),
    ...names.flatMap((name) => localHostProblem(name, after[name] ?? '') ?? []),
  ];
}
