import { startWorld, type World, type WorldOptions, type WorldParts } from '../../tools/simulator';

/** Starts a world for one story, and closes it whatever happens. */
export async function inWorld<Part extends keyof WorldParts = never>(
  options: WorldOptions<Part>,
  story: (world: World<Part>) => Promise<void>,
): Promise<void> {
  const world = await startWorld(options);
  try {
    await story(world);
  } finally {
    await world.close();
  }
}
