import type { TwilioResponse } from '@twilio-labs/serverless-runtime-types/types';
import { twiml } from '../runtime/answer';
import type { Invocation } from '../runtime/function';
import { type Call, type IdentifiedCall, laterEngagement } from './call';
import type { EngageConfig } from './engage-config';
import type { Availability } from './opening-hours';
import { availabilityNow } from './opening-hours-config';
import { asRecorded, recordingNotice, recordWhatFollows, startRecording } from './recording';
import { say } from './speech';
import { readStreamParameters, type StreamParameters } from './stream-parameters';
import { flowReturnUrl, readReturn, warnIfFlowIsUnknown } from './studio';
import { serviceUrl } from './urls';

/** A call that is to be connected to a voice agent, and what goes along. */
export interface Engagement {
  readonly call: IdentifiedCall;
  readonly parameters: StreamParameters;
  /** How long the caller hears a greeting before the stream opens, in ms. */
  readonly greetingMilliseconds: number;
}

/** Where the media stream of an engagement goes, and what it carries. */
export interface AgentStream {
  /** `wss://…`, without a query. A bearer secret: it goes into the TwiML and nowhere else. */
  readonly url: string;
  /** One `<Parameter>` each, in this order. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The names of parameters that were not taken, for the log. */
  readonly leftOut: readonly string[];
}

interface Connectable {
  connect(engagement: Engagement, deadline: AbortSignal): Promise<AgentStream>;
}

/** How fast a voice speaks, in characters per second; rather too slow than too fast. */
const SPOKEN_PER_SECOND = 14;

/**
 * Opens the agent's stream for a call and answers the TwiML that connects the two. What comes after the
 * stream is the `action` of the Connect or, for a Studio Flow, a Redirect back to it. With neither,
 * Twilio would end the call.
 *
 * @throws RequestError if the agent cannot be reached
 */
export async function connectCall(
  { event, environment, domainName, log, deadline }: Invocation,
  arrived: IdentifiedCall,
  agent: Connectable,
  { inputVariables, greeting, speech, openingHours, recording }: EngageConfig,
): Promise<TwilioResponse> {
  const call = asRecorded(arrived, recording);
  const availability = availabilityNow(openingHours);
  const told = openingHours?.isSet ? availabilityParameters(availability) : {};
  const parameters = readStreamParameters(event, inputVariables, told);
  const returns = readReturn(event, call);
  warnIfFlowIsUnknown(event, returns, log);
  const spoken = call.isResumed ? undefined : greeting;
  const isRecorded = recording?.ofAgent === true;
  const notice = isRecorded ? recordingNotice(call, recording, speech) : undefined;
  const characters = (spoken?.length ?? 0) + (notice?.length ?? 0);
  const greetingMilliseconds = (characters / SPOKEN_PER_SECOND) * 1_000;
  const stream = await agent.connect({ call, parameters, greetingMilliseconds }, deadline);

  const response = new Twilio.twiml.VoiceResponse();
  if (spoken !== undefined) say(response, speech, spoken);
  const connected = {
    ...(isRecorded ? startRecording(response, call, recording, speech) : call),
    connectedAt: Math.round((Date.now() + greetingMilliseconds) / 1_000),
  };
  const connect = response.connect(
    returns.kind === 'direct' ? { action: actionUrl(connected, domainName) } : {},
  );
  const media = connect.stream({
    url: stream.url,
    statusCallback: `https://${domainName}/stream-status`,
  });
  for (const [name, value] of Object.entries(stream.parameters)) media.parameter({ name, value });
  if (returns.kind === 'flow') {
    const { engagement, voiceAgent, connectedAt } = connected;
    const isOpen = availability?.isOpen;
    const returned = recordWhatFollows(response, connected, recording, speech, true);
    const known = { engagement, connectedAt, recording: returned.recording, voiceAgent, isOpen };
    response.redirect(flowReturnUrl(returns, environment, known));
  }

  const leftOut = [...parameters.leftOut, ...stream.leftOut];
  log.info('engaged', { engagement: call.engagement, names: leftOut });
  return twiml(response);
}

/** What the agent is told about the opening hours, so that it promises the right thing. */
function availabilityParameters(availability: Availability | undefined): Record<string, string> {
  if (!availability) return {};
  const { isOpen, opensAt } = availability;
  return { isOpen: String(isOpen), ...(opensAt !== undefined && { opensAt }) };
}

/** What `/call-complete` must know is in its URL, signed, and requested by POST (assumption 3). */
function actionUrl(call: Call, domainName: string): string {
  const { isResumed, recording, connectedAt, line, voiceAgent, voiceAgentMode } = call;
  return serviceUrl(domainName, '/call-complete', {
    engagement: laterEngagement(call),
    resumed: isResumed ? 1 : undefined,
    recording,
    connectedAt,
    line,
    voiceAgent,
    voiceAgentMode,
  });
}
