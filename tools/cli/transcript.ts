/** `npm run transcript`: the finished conversation of a call, as ASAPP has transcribed it. */
import { readAsappConfig } from '../../src/asapp/config';
import { readConversation } from '../../src/asapp/conversation';
import { runCommand } from './command/command';
import { UsageFailure } from './command/failure';
import { askSystem, configured } from './systems/ask';
import { formatUtterance } from './transcript/format';
import { readSettings, SETTINGS_OPTIONS } from './twilio/settings';

/** How long ASAPP may take for up to 1000 messages, in ms. */
const PATIENCE_MILLISECONDS = 20_000;

runCommand({
  name: 'transcript',
  summary: 'Prints the finished conversation of a call from ASAPP, in time order.',
  arguments: 'CA…',
  positionals: 1,
  options: SETTINGS_OPTIONS,
  examples: [
    ['CA…', 'who said what, and when'],
    ['CA… --json', 'the same for a program'],
  ],
  notes: ['ASAPP keeps a conversation for 7 days, and gives its first 1000 messages.'],
  async run({ values, positionals: [callSid] }, terminal) {
    if (!callSid || !/^CA[0-9a-f]{32}$/i.test(callSid)) {
      throw new UsageFailure('Which call?', 'Give its CallSid: CA and 32 hexadecimal digits.');
    }
    const { variables, envFile } = await readSettings(values);
    const config = configured(readAsappConfig(variables), envFile);
    const deadline = AbortSignal.timeout(PATIENCE_MILLISECONDS);
    const utterances = await terminal.progress('Asking ASAPP', () =>
      askSystem(() => readConversation(config, callSid, deadline), {
        404: 'Check the CallSid and the host; ASAPP knows a conversation only if it was transcribed, and for 7 days.',
      }),
    );
    terminal.result({ callSid, utterances });
    for (const utterance of utterances) terminal.say(formatUtterance(utterance, terminal));
    if (utterances.length === 0) terminal.note('Nothing was said, or it is not finished yet.');
    return 0;
  },
});
