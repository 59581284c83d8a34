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

test('sends keys to the action', async () => {
  expect((await gather('numDigits="1"', ['1'])).form).toMatchObject({ Digits: '1' });
});

test('leaves out the key that ends the input', async () => {
  expect((await gather('', ['42#'])).form).toMatchObject({ Digits: '42', FinishedOnKey: '#' });
});

test('runs the next verb without keys', async () => {
  const { form, said } = await gather('', []);
  expect(form).toBeUndefined();
  expect(said).toContain('says "Nothing."');
});

test('requests the action without keys if the document says so', async () => {
  expect((await gather('actionOnEmptyResult="true"', [])).form).toMatchObject({ Digits: '' });
});
