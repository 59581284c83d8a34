import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { audioSeconds } from '../../doctor/audio-seconds';

const WAV = readFileSync(join(__dirname, '../../../../assets/hold-music.wav'));

/** Frames of an MP3 file: a header, and silence. */
function mp3(header: number, bytes: number, count: number): Buffer {
  const frame = Buffer.alloc(bytes);
  frame.writeUInt32BE(header);
  return Buffer.concat(Array(count).fill(frame));
}

describe('the length of an audio file', () => {
  test('is that of a WAV file', () => {
    expect(audioSeconds(WAV)).toBeCloseTo(24, 1);
  });

  test('is that of a WAV file with other chunks, which does not know its own size', () => {
    const list = Buffer.from('LIST\u0003\0\0\0abc\0', 'latin1');
    const data = WAV.indexOf('data');
    const parts = [WAV.subarray(0, data), list, WAV.subarray(data)];
    const file = Buffer.concat(parts);
    file.writeUInt32LE(0xffff_ffff, data + list.length + 4);
    expect(audioSeconds(file)).toBeCloseTo(24, 1);
  });

  test.each([
    ['MPEG 1, 128 kbit/s, 44.1 kHz', 0xfffb9000, 417, 1_152 / 44_100],
    ['MPEG 1 with padding', 0xfffb9200, 418, 1_152 / 44_100],
    ['MPEG 2, 64 kbit/s, 24 kHz', 0xfff38400, 192, 576 / 24_000],
    ['MPEG 2.5, 8 kbit/s, 8 kHz', 0xffe31800, 72, 576 / 8_000],
  ])('is that of an MP3 file: %s', (_, header, bytes, seconds) => {
    expect(audioSeconds(mp3(header, bytes, 100))).toBeCloseTo(seconds * 100, 5);
  });

  test('is that of an MP3 file between two tags', () => {
    const before = Buffer.concat([
      Buffer.from('ID3\u0004\0\0\0\0\u0001\0', 'latin1'),
      Buffer.alloc(128),
    ]);
    const after = Buffer.from('TAG'.padEnd(128));
    const file = Buffer.concat([before, mp3(0xfffb9000, 417, 100), after]);
    expect(audioSeconds(file)).toBeCloseTo((100 * 1_152) / 44_100, 5);
  });

  test.each(['', 'RIFF', 'RIFF....WAVEdata', 'OggS', '<html>', 'ID3'])(
    'is unknown for %j',
    (text) => {
      expect(audioSeconds(Buffer.from(text))).toBeUndefined();
    },
  );
});
