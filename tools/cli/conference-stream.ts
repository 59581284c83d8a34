/** `npm run conference-stream`: starts or stops the stream of a SignalWire conference by hand. */
import {
  conferenceStreamName,
  startConferenceStream,
  stopConferenceStream,
} from '../../src/signalwire/conference-stream';
import { readSignalWireConfig } from '../../src/signalwire/config';
import { conferenceEventsUrl } from '../../src/signalwire/follow';
import { readConferenceStreamConfig } from '../../src/signalwire/stream-config';
import { explainRefusals, requireConfig } from './apis/explain';
import { defineCommand, runAsProgram } from './command/command';
import { CommandFailure, UsageFailure } from './command/failure';
import { readDomain } from './twilio/domain';
import { readSettings, SETTINGS_OPTIONS } from './twilio/settings';

const PATIENCE_MILLISECONDS = 10_000;

export const run = defineCommand({
  name: 'conference-stream',
  summary: 'Starts or stops the stream of a SignalWire conference.',
  arguments: 'start|stop CONFERENCE_SID',
  positionals: 2,
  options: {
    domain: {
      type: 'string',
      value: 'HOST',
      description: 'the deployed service that gets the events of the stream (default: none)',
    },
    stream: {
      type: 'string',
      value: 'SID',
      description: 'the SID of the stream to stop, if stopping it by its conference fails',
    },
    ...SETTINGS_OPTIONS,
  },
  examples: [
    [
      'start 5ebe4ac9-…',
      'streams to CONFERENCE_STREAM_URL, as the CONFERENCE_STREAM_ variables say',
    ],
    ['stop 5ebe4ac9-…', 'stops a stream started this way, or by /conference-stream'],
  ],
  async run({ values, positionals: [action, conferenceSid] }, terminal) {
    if ((action !== 'start' && action !== 'stop') || !conferenceSid) {
      throw new UsageFailure('Start or stop which conference?', 'See --help for an example.');
    }
    const { variables, envFile } = await readSettings(values, terminal);
    const config = requireConfig(readSignalWireConfig(variables), envFile);
    const deadline = AbortSignal.timeout(PATIENCE_MILLISECONDS);
    const { status, streamSid } = await terminal.progress('Waiting for SignalWire', async () => {
      if (action === 'stop') {
        const stop = () => stopConferenceStream(config, conferenceSid, deadline, values.stream);
        return { status: await explainRefusals(stop), streamSid: undefined };
      }
      const stream = requireConfig(readConferenceStreamConfig(variables), envFile);
      const callback = values.domain && conferenceEventsUrl(readDomain(values.domain));
      return explainRefusals(
        () => startConferenceStream(config, stream, conferenceSid, callback, deadline),
        { 422: 'SignalWire refused a value: check the CONFERENCE_STREAM_ variables.' },
      );
    });
    if (status === 'over') {
      throw new CommandFailure(
        `SignalWire has no such ${action === 'start' ? 'conference' : 'stream'} in progress.`,
        action === 'start'
          ? 'Check the SID and the project; a conference starts with its second participant.'
          : 'Check the SID and the project; if the stream is still running, pass its SID with --stream.',
        'over',
      );
    }
    const name = conferenceStreamName(conferenceSid);
    terminal.result({ conferenceSid, name, status, streamSid });
    terminal.say(`Stream ${name}: ${status}.`);
    if (streamSid) terminal.say(`Its SID is ${streamSid}; \`stop\` accepts it with --stream.`);
    return 0;
  },
});

if (require.main === module) void runAsProgram(run);
