/** `npm run transcript`: the finished conversation of a call, as ASAPP transcribed it. */
import { readAsappConfig } from '../../src/asapp/config';
import { readConversation, type Utterance } from '../../src/asapp/conversation';
import { explainRefusals, requireConfig } from './apis/explain';
import { defineCommand, runAsProgram } from './command/command';
import { UsageFailure } from './command/failure';
import type { Terminal } from './command/terminal';
import { readSettings, SETTINGS_OPTIONS } from './twilio/settings';

/** How long ASAPP may take to return up to 1000 messages, in ms. */
const PATIENCE_MILLISECONDS = 20_000;

export const run = defineCommand({
  name: 'transcript',
  summary: 'Prints the finished conversation of a call from ASAPP, in chronological order.',
  arguments: 'CA…',
  positionals: 1,
  options: SETTINGS_OPTIONS,
  examples: [
    ['CA…', 'who said what, and when'],
    ['CA… --json', 'the same as JSON'],
  ],
  notes: ['ASAPP keeps a conversation for 7 days, and returns its first 1000 messages.'],
  async run({ values, positionals: [callSid] }, terminal) {
    if (!callSid || !/^CA[0-9a-f]{32}$/i.test(callSid)) {
      throw new UsageFailure(
        'Which call?',
        'Pass its CallSid: CA followed by 32 hexadecimal digits.',
      );
    }
    const { variables, envFile } = await readSettings(values, terminal);
    const config = requireConfig(readAsappConfig(variables), envFile);
    const deadline = AbortSignal.timeout(PATIENCE_MILLISECONDS);
    const utterances = await terminal.progress('Waiting for ASAPP', () =>
      explainRefusals(() => readConversation(config, callSid, deadline), {
        404: 'Check the CallSid and the host. ASAPP has only conversations that it transcribed, for 7 days.',
      }),
    );
    terminal.result({ callSid, utterances });
    for (const utterance of utterances) terminal.say(formatUtterance(utterance, terminal));
    if (utterances.length === 0)
      terminal.note('Nothing was said, or the conversation is not finished yet.');
    return 0;
  },
});

/** `12:00:05  customer 4711  I would like to …`: the time in UTC, the speaker, the words. */
function formatUtterance({ at, role, externalId, text }: Utterance, { style }: Terminal): string {
  const time = new Date(at).toISOString().slice(11, 19);
  const speaker = [role, externalId].filter(Boolean).join(' ');
  return `${style('dim', time)}  ${style(role === 'customer' ? 'cyan' : 'green', speaker)}  ${text}`;
}

if (require.main === module) void runAsProgram(run);
