import type { Call } from './call';
import { type Speech, say, type VoiceResponse } from './speech';
import { flowReturnUrl, type Return } from './studio';
import { serviceUrl } from './urls';

/** Where the media stream of an engagement goes, and what it carries. */
export interface AgentStream {
  /** `wss://…`, without a query. A bearer secret: it goes into the TwiML and nowhere else. */
  readonly url: string;
  /** One `<Parameter>` each, in this order. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The names of parameters that were not taken, for the log. */
  readonly leftOut: readonly string[];
}

interface Connection {
  readonly call: Call;
  readonly stream: AgentStream;
  readonly returns: Return;
  readonly greeting: string | undefined;
  readonly speech: Speech;
  readonly domainName: string;
}

/**
 * The TwiML that connects a call to a voice agent and says what comes after: the `action` of the
 * Connect, or for a Studio Flow a Redirect back to it. With neither, Twilio ends the call.
 */
export function connectTwiml(connection: Connection): VoiceResponse {
  const { call, stream, returns, greeting, speech, domainName } = connection;
  const twiml = new Twilio.twiml.VoiceResponse();
  if (greeting !== undefined && call.engagement === 1) say(twiml, speech, greeting);
  const connect = twiml.connect(
    returns.kind === 'direct' ? { action: actionUrl(call, domainName) } : {},
  );
  const media = connect.stream({
    url: stream.url,
    statusCallback: `https://${domainName}/stream-status`,
  });
  for (const [name, value] of Object.entries(stream.parameters)) media.parameter({ name, value });
  if (returns.kind === 'flow') {
    const { engagement, voiceAgent } = call;
    twiml.redirect(flowReturnUrl(returns, { engagement, voiceAgent }));
  }
  return twiml;
}

/** What `/call-complete` must know travels in its URL, which Twilio signs. */
function actionUrl({ engagement, line, voiceAgent }: Call, domainName: string): string {
  return serviceUrl(domainName, '/call-complete', {
    engagement: engagement === 1 ? undefined : engagement,
    line,
    voiceAgent,
  });
}
