import { FULL_PLAN, measureCapacity, SHORT_PLAN } from './capacity/capacity';
import { measureCold } from './cold';
import { measureFewCalls } from './few-calls';
import type { Figure } from './figures';
import { measureMemory } from './memory';
import { measureSizes } from './sizes';
import { measureWarm } from './warm';

type Part = (isShort: boolean) => Figure[] | Promise<Figure[]>;

/** What the bench measures; a short run only shows that it works. */
export const PARTS: Readonly<Record<string, Part>> = {
  warm: (isShort) => measureWarm(isShort ? { pairs: 2, floorPairs: 20 } : {}),
  'few-calls': (isShort) => measureFewCalls(isShort ? 20 : 1000),
  cold: (isShort) => measureCold(...(isShort ? [1, 0] : [])),
  capacity: (isShort) => measureCapacity(isShort ? SHORT_PLAN : FULL_PLAN),
  memory: (isShort) => measureMemory(isShort ? 200 : 100_000),
  sizes: () => measureSizes(),
};
