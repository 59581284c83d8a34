import {
  readTranscribeHandOff,
  readTranscriptionOptions,
} from '../../../src/transcription/options';

describe('the options of a transcription', () => {
  test('are read from the variables', () => {
    const environment = {
      TRANSCRIBE_LANGUAGE: 'es-US',
      TRANSCRIBE_REDACTION: 'unredacted',
      TRANSCRIBE_DETAILED_TOKENS: 'true',
      TRANSCRIBE_TRACK_MAP: 'inbound=agent outbound=customer',
    };
    expect(readTranscriptionOptions(environment, {})).toEqual({
      values: {
        language: 'es-US',
        redaction: 'unredacted',
        detailedTokens: true,
        trackMap: { inbound: 'agent', outbound: 'customer' },
      },
      faults: [],
    });
  });

  test.each([
    ['inbound=customer outbound=agent', 'customer'],
    ['inbound=customer,outbound=agent', 'customer'],
    ['outbound=customer, inbound=agent', 'agent'],
  ])('map the tracks as in %s', (trackMap, inbound) => {
    expect(readTranscriptionOptions({}, { trackMap }).values.trackMap?.inbound).toBe(inbound);
  });

  test.each([
    'inbound=customer',
    'inbound=customer outbound=customer',
    'inbound=customer inbound=agent',
    'outbound=agent outbound=agent',
    'x',
  ])('map no tracks as in %s', (TRANSCRIBE_TRACK_MAP) => {
    const { values, faults } = readTranscriptionOptions({ TRANSCRIBE_TRACK_MAP }, {});
    expect(values.trackMap).toBeUndefined();
    expect(faults).toHaveLength(1);
  });

  test('have no tokens with redacted output, for which ASAPP would refuse them all', () => {
    const { values, faults } = readTranscriptionOptions({ TRANSCRIBE_DETAILED_TOKENS: 'true' }, {});
    expect(values.detailedTokens).toBeUndefined();
    expect(faults).toEqual([expect.stringContaining('TRANSCRIBE_DETAILED_TOKENS')]);
  });

  test('that are bad are named, without their values', () => {
    const { values, faults } = readTranscriptionOptions(
      { TRANSCRIBE_LANGUAGE: 'marked!', TRANSCRIBE_REDACTION: 'marked' },
      { language: 'marked!', detailedTokens: 'marked' },
    );
    expect(Object.values(values).filter((value) => value !== undefined)).toEqual([]);
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'language',
      'detailedTokens',
      'TRANSCRIBE_LANGUAGE',
      'TRANSCRIBE_REDACTION',
    ]);
    expect(faults.join()).not.toContain('marked');
  });
});

describe('the transcription of a hand-off', () => {
  test.each([
    ['true', true],
    ['false', false],
    ['x', false],
    [undefined, false],
  ])('with %p is wanted: %s', (TRANSCRIBE_HAND_OFF, expected) => {
    expect(readTranscribeHandOff({ TRANSCRIBE_HAND_OFF })).toBe(expected);
  });
});
