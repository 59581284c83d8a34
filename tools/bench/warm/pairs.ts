import { callParameters } from '../calls';
import { post } from '../http-post';

export interface Pair {
  readonly one: number;
  readonly other: number;
}

/**
 * Asks two URLs in turn, pair by pair; every other pair the other way round, so that neither always
 * comes after the other. Gives milliseconds.
 */
export async function measurePairs(one: string, other: string, count: number): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let pair = 0; pair < count; pair += 1) {
    const parameters = callParameters();
    const ask = async (url: string) => (await post(url, parameters)).ms;
    if (pair % 2 === 0) {
      pairs.push({ one: await ask(one), other: await ask(other) });
    } else {
      const second = await ask(other);
      pairs.push({ one: await ask(one), other: second });
    }
  }
  return pairs;
}
