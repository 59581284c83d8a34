import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signature } from '../../src/call-record/deliver';
import { toRecord } from '../support/call-record';

const PAGE = readFileSync(join(__dirname, '../../docs/running-a-contact-centre.md'), 'utf8');
const block = (language: string) =>
  new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'ms').exec(PAGE)?.[1] ?? '';

test('the record in docs/running-a-contact-centre.md follows the schema', () => {
  expect(toRecord(JSON.parse(block('json'))).outcome).toBe('agent');
});

describe('the verifier in docs/running-a-contact-centre.md', () => {
  const isFromMyService: (body: string, header: string | undefined, secret: string) => boolean =
    new Function('require', `${block('js')}\nreturn isFromMyService;`)(require);

  const NOW = Math.floor(Date.now() / 1_000);
  const BODY = '{"callSid":"CA1","words":"naïve"}';
  const HEADER = signature(BODY, 'secret', NOW);

  test('has at most ten lines', () => {
    expect(block('js').trim().split('\n').length).toBeLessThanOrEqual(10);
  });

  test('accepts what this service signs', () => {
    expect(isFromMyService(BODY, HEADER, 'secret')).toBe(true);
  });

  test.each([
    ['another body', `${BODY} `, HEADER, 'secret'],
    ['another secret', BODY, HEADER, 'other'],
    ['an old signature', BODY, signature(BODY, 'secret', NOW - 900), 'secret'],
    ['another time', BODY, HEADER.replace(String(NOW), String(NOW - 1)), 'secret'],
    ['a short signature', BODY, `t=${NOW},v1=ab`, 'secret'],
    ['no signature', BODY, undefined, 'secret'],
  ])('refuses %s', (_what, body, header, secret) => {
    expect(isFromMyService(body, header, secret)).toBe(false);
  });
});
