import { signature } from '../../../src/call-record/deliver';

test('a record is signed with HMAC-SHA256 over the time and the body', () => {
  // echo -n '1700000000.{"a":1}' | openssl dgst -sha256 -hmac secret
  expect(signature('{"a":1}', 'secret', 1_700_000_000)).toBe(
    't=1700000000,v1=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686',
  );
});
