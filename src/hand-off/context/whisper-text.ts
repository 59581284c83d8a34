import { type CallContext, variableOf } from '../../voice/call-context';
import { fill, type Speech } from '../../voice/speech';
import { toXmlText } from '../../voice/xml-text';
import { asText, type Selection, selectFitting } from './entries';
import { firstSentences } from './sentences';

/** Safe for each of Twilio's voices, and more than anybody wants to hear. */
const SPOKEN_CHARACTERS = 1_000;

/** The caller waits meanwhile, so a summary is not told at length. */
const SUMMARY_CHARACTERS = 200;

/** As many whole sentences of a summary as are told in a whisper. */
export function spokenSummary({ summary }: Pick<CallContext, 'summary'>): string | undefined {
  return summary === undefined ? undefined : firstSentences(summary, SUMMARY_CHARACTERS);
}

/**
 * What a person hears before the caller is bridged: who calls, the task, the first sentences of the
 * summary, and the variables named in `WHISPER_VARIABLES`, transfer variables first.
 *
 * @param closing - what is said after it, and must fit as well
 */
export function whisperText(
  context: CallContext,
  variables: readonly string[],
  speech: Speech,
  closing = '',
): Selection<string> {
  const { whisperIntroduction, whisperTask } = speech.messages;
  const told = variables.flatMap((name) => {
    const value = asText(variableOf(context, name));
    return value === undefined ? [] : [{ name, value: `${spokenName(name)}: ${value}.` }];
  });
  const task = asText(context.taskName);
  const summary = spokenSummary(context);
  const entries = [
    { name: 'introduction', value: whisperIntroduction },
    ...(task ? [{ name: 'taskName', value: fill(whisperTask, { task: spokenName(task) }) }] : []),
    ...(summary ? [{ name: 'summary', value: summary }] : []),
    ...told,
  ];
  return selectFitting(
    entries,
    ({ value }) => toXmlText(value).replace(/\s+/g, ' '),
    (sentence) => sentence.length + 1,
    SPOKEN_CHARACTERS - closing.length,
  );
}

/** `next_action` and `nextAction` are both read as "next action". */
function spokenName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
}
