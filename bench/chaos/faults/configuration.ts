import type { Fault } from '../setup';

/** One variable that is missing or bad, or a few that belong together. */
const VARIABLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-host': { ASAPP_API_HOST: '' },
  'no-id': { ASAPP_API_ID: '' },
  'no-secret': { ASAPP_API_SECRET: '' },
  'wrong-secret': { ASAPP_API_SECRET: 'not-the-secret' },
  'secret-with-newline': { ASAPP_API_SECRET: 'two\r\nlines: 1' },
  'plain-http-host': { ASAPP_API_HOST: 'http://api.example.com' },
  'host-with-path': { ASAPP_API_HOST: 'https://api.example.com/v1' },
  'nobody-listens': { ASAPP_API_HOST: 'http://127.0.0.1:9' },
  'no-such-host': { ASAPP_API_HOST: 'https://asapp.invalid' },
  'unknown-mode': { ASAPP_VOICE_AGENT_MODE: 'telepathy' },
  'unknown-agent': { VOICE_AGENT: 'hal' },
  'no-destination': { AGENT_DESTINATION: '', SYSTEM_DESTINATION: '', FALLBACK_DESTINATION: '' },
  'bad-destinations': {
    AGENT_DESTINATION: 'nowhere ftp://x 555',
    SYSTEM_DESTINATION: 'a=b',
    FALLBACK_DESTINATION: '??',
  },
  'one-bad-destination': { AGENT_DESTINATION: 'nowhere +15550103000' },
  'long-chain': { AGENT_DESTINATION: Array(30).fill('+15550103000').join(' ') },
  'long-names': { AGENT_DESTINATION: `queue:${'q'.repeat(300)} voicemail` },
  'end-before-the-end': { AGENT_DESTINATION: 'voicemail +15550103000 FW0123' },
  'bad-numbers': { RING_SECONDS: 'soon', QUEUE_SECONDS: '-1' },
  'short-times': { RING_SECONDS: '5', QUEUE_SECONDS: '10' },
  'bad-voice': { SAY_VOICE: 'Darth.Vader', SAY_LANGUAGE: 'tlh' },
  'odd-greeting': { GREETING: 'a\u0000b<&>' },
  'long-greeting': { GREETING: 'x'.repeat(450) },
  'bad-input-variables': { INPUT_VARIABLES: 'From' },
  'bad-caller-id': { CALLER_ID: 'me' },
  'bad-voicemail-callback': { VOICEMAIL_CALLBACK_URL: 'not a url' },
  'bad-level': { LOG_LEVEL: 'shout' },
  'bad-flags': { RESUME_INTERRUPTED: 'perhaps', WHISPER_ACCEPT: '1' },
  'all-at-once': {
    ASAPP_API_SECRET: '',
    AGENT_DESTINATION: '!',
    SYSTEM_DESTINATION: '!',
    FALLBACK_DESTINATION: '!',
    COMPLETED_DESTINATION: '!',
    RING_SECONDS: 'x',
    QUEUE_SECONDS: 'x',
    GREETING: '\u0001',
    SAY_VOICE: '!',
    SAY_LANGUAGE: '!',
    WHISPER_VARIABLES: '!',
    WHISPER_ACCEPT: '!',
    VOICEMAIL_CALLBACK_URL: '!',
  },
};

export const configurationFaults: readonly Fault[] = Object.entries(VARIABLES).map(
  ([kind, variables]) => ({
    name: `configuration.${kind}`,
    changes: 'configuration',
    apply: ({ env }) => void Object.assign(env, variables),
  }),
);
