import { FAULTS } from './faults';
import { createRandom, type Random } from './random';
import type { Fault, Mode } from './setup';

/** One whole call with faults; its name and the seed decide everything about it. */
export interface Case {
  /** For instance `studio/asapp.streaming-url.hang+people.all-busy/2`. */
  readonly name: string;
  readonly mode: Mode;
  readonly faults: readonly Fault[];
}

const MODES: readonly Mode[] = ['direct', 'studio'];

function makeCase(mode: Mode, faults: readonly Fault[], variant: number): Case {
  return { name: `${mode}/${faults.map(({ name }) => name).join('+')}/${variant}`, mode, faults };
}

/** The case with this name. Throws if there is none. */
export function parseCase(name: string): Case {
  const [mode, list = '', variant = '0'] = name.split('/');
  const known = MODES.find((each) => each === mode);
  if (!known) throw new Error(`"${name}" must begin with direct/ or studio/`);
  const faults = list.split('+').map((each) => {
    const fault = FAULTS.get(each);
    if (!fault) throw new Error(`there is no fault "${each}"`);
    return fault;
  });
  return makeCase(known, faults, Number(variant));
}

const isPossible = (mode: Mode, { mode: only }: Fault) => only === undefined || only === mode;

/** Each fault alone, in each mode it is possible in, with `variants` different calls. */
export function singleCases(variants: number): Case[] {
  return MODES.flatMap((mode) =>
    [...FAULTS.values()]
      .filter((fault) => isPossible(mode, fault))
      .flatMap((fault) =>
        Array.from({ length: variants }, (_, variant) => makeCase(mode, [fault], variant)),
      ),
  );
}

/** So many pairs of faults, picked at random; never two that change the same thing. */
export function pairedCases(seed: string, count: number): Case[] {
  const random = createRandom(`${seed} pairs`);
  const faults = [...FAULTS.values()];
  return Array.from({ length: count }, (_, variant) => {
    const mode = random.pick(MODES);
    return makeCase(mode, pickPair(random, mode, faults), variant);
  });
}

function pickPair(random: Random, mode: Mode, faults: readonly Fault[]): [Fault, Fault] {
  const possible = faults.filter((fault) => isPossible(mode, fault));
  const one = random.pick(possible);
  return [one, random.pick(possible.filter(({ changes }) => changes !== one.changes))];
}
