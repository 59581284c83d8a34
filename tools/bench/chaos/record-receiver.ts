import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Random } from './random';

export interface RecordReceiver {
  readonly url: string;
  /** The calls, by CallSid, whose record has arrived with a good signature. */
  readonly received: ReadonlySet<string>;
  /** Requests with a bad signature. */
  readonly unsigned: number;
  close(): void;
}

/** Starts what `CALL_RECORD_URL` names. It refuses some of the requests, and breaks some off. */
export async function startRecordReceiver(
  secret: string,
  random: Random,
  faulty: number,
): Promise<RecordReceiver> {
  const received = new Set<string>();
  let unsigned = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const header = String(request.headers['x-signature']);
    const [, time] = /^t=(\d+),/.exec(header) ?? [];
    const hex = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    if (header !== `t=${time},v1=${hex}`) unsigned += 1;
    const luck = random.next();
    if (luck < faulty / 2) return void response.destroy();
    if (luck < faulty) return void response.writeHead(503).end();
    received.add(JSON.parse(body).callSid);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  return {
    url: `http://127.0.0.1:${address.port}/records`,
    received,
    get unsigned() {
      return unsigned;
    },
    close: () => void server.close(),
  };
}
