import * as v from 'valibot';
import {
  credential,
  type Environment,
  flag,
  oneOf,
  type Parsed,
  readVariables,
  wholeNumber,
} from '../runtime/variables';

const url = v.pipe(
  v.string(),
  v.check((text) => /^wss:\/\/\S+$/.test(text) && URL.canParse(text), 'must be a wss URL'),
);

/** SignalWire takes Parameter1 to Parameter99. */
const MOST_PARAMETERS = 99;
const PAIRS = 'must be up to 99 pairs such as team=sales, with %20 for a space in a value';

const parameters = v.pipe(
  v.string(),
  v.regex(/^[^\s=]+=\S*(\s+[^\s=]+=\S*)*$/, PAIRS),
  v.check((text) => !/%(?![0-9a-f]{2})/i.test(text), PAIRS),
  v.transform((text) =>
    text.split(/\s+/).map((pair): [string, string] => {
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return [name, decodeURIComponent(value)];
    }),
  ),
  v.maxLength(MOST_PARAMETERS, PAIRS),
);

export const CONFERENCE_STREAM_VARIABLES = {
  CONFERENCE_STREAM_URL: url,
  CONFERENCE_STREAM_TRACK: v.optional(oneOf(['inbound_track', 'outbound_track', 'both_tracks'])),
  CONFERENCE_STREAM_CODEC: v.optional(oneOf(['PCMU', 'PCMA', 'L16', 'L16@16000h', 'L16@24000h'])),
  CONFERENCE_STREAM_REAL_TIME: v.optional(flag),
  CONFERENCE_STREAM_PARAMETERS: v.optional(parameters),
  CONFERENCE_STREAM_TOKEN: v.optional(credential),
  CONFERENCE_STREAM_PARTICIPANTS: v.optional(wholeNumber(1, 50)),
};

/** The stream of a conference; SignalWire's default applies to what is absent. */
export interface ConferenceStreamConfig {
  /** Where the audio goes: `wss://…`. */
  readonly url: string;
  readonly track: string | undefined;
  readonly codec: string | undefined;
  /** Whether the audio is sent at once, without buffering. */
  readonly realTime: boolean | undefined;
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** A bearer token for the stream's server. */
  readonly token: string | undefined;
  /** How many participants there must be; if absent, the conference only has to start. */
  readonly participants: number | undefined;
}

export function readConferenceStreamConfig(
  environment: Environment,
): Parsed<ConferenceStreamConfig | undefined> {
  const { value: values, problems } = readVariables(environment, CONFERENCE_STREAM_VARIABLES);
  if (!values.CONFERENCE_STREAM_URL) return { value: undefined, problems };
  return {
    value: {
      url: values.CONFERENCE_STREAM_URL,
      track: values.CONFERENCE_STREAM_TRACK,
      codec: values.CONFERENCE_STREAM_CODEC,
      realTime: values.CONFERENCE_STREAM_REAL_TIME,
      parameters: values.CONFERENCE_STREAM_PARAMETERS ?? [],
      token: values.CONFERENCE_STREAM_TOKEN,
      participants: values.CONFERENCE_STREAM_PARTICIPANTS,
    },
    problems,
  };
}
