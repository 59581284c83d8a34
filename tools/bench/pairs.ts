import { Agent, request } from 'node:http';
import { callParameters } from './call';

/** Milliseconds. */
export interface Pair {
  readonly one: number;
  readonly other: number;
}

/**
 * Sends the same request to two URLs, pair by pair; every other pair in the opposite order, so that
 * neither always comes second.
 */
export async function measurePairs(one: string, other: string, count: number): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let pair = 0; pair < count; pair += 1) {
    const parameters = callParameters();
    if (pair % 2 === 0) {
      pairs.push({ one: await post(one, parameters), other: await post(other, parameters) });
    } else {
      const second = await post(other, parameters);
      pairs.push({ one: await post(one, parameters), other: second });
    }
  }
  return pairs;
}

// One open connection for all requests: opening it is not measured.
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Posts a form as Twilio does, and returns how long the answer took, in ms. */
function post(url: string, parameters: Readonly<Record<string, string>>): Promise<number> {
  const form = new URLSearchParams(parameters).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    'content-length': Buffer.byteLength(form),
  };
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.on('end', () => resolve(performance.now() - began));
      response.resume();
    });
    sent.on('error', reject);
    sent.end(form);
  });
}
