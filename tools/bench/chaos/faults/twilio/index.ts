import type { Fault } from '../../setup';
import { disturbedWebhooks } from './disturbed';
import { goneFaults } from './gone';
import { orderFaults } from './order';
import { requestFaults } from './request';

export const twilioFaults: readonly Fault[] = [
  ...disturbedWebhooks,
  ...orderFaults,
  ...requestFaults,
  ...goneFaults,
];
