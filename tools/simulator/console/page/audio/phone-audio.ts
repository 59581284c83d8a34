/** The loudspeaker and, if the user lets us, the microphone. */
export interface PhoneAudio {
  /** Whether the microphone is on. */
  microphone: boolean;
  /** Queues 20 ms of μ-law to be played. */
  play(frame: Uint8Array): void;
  /** Drops audio that has not been played yet. */
  hush(): void;
  close(): void;
}

/**
 * Opens the sound of a call; must begin in a click, or the browser keeps it silent. `speak` gets
 * 20 ms of μ-law from the microphone at a time. Without a microphone, or without permission to use it,
 * the call continues with the loudspeaker only.
 */
export async function openAudio(
  wanted: boolean,
  speak: (frame: Uint8Array) => void,
): Promise<PhoneAudio> {
  const context = new AudioContext({ latencyHint: 'interactive' });
  const [stream] = await Promise.all([
    wanted ? openMicrophone() : undefined,
    context.audioWorklet.addModule('/audio-worklet.js'),
  ]);
  const line = new AudioWorkletNode(context, 'phone-line', { outputChannelCount: [1] });
  line.connect(context.destination);
  if (stream !== undefined) context.createMediaStreamSource(stream).connect(line);
  line.port.onmessage = ({ data }: MessageEvent<Uint8Array>) => speak(data);
  void context.resume();
  return {
    microphone: stream !== undefined,
    play: (frame) => line.port.postMessage(frame),
    hush: () => line.port.postMessage('hush'),
    close() {
      for (const track of stream?.getTracks() ?? []) track.stop();
      void context.close();
    },
  };
}

async function openMicrophone(): Promise<MediaStream | undefined> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
    });
  } catch {
    // No microphone or no permission: the recorded caller speaks.
    return undefined;
  }
}
