import { readHandOffConfig } from '../../../src/hand-off/config';
import { sendOn } from '../../../src/hand-off/send-on';
import { createLog } from '../../../src/runtime/log';
import { captureConsole } from '../../support/console';
import { CALLER } from '../../support/hand-off';
import { answerOf, DOMAIN_NAME, twimlOf } from '../../support/runtime';
import { element, parseTwiml, verbs } from '../../support/twiml';

captureConsole();

async function sent(
  conclusion: Parameters<typeof sendOn>[3],
  environment: Readonly<Record<string, string>>,
) {
  const invocation = {
    event: {},
    environment,
    domainName: DOMAIN_NAME,
    log: createLog({}),
    deadline: new AbortController().signal,
    twilioClient: () => {
      throw new Error('nobody needs Twilio here');
    },
  };
  const { value: config } = readHandOffConfig(environment, undefined);
  return parseTwiml(twimlOf(answerOf(await sendOn(invocation, CALLER, config, conclusion))));
}

const destinations = {
  SYSTEM_DESTINATION: 'next_action=refund:client:refund *:client:system',
  FALLBACK_DESTINATION: 'client:fallback',
};

describe('a call that the agent is done with', () => {
  test('goes down the chain that the record chooses', async () => {
    const transfer = {
      status: 'COMPLETED',
      transferType: 'SYSTEM',
      currentTaskName: 'Refunds',
      transferVariables: { next_action: 'refund' },
      referenceVariables: undefined,
    };
    const response = await sent({ outcome: 'system', transfer }, destinations);
    expect(element(response, 'Identity').text).toBe('refund');
  });

  test('goes down the fallback chain where its stream broke', async () => {
    const response = await sent({ outcome: 'interrupted' }, destinations);
    expect(element(response, 'Identity').text).toBe('fallback');
  });

  test('goes back to the agent instead, where that is wanted', async () => {
    const environment = { ...destinations, RESUME_INTERRUPTED: 'true' };
    expect(verbs(await sent({ outcome: 'interrupted' }, environment))).toEqual(['Redirect']);
  });
});
