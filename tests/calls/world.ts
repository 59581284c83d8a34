import { startWorld, type World, type WorldOptions, type WorldParts } from '../../tools/simulator';
import { atTenfoldSpeed } from '../support/time';

/** Starts a world for one story, which runs at tenfold speed, and closes it whatever happens. */
export async function inWorld<Part extends keyof WorldParts = never>(
  options: WorldOptions<Part>,
  story: (world: World<Part>) => Promise<void>,
): Promise<void> {
  const world = await startWorld(options);
  try {
    await atTenfoldSpeed(() => story(world));
  } finally {
    await world.close();
  }
}
