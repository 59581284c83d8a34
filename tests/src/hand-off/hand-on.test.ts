import { readHandOffConfig } from '../../../src/hand-off/config';
import { handOn } from '../../../src/hand-off/hand-on';
import { readPosition } from '../../../src/hand-off/position';
import { createLog } from '../../../src/runtime/log';
import { captureConsole } from '../../support/console';
import { learned } from '../../support/hand-off';
import { answerOf, CALL, DOMAIN_NAME, twimlOf } from '../../support/runtime';
import { element, parseTwiml } from '../../support/twiml';

const written = captureConsole();

describe('handing a call on', () => {
  test('gives the next destination its turn, and logs its kind and what it was not told', () => {
    const chain = '+15551234567 sip:desk@pbx.example';
    const position = readPosition({ ...CALL, chain, step: '0', outcome: 'agent' });
    const invocation = { domainName: DOMAIN_NAME, log: createLog({}) };
    const config = readHandOffConfig({}, undefined).value;
    const context = learned({ name: '山田', plan: 'mark-of-a-value' });

    const answer = answerOf(handOn(invocation, position, config, context));

    const response = parseTwiml(twimlOf(answer));
    expect(element(response, 'Sip').text).toContain('X-Plan=mark-of-a-value');
    expect(element(response, 'Dial').attributes.action).toContain('&step=1&');
    expect(written.lines()).toEqual([
      {
        level: 'info',
        event: 'hand-off',
        engagement: 1,
        outcome: 'agent',
        status: 'sip',
        names: ['name'],
      },
    ]);
    expect(written.text()).not.toContain('mark-of-a-value');
  });
});
