import { frames, silentFrame, tone } from '../../audio/mulaw';

/**
 * The caller's phone, as a media stream sees it. Once per frame it supplies 20 ms of audio
 * (160 bytes of μ-law) and receives 20 ms; a phone in a browser adds its own
 * buffers.
 */
export interface Phone {
  /** The next 20 ms that the caller says. */
  microphone(): Buffer | Promise<Buffer>;
  /** The next 20 ms that the caller hears; not called in silence. */
  loudspeaker(frame: Buffer): void;
  /** Keys pressed since the last frame. */
  keys(): string[];
}

let hum: readonly Buffer[] | undefined;

/** A phone without a person: it hums for a moment, then listens, and presses the given keys. */
export function scriptedPhone(keys: readonly { digit: string; atMs: number }[] = []): Phone {
  hum ??= frames(tone(330, 400));
  const spoken = hum.values();
  let elapsed = 0;
  return {
    microphone: () => spoken.next().value ?? silentFrame,
    loudspeaker: () => {},
    keys() {
      const from = elapsed;
      elapsed += 20;
      return keys.filter(({ atMs }) => atMs >= from && atMs < elapsed).map(({ digit }) => digit);
    },
  };
}
