import {
  readTranscribeHandOff,
  readTranscriptionOptions,
} from '../../../src/transcription/options';

describe('how a call is transcribed', () => {
  test('is ASAPP’s own choice where nothing is set', () => {
    expect(readTranscriptionOptions({}, {})).toEqual({ value: {}, problems: [] });
  });

  test('is in the variables, and each parameter wins over its own', () => {
    const variables = {
      TRANSCRIBE_LANGUAGE: 'en-US',
      TRANSCRIBE_REDACTION: 'unredacted',
      TRANSCRIBE_DETAILED_TOKENS: 'true',
      TRANSCRIBE_TRACK_MAP: 'inbound=agent, outbound=customer',
    };
    const trackMap = { inbound: 'agent', outbound: 'customer' };
    const values = { language: 'en-US', redaction: 'unredacted', detailedTokens: true, trackMap };

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
    'has no tokens beside redacted text, which ASAPP refuses: %j',
    (parameters) => {
      const { value: values, problems } = readTranscriptionOptions(
        { TRANSCRIBE_DETAILED_TOKENS: 'true' },
        parameters,
      );

      expect(values.detailedTokens).toBeUndefined();
      expect(problems).toEqual([
        'TRANSCRIBE_DETAILED_TOKENS can only be true with TRANSCRIBE_REDACTION=unredacted',
      ]);
    },
  );

  test.each([
    [{ TRANSCRIBE_LANGUAGE: 'English' }, 'TRANSCRIBE_LANGUAGE must be a language tag'],
    [{ TRANSCRIBE_REDACTION: 'none' }, 'TRANSCRIBE_REDACTION must be one of: redacted,'],
    [{ TRANSCRIBE_DETAILED_TOKENS: 'yes' }, 'TRANSCRIBE_DETAILED_TOKENS must be one of: true'],
    [{ TRANSCRIBE_TRACK_MAP: 'inbound=agent' }, 'TRANSCRIBE_TRACK_MAP must be inbound=customer'],
    [
      { TRANSCRIBE_TRACK_MAP: 'inbound=agent outbound=agent' },
      'TRANSCRIBE_TRACK_MAP must be inbound=customer',
    ],
  ])('leaves a bad variable out and names it: %j', (variables, problem) => {
    const { value: values, problems } = readTranscriptionOptions(variables, {});

    expect(values).toEqual({});
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });
});

test.each([
  ['true', true],
  ['false', false],
  ['yes', false],
  [undefined, false],
])('a hand-off is transcribed with TRANSCRIBE_HAND_OFF=%s: %s', (value, expected) => {
  expect(readTranscribeHandOff({ TRANSCRIBE_HAND_OFF: value }).value).toBe(expected);
});
