import { readConferenceStreamConfig } from '../../../src/signalwire/stream-config';

const URL_ONLY = { CONFERENCE_STREAM_URL: 'wss://media.example/audio?room=1' };

describe('the configuration of a conference stream', () => {
  test('needs no more than a URL', () => {
    expect(readConferenceStreamConfig(URL_ONLY)).toEqual({
      value: { url: 'wss://media.example/audio?room=1', parameters: [] },
      problems: [],
    });
  });

  test('holds every option', () => {
    const { value, problems } = readConferenceStreamConfig({
      ...URL_ONLY,
      CONFERENCE_STREAM_TRACK: 'inbound_track',
      CONFERENCE_STREAM_CODEC: 'L16@24000h',
      CONFERENCE_STREAM_REAL_TIME: 'false',
      CONFERENCE_STREAM_PARAMETERS: 'team=sales  formula=a=b note=two%20words empty=',
      CONFERENCE_STREAM_TOKEN: 'token-1',
      CONFERENCE_STREAM_PARTICIPANTS: '3',
    });

    expect(problems).toEqual([]);
    expect(value).toMatchObject({
      track: 'inbound_track',
      codec: 'L16@24000h',
      realTime: false,
      parameters: [
        ['team', 'sales'],
        ['formula', 'a=b'],
        ['note', 'two words'],
        ['empty', ''],
      ],
      token: 'token-1',
      participants: 3,
    });
  });

  test.each([
    ['CONFERENCE_STREAM_TRACK', 'left'],
    ['CONFERENCE_STREAM_CODEC', 'MP3'],
    ['CONFERENCE_STREAM_REAL_TIME', '1'],
    ['CONFERENCE_STREAM_PARAMETERS', 'team sales'],
    ['CONFERENCE_STREAM_PARAMETERS', 'team=100%'],
    ['CONFERENCE_STREAM_PARAMETERS', Array.from({ length: 100 }, (_, i) => `p${i}=1`).join(' ')],
    ['CONFERENCE_STREAM_TOKEN', 'a b'],
    ['CONFERENCE_STREAM_PARTICIPANTS', '0'],
  ])('leaves out a bad %s and reports it', (name, value) => {
    const { value: config, problems } = readConferenceStreamConfig({ ...URL_ONLY, [name]: value });

    expect(config).toEqual({ url: URL_ONLY.CONFERENCE_STREAM_URL, parameters: [] });
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name} must`))]);
  });

  test.each(['', 'ws://media.example/', 'https://media.example/'])(
    'is undefined with CONFERENCE_STREAM_URL=%s',
    (CONFERENCE_STREAM_URL) => {
      expect(readConferenceStreamConfig({ CONFERENCE_STREAM_URL }).value).toBeUndefined();
    },
  );
});
