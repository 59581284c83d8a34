/** `npm run audit`: known vulnerabilities of the packages that are deployed. Exits with 1 if there are. */
import { auditDependencies } from './audit/audit';

async function main(): Promise<void> {
  const audit = await auditDependencies();
  if (audit.kind === 'vulnerable') {
    console.error(`Known vulnerabilities in ${audit.packages.join(', ')}: see npm audit.`);
    process.exitCode = 1;
  } else if (audit.kind === 'skipped') {
    console.log(`Audit of the dependencies: skipped (${audit.reason}).`);
  } else {
    console.log('Audit of the dependencies: no known vulnerability of high or critical severity.');
  }
}

void main();
