import type { Fault } from '../setup';
import { asappFaults } from './asapp';
import { configurationFaults } from './configuration';
import { peopleFaults } from './people';
import { streamFaults } from './stream';
import { transcriptionFaults } from './transcription';
import { twilioFaults } from './twilio';

/** Everything that can go wrong, by name. */
export const FAULTS: ReadonlyMap<string, Fault> = new Map(
  [
    ...asappFaults,
    ...streamFaults,
    ...transcriptionFaults,
    ...peopleFaults,
    ...configurationFaults,
    ...twilioFaults,
  ].map((fault) => [fault.name, fault]),
);
