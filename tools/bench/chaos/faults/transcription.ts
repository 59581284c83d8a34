import type { HttpFault, LocalAsapp } from '../../../simulator';
import type { Fault } from '../setup';

const BROKEN: Readonly<Record<string, HttpFault>> = {
  401: 401,
  429: 429,
  503: 503,
  hang: 'hang',
  reset: 'reset',
  html: 'html',
  'empty-object': 'empty-object',
  'not-ok': { json: { isOk: false, errorMessage: 'no' } },
};

/** A call that is transcribed; no fault of the transcription may affect the call. */
function transcribed(kind: string, breakAsapp: (asapp: LocalAsapp) => void): Fault {
  return {
    name: `transcription.${kind}`,
    changes: 'transcription',
    apply: ({ env, asapp }) => {
      env.TRANSCRIBE_HAND_OFF = 'true';
      asapp.push(breakAsapp);
    },
  };
}

export const transcriptionFaults: readonly Fault[] = [
  transcribed('none', () => {}),
  ...(['transcription-url', 'start-streaming', 'stop-streaming'] as const).flatMap((endpoint) =>
    Object.entries(BROKEN).map(([kind, fault]) =>
      transcribed(`${endpoint}.${kind}`, (asapp) => asapp.fault(endpoint, fault)),
    ),
  ),
  ...([403, 'reset', { dropAfterMs: 20 }] as const).map((fault) =>
    transcribed(`fork.${typeof fault === 'object' ? 'drops' : fault}`, (asapp) =>
      asapp.fault('fork', fault),
    ),
  ),
];
