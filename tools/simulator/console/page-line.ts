import * as v from 'valibot';
import type { RawData, WebSocket } from 'ws';
import { prompt } from '../asapp/prompts';
import { FRAME_BYTES } from '../audio/mulaw';
import { type CallRequest, callRequest } from '../local/call-request';
import type { LocalPhone } from '../local/local-phone';
import type { LiveCall } from '../twilio/place-call';
import { BrowserPhone } from './browser-phone';
import type { CallBook } from './call-book';
import { soundOf } from './call-sounds';
import type { ToPage } from './protocol';

const LEVELS_MS = 100;

export interface PageLineOptions {
  book: CallBook;
  /** Already watched by the book. */
  phone: LocalPhone;
  agent: 'local' | 'real';
  /** Where the service is. */
  service: string;
}

/** Serves one open page: sends it all calls, and connects its phone. */
export class PageLine {
  readonly #socket: WebSocket;
  readonly #options: PageLineOptions;
  #phone: BrowserPhone | undefined;
  #call: LiveCall | undefined;
  #hungUp = false;

  constructor(socket: WebSocket, options: PageLineOptions) {
    this.#socket = socket;
    this.#options = options;
    const { book, agent, service } = options;
    const { calls, tasks } = book;
    this.#tell({ type: 'welcome', agent, service, calls, tasks });
    const stop = book.listen((news) => this.#tell(news));
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('error', () => {}); // 'close' follows.
    socket.once('close', () => {
      stop();
      this.#hangUp();
    });
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (isBinary) {
      const frame = Buffer.isBuffer(data) ? data : Buffer.alloc(0);
      if (frame.length === FRAME_BYTES) this.#phone?.speak(frame);
      return;
    }
    const message = readPageMessage(String(data));
    if ('refused' in message) this.#tell({ type: 'refused', reason: message.refused });
    else if (message.type === 'key') this.#phone?.press(message.digit);
    else if (message.type === 'hang-up') this.#hangUp();
    else if (this.#phone !== undefined) {
      this.#tell({ type: 'refused', reason: 'this phone is already in a call' });
    } else void this.#place(message.request, message.microphone);
  }

  async #place(request: CallRequest, microphone: boolean): Promise<void> {
    const play = (frame: Buffer) => this.#socket.send(frame);
    const phone = new BrowserPhone(play, microphone ? [] : prompt('caller'));
    this.#phone = phone;
    this.#hungUp = false;
    this.#tell({ type: 'phone', state: 'preparing' });
    const levels = setInterval(() => {
      this.#tell({ type: 'levels', ...phone.takeLevels() });
    }, LEVELS_MS);
    try {
      await this.#options.phone.place(request, {
        phone,
        onBegin: (call) => {
          this.#call = call;
          this.#tell({ type: 'phone', state: 'calling', callSid: call.callSid });
          if (this.#hungUp) call.hangUp();
        },
        onEvent: (event) => {
          const sound = soundOf(event);
          if (sound === 'hush') this.#tell({ type: 'hush' });
          else for (const frame of sound ?? []) play(frame);
        },
      });
    } catch (error) {
      this.#tell({ type: 'refused', reason: error instanceof Error ? error.message : 'failed' });
    } finally {
      clearInterval(levels);
      this.#phone = undefined;
      this.#call = undefined;
      this.#tell({ type: 'hush' });
      this.#tell({ type: 'phone', state: 'idle' });
    }
  }

  #hangUp(): void {
    this.#hungUp = true;
    this.#call?.hangUp();
  }

  #tell(message: ToPage): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

const fromPage = v.variant('type', [
  v.strictObject({ type: v.literal('place'), request: callRequest, microphone: v.boolean() }),
  v.strictObject({ type: v.literal('key'), digit: v.pipe(v.string(), v.regex(/^[0-9*#A-D]$/)) }),
  v.strictObject({ type: v.literal('hang-up') }),
]);

/** A message of the page, with defaults filled in. */
type PageMessage = v.InferOutput<typeof fromPage>;

/** Reads a text frame of the page, or says what is wrong with it. */
export function readPageMessage(frame: string): PageMessage | { refused: string } {
  let message: unknown;
  try {
    message = JSON.parse(frame);
  } catch {
    return { refused: 'the page sent something that is not JSON' };
  }
  const read = v.safeParse(fromPage, message);
  if (read.success) return read.output;
  return { refused: read.issues.map((issue) => issue.message).join('; ') };
}
