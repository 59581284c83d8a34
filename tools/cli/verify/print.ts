import type { Style, Terminal } from '../command/terminal';
import { writeNamedFile } from '../command/write-file';
import type { Verification } from './evidence';
import type { Answer, Verdict } from './judgement';

const MARKS: Readonly<Record<Verdict, readonly [string, Style]>> = {
  seen: ['✓', 'green'],
  'not seen': ['-', 'dim'],
  otherwise: ['✗', 'red'],
};

/** The table for a person, and the document for a program. */
export function printAnswers(
  run: Verification,
  answers: readonly Answer[],
  terminal: Terminal,
): void {
  const { phoneNumber, at } = run;
  terminal.result({ phoneNumber, at, answers, calls: run.evidence });
  for (const { id, text, verdict, evidence, todo } of answers) {
    const [mark, style] = MARKS[verdict];
    terminal.say(`${terminal.style(style, `${mark} ${verdict.padEnd(9)}`)} ${label(id)}  ${text}`);
    for (const one of evidence) terminal.say(`    ${terminal.style('dim', one)}`);
    if (todo) terminal.say(`    → ${todo}`);
  }
  terminal.say(`\n${summary(answers)}`);
}

/** An assumption has its number in docs/assumptions.md. */
const label = (id: string) => (id.startsWith('P') ? id : `A${id}`).padEnd(3);

function summary(answers: readonly Answer[]): string {
  const count = (verdict: Verdict) => answers.filter((one) => one.verdict === verdict).length;
  const counts = `${count('seen')} seen, ${count('not seen')} not seen, ${count('otherwise')} otherwise`;
  return `${counts}. docs/assumptions.md also has those that no call can show.`;
}

/** Writes the answers as a page to attach to a ticket. */
export function writeReport(
  file: string,
  run: Verification,
  answers: readonly Answer[],
  terminal: Terminal,
): void {
  const rows = answers.map(
    ({ id, text, verdict, evidence, todo }) =>
      `| ${label(id).trim()} | ${text.replace(/<\w+>/g, '`$&`')} | ${verdict} | ${evidence.join('<br>')} | ${todo ?? ''} |`,
  );
  const lines = [
    `# Verification of ${run.phoneNumber}`,
    '',
    `${run.at}. ${summary(answers)}`,
    '',
    'P: a promise of README.md. A: an assumption of docs/assumptions.md.',
    '',
    '| | promise or assumption | verdict | evidence | what to do |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ];
  writeNamedFile(file, `${lines.join('\n')}\n`, terminal);
  terminal.note(`The report is ${file}.`);
}
