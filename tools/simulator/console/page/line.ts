import type { FromPage, ToPage } from '../protocol';

/** The page's socket to the simulator. */
export interface Line {
  tell(message: FromPage): void;
  /** 20 ms of the caller's voice. */
  speak(frame: Uint8Array): void;
}

export interface LineEvents {
  onOpen(open: boolean): void;
  onMessage(message: ToPage): void;
  /** 20 ms for the loudspeaker. */
  onAudio(frame: Uint8Array): void;
}

/** How long the page waits before it tries to reconnect. */
const RETRY_MS = 1000;

/** Connects to the simulator that served the page, and reconnects if it goes away. */
export function openLine(events: LineEvents): Line {
  let socket = connect();

  function connect(): WebSocket {
    const opening = new WebSocket(`ws://${location.host}/line`);
    opening.binaryType = 'arraybuffer';
    opening.onopen = () => events.onOpen(true);
    opening.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data !== 'string') events.onAudio(new Uint8Array(data));
      // The simulator and the page are built from the same protocol.ts.
      else events.onMessage(JSON.parse(data) as ToPage);
    };
    opening.onclose = () => {
      events.onOpen(false);
      setTimeout(() => {
        socket = connect();
      }, RETRY_MS);
    };
    return opening;
  }

  const send = (data: string | Uint8Array<ArrayBuffer>) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(data);
  };
  return {
    tell: (message) => send(JSON.stringify(message)),
    speak: (frame) => send(Uint8Array.from(frame)),
  };
}
