import type { Fault } from '../setup';
import { asappFaults } from './asapp';
import { configurationFaults } from './configuration';
import { peopleFaults } from './people';
import { recordingFaults } from './recording';
import { streamFaults } from './stream';
import { taskRouterFaults } from './task-router';
import { transcriptionFaults } from './transcription';
import { twilioFaults } from './twilio';
import { webhookFaults } from './twilio-webhooks';

/** All faults, by name. */
export const FAULTS: ReadonlyMap<string, Fault> = new Map(
  [
    ...asappFaults,
    ...streamFaults,
    ...transcriptionFaults,
    ...peopleFaults,
    ...recordingFaults,
    ...taskRouterFaults,
    ...configurationFaults,
    ...twilioFaults,
    ...webhookFaults,
  ].map((fault) => [fault.name, fault]),
);
