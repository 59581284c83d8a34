/** `npm run audit`: known vulnerabilities of the packages that are deployed. Exits with 1 if there are. */
import { auditDependencies } from './audit/audit';
import { runCommand } from './command/command';
import { CommandFailure } from './command/failure';

runCommand({
  name: 'audit',
  summary: 'Asks the registry for grave vulnerabilities of the packages that are deployed.',
  options: {},
  async run(_args, terminal) {
    const audit = await terminal.progress('Asking the registry', () => auditDependencies());
    if (audit.kind === 'vulnerable') {
      throw new CommandFailure(
        `Known vulnerabilities in ${audit.packages.join(', ')}.`,
        'See `npm audit --omit=dev` for the versions without them.',
        'vulnerable',
      );
    }
    terminal.result(audit);
    terminal.say(
      audit.kind === 'skipped'
        ? `Audit of the dependencies: skipped (${audit.reason}).`
        : 'Audit of the dependencies: no known vulnerability of high or critical severity.',
    );
    return 0;
  },
});
