import { readConferenceStreamConfig } from '../../../src/signalwire/stream-config';

const CONFERENCE_STREAM_URL = 'wss://media.example/conference?a=b';

describe('the configuration of a conference’s stream', () => {
  test('needs nothing but the URL', () => {
    expect(readConferenceStreamConfig({ CONFERENCE_STREAM_URL })).toEqual({
      values: { url: CONFERENCE_STREAM_URL, parameters: [] },
      faults: [],
    });
  });

  test('may say everything else', () => {
    const environment = {
      CONFERENCE_STREAM_URL,
      CONFERENCE_STREAM_TRACK: 'both_tracks',
      CONFERENCE_STREAM_CODEC: 'L16@24000h',
      CONFERENCE_STREAM_REAL_TIME: 'true',
      CONFERENCE_STREAM_PARAMETERS: 'team=sales note=a%20b=c empty=',
      CONFERENCE_STREAM_TOKEN: 'token',
      CONFERENCE_STREAM_PARTICIPANTS: '2',
    };
    expect(readConferenceStreamConfig(environment)).toEqual({
      values: {
        url: CONFERENCE_STREAM_URL,
        track: 'both_tracks',
        codec: 'L16@24000h',
        realTime: true,
        parameters: [
          ['team', 'sales'],
          ['note', 'a b=c'],
          ['empty', ''],
        ],
        token: 'token',
        participants: 2,
      },
      faults: [],
    });
  });

  test.each(['team', '=sales', 'a=b c', 'a=50%', 'a=%zz', 'a=%FF', 'x=1 '.repeat(100)])(
    'has no parameters such as %s',
    (CONFERENCE_STREAM_PARAMETERS) => {
      const environment = { CONFERENCE_STREAM_URL, CONFERENCE_STREAM_PARAMETERS };
      const { values, faults } = readConferenceStreamConfig(environment);
      expect(values?.parameters).toEqual([]);
      expect(faults).toEqual([expect.stringMatching(/^CONFERENCE_STREAM_PARAMETERS must be/)]);
    },
  );

  test.each([undefined, 'ws://media.example/', 'wss://', 'https://media.example/'])(
    'is none with the URL %p',
    (url) => {
      const { values, faults } = readConferenceStreamConfig({ CONFERENCE_STREAM_URL: url });
      expect(values).toBeUndefined();
      expect(faults).toEqual([expect.stringMatching(/^CONFERENCE_STREAM_URL/)]);
    },
  );

  test('names all that is bad, without its value', () => {
    const { faults } = readConferenceStreamConfig({
      CONFERENCE_STREAM_URL,
      CONFERENCE_STREAM_TRACK: 'marked',
      CONFERENCE_STREAM_CODEC: 'marked',
      CONFERENCE_STREAM_REAL_TIME: 'marked',
      CONFERENCE_STREAM_TOKEN: 'marked token',
      CONFERENCE_STREAM_PARTICIPANTS: '51',
    });
    expect(faults).toHaveLength(5);
    expect(faults.join()).not.toContain('marked');
  });
});
