import { readRecording } from '../../../src/voice/recording';
import { type Check, type Finding, ok, warning } from './check';
import { viewsOf } from './names';

/** What a recording needs that no variable can give. */
export const recordingCheck: Check = {
  title: 'recording',
  online: false,
  run: ({ settings: { variables } }): Finding[] => {
    const views = viewsOf(variables);
    const recordings = views.flatMap((view) => readRecording(view).value ?? []);
    if (recordings.length === 0) return [];
    const silent = recordings.some(({ notice }) => notice === '');
    return [
      ok(
        'Calls are recorded: Twilio’s Console decides who can hear the recordings (docs/running-a-contact-centre.md)',
      ),
      ...(silent
        ? [
            warning(
              'RECORDING_NOTICE is off: this service does not tell callers that they are recorded.',
              'Make sure that they are told elsewhere, for instance by the agent or an earlier menu.',
            ),
          ]
        : []),
    ];
  },
};
