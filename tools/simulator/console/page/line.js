/** How long the page waits before it looks whether the simulator is back. */
const RETRY_MS = 1000;
/** Connects with the simulator that has served the page, again and again if it goes away. */
export function openLine(events) {
  let socket = connect();
  function connect() {
    const opening = new WebSocket(`ws://${location.host}/line`);
    opening.binaryType = 'arraybuffer';
    opening.onopen = () => events.onOpen(true);
    opening.onmessage = ({ data }) => {
      if (typeof data !== 'string') events.onAudio(new Uint8Array(data));
      // The simulator and the page are built from the same protocol.ts.
      else events.onMessage(JSON.parse(data));
    };
    opening.onclose = () => {
      events.onOpen(false);
      setTimeout(() => {
        socket = connect();
      }, RETRY_MS);
    };
    return opening;
  }
  const send = (data) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(data);
  };
  return {
    tell: (message) => send(JSON.stringify(message)),
    speak: (frame) => send(Uint8Array.from(frame)),
  };
}
