import {
  readTranscribeHandOff,
  readTranscriptionOptions,
} from '../../../src/transcription/options';

describe('transcription options', () => {
  test('are left to ASAPP if nothing is set', () => {
    expect(readTranscriptionOptions({}, {})).toEqual({ value: {}, problems: [] });
  });

  test('come from the variables, and a parameter wins over its variable', () => {
    const variables = {
      TRANSCRIBE_LANGUAGE: 'en-US',
      TRANSCRIBE_REDACTION: 'unredacted',
      TRANSCRIBE_DETAILED_TOKENS: 'true',
      TRANSCRIBE_TRACK_MAP: 'inbound=agent, outbound=customer',
      TRANSCRIBE_AUDIO_RECORDING: 'true',
    };
    const trackMap = { inbound: 'agent', outbound: 'customer' };
    const values = {
      ...{ language: 'en-US', redaction: 'unredacted', detailedTokens: true, trackMap },
      audioRecording: true,
    };

    expect(readTranscriptionOptions(variables, {})).toEqual({ value: values, problems: [] });
    expect(readTranscriptionOptions(variables, { language: 'es-US' }).value).toEqual({
      ...values,
      language: 'es-US',
    });
    expect(readTranscriptionOptions(variables, { detailedTokens: 'false' }).value).toEqual({
      ...values,
      detailedTokens: false,
    });
  });

  test.each([{}, { redaction: 'redacted' }, { redaction: 'redacted_and_unredacted' }])(
    'have no detailed tokens with redacted text, which ASAPP refuses: %j',
    (parameters) => {
      const { value, problems } = readTranscriptionOptions(
        { TRANSCRIBE_DETAILED_TOKENS: 'true' },
        parameters,
      );

      expect(value.detailedTokens).toBeUndefined();
      expect(problems).toEqual([
        'TRANSCRIBE_DETAILED_TOKENS can only be true with TRANSCRIBE_REDACTION=unredacted',
      ]);
    },
  );

  test.each([
    [{ TRANSCRIBE_LANGUAGE: 'English' }, 'TRANSCRIBE_LANGUAGE must be a language tag'],
    [{ TRANSCRIBE_REDACTION: 'none' }, 'TRANSCRIBE_REDACTION must be one of: redacted,'],
    [{ TRANSCRIBE_DETAILED_TOKENS: 'yes' }, 'TRANSCRIBE_DETAILED_TOKENS must be one of: true'],
    [{ TRANSCRIBE_AUDIO_RECORDING: 'no' }, 'TRANSCRIBE_AUDIO_RECORDING must be one of: true'],
    [{ TRANSCRIBE_TRACK_MAP: 'inbound=agent' }, 'TRANSCRIBE_TRACK_MAP must be inbound=customer'],
    [
      { TRANSCRIBE_TRACK_MAP: 'inbound=agent outbound=agent' },
      'TRANSCRIBE_TRACK_MAP must be inbound=customer',
    ],
  ])('leave out and report a bad variable: %j', (variables, problem) => {
    const { value, problems } = readTranscriptionOptions(variables, {});

    expect(value).toEqual({});
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });
});

test.each([
  ['true', true],
  ['false', false],
  ['yes', false],
  [undefined, false],
])('TRANSCRIBE_HAND_OFF=%s means that a hand-off is transcribed: %s', (value, expected) => {
  expect(readTranscribeHandOff({ TRANSCRIBE_HAND_OFF: value }).value).toBe(expected);
});
