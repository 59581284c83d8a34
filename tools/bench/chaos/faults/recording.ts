import type { CallScript } from '../../../simulator';
import type { Fault } from '../setup';
import { DOWN_URL } from './twilio-webhooks';

const PARTS = ['agent', 'person', 'all'] as const;

function recorded(
  name: string,
  variables: Readonly<Record<string, string>>,
  script: CallScript = {},
): Fault {
  return {
    name: `recording.${name}`,
    changes: 'recording',
    apply: (setup) => {
      const RECORD = setup.random.pick(PARTS);
      Object.assign(setup.env, { RECORD, ...variables });
      setup.script = { ...setup.script, ...script };
    },
  };
}

/** Recordings that Twilio cannot make, or cannot report. */
export const recordingFaults: readonly Fault[] = [
  recorded('works', {}),
  recorded('absent', {}, { recording: 'absent' }),
  recorded(
    'absent-and-callback-down',
    { RECORDING_CALLBACK_URL: DOWN_URL },
    { recording: 'absent' },
  ),
  recorded('callback-down', { RECORDING_CALLBACK_URL: DOWN_URL }),
  recorded('callback-nobody-listens', { RECORDING_CALLBACK_URL: 'http://127.0.0.1:9/recordings' }),
  recorded('bad-callback', { RECORDING_CALLBACK_URL: '/recordings' }),
  recorded('odd-notice', { RECORDING_NOTICE: 'a\u0000b<&>' }),
  recorded('long-notice', { RECORDING_NOTICE: 'x'.repeat(450) }),
  recorded('no-notice', { RECORDING_NOTICE: 'off' }),
  recorded('bad-part', { RECORD: 'everything' }),
];
