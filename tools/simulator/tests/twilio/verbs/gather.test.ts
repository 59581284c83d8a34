import { placeCall } from '../../../twilio/place-call';
import { pagesNetwork } from '../../fixture-network';

const gather = async (attributes: string, digits: string[]) => {
  const { network, asked } = pagesNetwork({
    '/engage': `<Gather action="/pressed" ${attributes}><Say>Press.</Say></Gather><Say>Nothing.</Say>`,
    '/pressed': '<Say>Thank you.</Say>',
  });
  const { events } = await placeCall(network, { script: { digits } });
  return { form: asked[1]?.form, said: events.map(({ what }) => what) };
};

test('keys go to the action', async () => {
  expect((await gather('numDigits="1"', ['1'])).form).toMatchObject({ Digits: '1' });
});

test('the key that ends the input is not part of it', async () => {
  expect((await gather('', ['42#'])).form).toMatchObject({ Digits: '42', FinishedOnKey: '#' });
});

test('without keys the next verb is run', async () => {
  const { form, said } = await gather('', []);
  expect(form).toBeUndefined();
  expect(said).toContain('says "Nothing."');
});

test('without keys the action is asked where the document wants it', async () => {
  expect((await gather('actionOnEmptyResult="true"', [])).form).toMatchObject({ Digits: '' });
});
