/** The length of an audio file in seconds; undefined if it is neither a WAV nor an MP3 file. */
export function audioSeconds(file: Buffer): number | undefined {
  return file.toString('latin1', 0, 4) === 'RIFF' ? wavSeconds(file) : mp3Seconds(file);
}

/** A WAV file is a list of chunks: `fmt ` has the bytes per second, `data` the sound. */
function wavSeconds(file: Buffer): number | undefined {
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readUInt32LE(at + 4);
    if (name === 'fmt ' && at + 20 <= file.length) bytesPerSecond = file.readUInt32LE(at + 16);
    // A file that was written as it was recorded does not know its size.
    const sound = Math.min(size, file.length - at - 8);
    if (name === 'data') return bytesPerSecond > 0 ? sound / bytesPerSecond : undefined;
    at += 8 + size + (size % 2);
  }
  return undefined;
}

/** The kilobits per second of an MP3 frame, by its four bits: those of MPEG 1, and of MPEG 2 and 2.5. */
const KILOBITS = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
/** The samples per second of MPEG 1; half of them in MPEG 2, a quarter in 2.5. */
const RATES = [44_100, 48_000, 32_000];

/**
 * An MP3 file is a list of frames, each with the same number of samples and a bit rate of its own.
 *
 * @see http://www.mp3-tech.org/programmer/frame_header.html
 */
function mp3Seconds(file: Buffer): number | undefined {
  let seconds = 0;
  for (let at = tagBytes(file); at + 4 <= file.length; ) {
    const frame = readFrame(file.readUInt32BE(at));
    if (!frame) break; // a tag at the end, or no MP3 at all
    seconds += frame.seconds;
    at += frame.bytes;
  }
  return seconds > 0 ? seconds : undefined;
}

/** The ID3 tag before the sound: its size is written with seven bits per byte. */
function tagBytes(file: Buffer): number {
  if (file.toString('latin1', 0, 3) !== 'ID3' || file.length < 10) return 0;
  return file.subarray(6, 10).reduce((size, byte) => size * 128 + (byte & 0x7f), 0) + 10;
}

function readFrame(header: number): { seconds: number; bytes: number } | undefined {
  const version = (header >>> 19) & 3; // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
  const isLayer3 = ((header >>> 17) & 3) === 1;
  const rate = RATES[(header >>> 10) & 3];
  const kilobits = KILOBITS[version === 3 ? 1 : 2][(header >>> 12) & 15];
  if (header >>> 21 !== 0x7ff || version === 1 || !isLayer3 || !rate || !kilobits) return undefined;
  const samplesPerSecond = version === 3 ? rate : version === 2 ? rate / 2 : rate / 4;
  const samples = version === 3 ? 1_152 : 576;
  const padding = (header >>> 9) & 1;
  const bytes = Math.floor(((samples / 8) * kilobits * 1_000) / samplesPerSecond) + padding;
  return { seconds: samples / samplesPerSecond, bytes };
}
