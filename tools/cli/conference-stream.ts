/** `npm run conference-stream`: starts or stops the stream of a SignalWire conference by hand. */
import {
  conferenceStreamName,
  startConferenceStream,
  stopConferenceStream,
} from '../../src/signalwire/conference-stream';
import { readSignalWireConfig } from '../../src/signalwire/config';
import { conferenceEventsUrl } from '../../src/signalwire/follow';
import { readConferenceStreamConfig } from '../../src/signalwire/stream-config';
import { runCommand } from './command/command';
import { CommandFailure, UsageFailure } from './command/failure';
import { askSystem, configured } from './systems/ask';
import { readDomain } from './twilio/domain';
import { readSettings, SETTINGS_OPTIONS } from './twilio/settings';

const PATIENCE_MILLISECONDS = 10_000;

runCommand({
  name: 'conference-stream',
  summary: 'Starts or stops the stream of a SignalWire conference.',
  arguments: 'start|stop CONFERENCE_SID',
  positionals: 2,
  options: {
    domain: {
      type: 'string',
      value: 'HOST',
      description: 'the deployed service that shall hear how the stream fares (default: nobody)',
    },
    stream: { type: 'string', value: 'SID', description: 'stop this stream, by its own SID' },
    ...SETTINGS_OPTIONS,
  },
  examples: [
    ['start 5ebe4ac9-…', 'to CONFERENCE_STREAM_URL, with the other CONFERENCE_STREAM_ variables'],
    ['stop 5ebe4ac9-…', 'the stream that was started so, or by /conference-stream'],
  ],
  async run({ values, positionals: [action, conferenceSid] }, terminal) {
    if ((action !== 'start' && action !== 'stop') || !conferenceSid) {
      throw new UsageFailure('Start or stop which conference?', 'See --help for an example.');
    }
    const { variables, envFile } = await readSettings(values);
    const config = configured(readSignalWireConfig(variables), envFile);
    const deadline = AbortSignal.timeout(PATIENCE_MILLISECONDS);
    const { status, streamSid } = await terminal.progress('Asking SignalWire', async () => {
      if (action === 'stop') {
        const stop = () => stopConferenceStream(config, conferenceSid, deadline, values.stream);
        return { status: await askSystem(stop), streamSid: undefined };
      }
      const stream = configured(readConferenceStreamConfig(variables), envFile);
      const callback = values.domain && conferenceEventsUrl(readDomain(values.domain));
      return askSystem(
        () => startConferenceStream(config, stream, conferenceSid, callback, deadline),
        { 422: 'SignalWire does not take a value: check the CONFERENCE_STREAM_ variables.' },
      );
    });
    if (status === 'over') {
      throw new CommandFailure(
        `SignalWire knows no such ${action === 'start' ? 'conference' : 'stream'} that is under way.`,
        action === 'start'
          ? 'Check the SID and the project; a conference begins with its second participant.'
          : 'Check the SID and the project; a stream that runs all the same is named by --stream.',
        'over',
      );
    }
    const name = conferenceStreamName(conferenceSid);
    terminal.result({ conferenceSid, name, status, streamSid });
    terminal.say(`The stream ${name}: ${status}.`);
    if (streamSid) terminal.say(`Its SID is ${streamSid}: stop takes it with --stream.`);
    return 0;
  },
});
