/** `npm run doctor`: what is wrong with this project, its settings and its accounts, and the mend. */
import { runCommand } from './command/command';
import type { Patient } from './doctor/check';
import { checksFor, examine } from './doctor/examine';
import { LOAD_SYSTEM_ENV_OPTION, readSettings, SETTINGS_OPTIONS } from './twilio/settings';

runCommand({
  name: 'doctor',
  summary: 'Checks everything that a deploy and a call need, and says how to mend what is wrong.',
  options: {
    ...SETTINGS_OPTIONS,
    ...LOAD_SYSTEM_ENV_OPTION,
    deploying: { type: 'boolean', description: 'be as strict as `npm run deploy` is' },
    offline: { type: 'boolean', description: 'ask nobody over the network' },
  },
  examples: [
    ['', 'the project and .env'],
    ['--production', 'the project and the env file of production'],
  ],
  async run({ values }, terminal) {
    const settings = await readSettings(values);
    const patient: Patient = {
      root: process.cwd(),
      settings,
      deploying: values.deploying ?? false,
      nodeVersion: process.versions.node,
    };
    const network = { offline: values.offline ?? false };
    const findings = await examine(checksFor(patient), patient, network, terminal);
    const bad = findings.filter(({ verdict }) => verdict === 'bad').length;
    terminal.result({ healthy: bad === 0, findings });
    terminal.say(
      bad === 0 ? '\nAll well.' : `\n${bad === 1 ? 'One thing' : `${bad} things`} to mend.`,
    );
    return bad === 0 ? 0 : 1;
  },
});
