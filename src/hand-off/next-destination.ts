import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import type { Invocation } from '../runtime/function';
import type { ForkOpening } from '../transcription/fork';
import type { CallContext } from '../voice/call-context';
import { type Destination, reachesPerson } from '../voice/destination';
import { recordWhatFollows } from '../voice/recording';
import { say, sayGoodbye } from '../voice/speech';
import { closedWords } from './closed';
import type { HandOffConfig } from './config';
import { lacksCallerId } from './dial';
import { actionUrl, type HandOff } from './hand-off';
import { addVerb } from './verbs';

/**
 * Sends a call to the first destination of its chain. If none is left, the call ends with spoken words.
 * It waits for nothing, so it can also rescue a call.
 *
 * @param opening - what comes first in the document, if the call is forked to AutoTranscribe here
 */
export function nextDestination(
  { domainName, log }: Pick<Invocation, 'domainName' | 'log'>,
  handOff: HandOff,
  config: HandOffConfig,
  context: CallContext,
  opening?: ForkOpening,
): TwilioResponse {
  const isTranscribed = handOff.isTranscribed || opening !== undefined;
  const transcription = opening?.parameters ?? handOff.transcription;
  const { outcome, chain } = handOff;
  const [destination] = chain;
  const response = opening?.twiml ?? new Twilio.twiml.VoiceResponse();
  const { recording, speech } = config;
  const mayReach = destination !== undefined && mayReachPerson(destination);
  const call = recordWhatFollows(response, handOff.call, recording, speech, mayReach);
  const { engagement } = call;
  const isSummaryLate = handOff.isSummaryLate || context.isSummaryLate;
  const current = { ...handOff, call, isTranscribed, transcription, isSummaryLate };
  if (!destination) {
    log.info('hand-off', { engagement, outcome, status: 'words' });
    const { goodbye, apology } = config.speech.messages;
    const closed = (outcome !== 'completed' && closedWords(config)) || '';
    say(response, config.speech, closed);
    const isGoodbye = outcome === 'completed' || closed !== '';
    return sayGoodbye(config.speech, isGoodbye ? goodbye : apology, response);
  }
  if (lacksCallerId(destination, call, config)) {
    log.error('no-caller-id', {
      problems: ['CALLER_ID is missing: it must be a number of your account'],
    });
  }
  const action = actionUrl(current, domainName);
  const details = { ...current, context, config, domainName, action };
  const names = addVerb(response, destination, details);
  log.info('hand-off', { engagement, outcome, status: destination.kind, names });
  return twiml(response);
}

/** A flow dials people itself, and nothing comes back from it that could be recorded then. */
const mayReachPerson = (destination: Destination) =>
  reachesPerson(destination) || destination.kind === 'flow';
