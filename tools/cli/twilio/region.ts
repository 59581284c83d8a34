import { CommandFailure } from '../command/failure';
import type { Variables } from '../command/terminal';

/** Where requests to Twilio go: `api.dublin.ie1.twilio.com`. */
export interface Region {
  readonly region: RegionName;
  readonly edge: string;
}

type RegionName = keyof typeof EDGES;

/** The regions that have Functions, and the way into each; a region's name has no effect without one. */
const EDGES = { us1: 'ashburn', ie1: 'dublin' } as const;

/**
 * Reads TWILIO_REGION and TWILIO_EDGE: those of the env file, otherwise those of the process. Undefined if
 * neither names a region, which means the US.
 *
 * @throws CommandFailure if the service cannot run in the region
 */
export function readRegion(file: Variables, environment: Variables): Region | undefined {
  const source = file.TWILIO_REGION?.trim() || file.TWILIO_EDGE?.trim() ? file : environment;
  const region = source.TWILIO_REGION?.trim() || undefined;
  const edge = source.TWILIO_EDGE?.trim() || undefined;
  if (region === undefined) return edge === undefined ? undefined : { region: 'us1', edge };
  if (!isRegion(region)) {
    throw new CommandFailure(
      `TWILIO_REGION is ${region}: Twilio has no Functions there, so this service cannot run in it.`,
      'Set it to ie1 (Ireland) or us1 (the default); see docs/regions.md.',
      'unsupported-region',
    );
  }
  return { region, edge: edge ?? EDGES[region] };
}

function isRegion(name: string): name is RegionName {
  return name in EDGES;
}
