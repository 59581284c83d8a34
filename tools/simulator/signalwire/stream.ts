import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { silentFrame } from '../audio/mulaw';

/** Audio messages that a stream sends. */
const FRAMES = 5;

export interface ConferenceStreamOptions {
  url: string;
  name: string | undefined;
  track: string;
  parameters: Record<string, string>;
  bearerToken: string | undefined;
  /** PEM certificate to trust. */
  ca: string | undefined;
  /** Called with the events of the stream. */
  report: (event: 'stream-started' | 'stream-stopped' | 'stream-error', error?: string) => void;
}

/** The audio of a conference on its way to a media-stream server. */
export class ConferenceStream {
  readonly sid = randomUUID();
  readonly name: string | undefined;
  status: 'queued' | 'in-progress' | 'stopped' = 'queued';
  /** Settles when the server has taken the stream, or refused it. */
  readonly opened: Promise<void>;
  readonly #socket: WebSocket;
  readonly #options: ConferenceStreamOptions;

  constructor(options: ConferenceStreamOptions) {
    const { url, name, bearerToken, ca } = options;
    this.name = name;
    this.#options = options;
    this.#socket = new WebSocket(url, {
      headers: { ...(bearerToken && { authorization: `Bearer ${bearerToken}` }) },
      ...(ca !== undefined && { ca }),
    });
    this.opened = new Promise((resolve) => {
      for (const event of ['open', 'error']) this.#socket.once(event, () => resolve());
    });
    this.#socket.once('open', () => this.#begin());
    this.#socket.once('error', () => {
      options.report('stream-error', 'connection_refused');
      this.stop();
    });
  }

  stop(): void {
    if (this.status === 'stopped') return;
    const wasOpen = this.status === 'in-progress';
    this.status = 'stopped';
    this.#socket.close();
    if (wasOpen) this.#options.report('stream-stopped');
  }

  #begin(): void {
    this.status = 'in-progress';
    const { track, parameters } = this.#options;
    const send = (message: object) => this.#socket.send(JSON.stringify(message));
    send({ event: 'connected', protocol: 'Call', version: '1.0.0' });
    send({ event: 'start', start: { streamSid: this.sid, track, customParameters: parameters } });
    for (let frame = 0; frame < FRAMES; frame += 1) {
      send({ event: 'media', media: { payload: silentFrame.toString('base64') } });
    }
    this.#options.report('stream-started');
  }
}
