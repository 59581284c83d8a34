import type { FromTwilio, Start, ToTwilio } from '../media-stream/messages';
import type { CallTransfers } from './call-transfers';
import type { AgentOutcome, AgentScript, ScriptBook } from './script';
import { type Farewell, voiceOf } from './voice';

/** How long the agent waits for its goodbye to be played, in frames. */
const PATIENCE_FRAMES = 150;

/** What a conversation does to its socket. */
export interface AgentSocket {
  send(message: ToTwilio): void;
  /** Ends the stream as a WebSocket is meant to end. */
  close(): void;
  /** Drops the connection. */
  destroy(): void;
  report(text: string): void;
}

/** What all conversations share. */
export interface Agent {
  scripts: ScriptBook;
  transfers: CallTransfers;
}

/**
 * The agent's side of one engagement. The caller's frames are its clock: for each frame that it
 * hears it says one, so that it runs as fast or as slow as the caller does.
 */
export class Conversation {
  callSid: string | undefined;
  /** Frames heard. */
  heard = 0;
  #streamSid = '';
  #transferId: string | undefined;
  #script: AgentScript | undefined;
  #words: Buffer[] = [];
  #ending: { outcome: Farewell; since: number } | undefined;

  readonly #line: AgentSocket;
  readonly #agent: Agent;

  constructor(line: AgentSocket, agent: Agent) {
    this.#line = line;
    this.#agent = agent;
  }

  receive(message: FromTwilio): void {
    const script = this.#script;
    if (message.event === 'start') {
      this.#begin(message);
    } else if (message.event === 'stop') {
      this.#end('hang-up');
    } else if (script === undefined) {
      if (message.event !== 'connected') this.#line.report(`${message.event} before start`);
    } else if (message.event === 'dtmf') {
      this.#sayGoodbye(script, script.keys[message.dtmf.digit] ?? 'completed');
    } else if (message.event === 'mark') {
      if (message.mark.name === 'goodbye') this.#hangUp();
    } else if (message.event === 'media' && message.media.track === 'inbound') {
      this.#hear(script);
    }
  }

  #begin({ streamSid, start: { callSid, customParameters } }: Start): void {
    const script = this.#agent.scripts.next(callSid);
    this.callSid = callSid;
    this.#streamSid = streamSid;
    const id = customParameters.asapp_callTransferId ?? callSid;
    if (!this.#agent.transfers.open(customParameters, callSid, script)) {
      this.#line.report(`call transfer ${id} was used before: each engagement needs a new id`);
      this.#line.close();
      return;
    }
    this.#transferId = id;
    this.#script = script;
    this.#words = [...voiceOf(script.voice).greeting];
  }

  #hear(script: AgentScript): void {
    this.heard += 1;
    this.#speak();
    if (this.#ending !== undefined) {
      if (this.#words.length > 0) this.#ending.since = this.heard;
      else if (this.heard - this.#ending.since > PATIENCE_FRAMES) this.#hangUp();
    } else if (script.outcome !== 'hang-up' && this.heard >= script.frames) {
      this.#sayGoodbye(script, script.outcome);
    }
  }

  /** Says the next 20 ms; sends a mark at the end of the greeting and of the goodbye. */
  #speak(): void {
    const frame = this.#words.shift();
    if (frame === undefined) return;
    const streamSid = this.#streamSid;
    this.#line.send({ event: 'media', streamSid, media: { payload: frame.toString('base64') } });
    if (this.#words.length > 0) return;
    const name = this.#ending === undefined ? 'greeting' : 'goodbye';
    this.#line.send({ event: 'mark', streamSid, mark: { name } });
  }

  #sayGoodbye(script: AgentScript, outcome: AgentOutcome): void {
    // With `hang-up` the agent says nothing: the caller leaves.
    if (this.#ending !== undefined || outcome === 'hang-up') return;
    if (outcome === 'drop') {
      this.#end('drop');
      this.#line.destroy();
      return;
    }
    this.#ending = { outcome, since: this.heard };
    this.#words = [...voiceOf(script.voice).goodbye[outcome]];
  }

  #hangUp(): void {
    if (this.#ending === undefined) return;
    this.#end(this.#ending.outcome);
    this.#line.close();
  }

  #end(outcome: AgentOutcome): void {
    if (this.#transferId !== undefined) this.#agent.transfers.close(this.#transferId, outcome);
    this.#transferId = undefined;
    this.#script = undefined;
  }
}
