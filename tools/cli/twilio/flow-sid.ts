import { UsageFailure } from '../command/failure';

/** @throws UsageFailure if the value of `--flow` is not the SID of a Studio Flow */
export function checkFlowSid(text: string): void {
  if (/^FW[0-9a-f]{32}$/i.test(text)) return;
  throw new UsageFailure(
    `--flow ${text} is not the SID of a Studio Flow.`,
    'It is FW followed by 32 hexadecimal digits: see the list of flows in the Twilio Console.',
  );
}
