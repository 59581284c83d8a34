import { withoutClientParameters } from '../../../src/runtime/client-parameters';
import { CALL } from '../../support/runtime';

const CLIENT_CALL = {
  ...CALL,
  From: 'client:alice',
  request: { headers: {} },
  customerId: 'somebody-else',
  line: 'sales',
  engagement: '7',
  plan: 'gold',
};

describe('the parameters of a call from a Voice SDK app', () => {
  test('are left out unless CLIENT_PARAMETERS names them', () => {
    const { line, plan, customerId, engagement, ...rest } = CLIENT_CALL;
    expect(withoutClientParameters(CLIENT_CALL, {})).toEqual({ value: rest, problems: [] });
    expect(withoutClientParameters(CLIENT_CALL, { CLIENT_PARAMETERS: 'plan, line' })).toEqual({
      value: { ...rest, plan, line },
      problems: [],
    });
  });

  test('keep what our own URL says about a call that is resumed, so that it is resumed once', () => {
    const event = { From: 'client:alice', resumed: '1', engagement: '2' };
    const value = { From: 'client:alice', resumed: '1' };
    expect(withoutClientParameters(event, {}).value).toEqual(value);
  });

  test('are kept if the call comes from a phone', () => {
    const event = { ...CLIENT_CALL, From: '+15550001111' };
    expect(withoutClientParameters(event, {}).value).toEqual(event);
  });

  test.each(['client:alice', 'CLIENT:alice', 'client:'])('are left out from %s', (From) => {
    expect(withoutClientParameters({ From, plan: 'gold' }, {}).value).toEqual({ From });
  });
});
