import fc from 'fast-check';
import { endsChain, parseDestination } from '../../../src/voice/destination';
import { anyCharacters } from '../../support/arbitrary';
import { runs } from '../../support/cases';
import { FLOW_SID, WORKFLOW_SID } from '../../support/runtime';

describe('a destination', () => {
  test.each([
    ['+15551234567', { kind: 'number', number: '+15551234567' }],
    ['+15551234567x123', { kind: 'number', number: '+15551234567', digits: '123' }],
    ['+15551234567xWw*9#AD', { kind: 'number', number: '+15551234567', digits: 'Ww*9#AD' }],
    ['sip:desk@pbx.example', { kind: 'sip', uri: 'sip:desk@pbx.example' }],
    [
      'sips:desk@pbx.example:5061;transport=tls?X-Site=1',
      { kind: 'sip', uri: 'sips:desk@pbx.example:5061;transport=tls?X-Site=1' },
    ],
    ['client:alice', { kind: 'client', identity: 'alice' }],
    [WORKFLOW_SID, { kind: 'workflow', sid: WORKFLOW_SID }],
    ['queue:support', { kind: 'queue', name: 'support' }],
    [FLOW_SID, { kind: 'flow', sid: FLOW_SID }],
    ['https://example.com/twiml?a=b', { kind: 'url', url: 'https://example.com/twiml?a=b' }],
    ['voicemail', { kind: 'voicemail' }],
  ])('can be %s', (word, expected) => {
    expect(parseDestination(word)).toEqual({ word, ...expected });
  });

  test.each([
    '',
    '15551234567',
    '+05551234567',
    '+1555',
    '+1555123456789012',
    '+1555-123-4567',
    '+15551234567x',
    '+15551234567X1',
    '+15551234567xe',
    '+15551234567x1x2',
    `+15551234567x${'1'.repeat(33)}`,
    'tel:+15551234567',
    'sip:pbx.example',
    'sip:desk@',
    'sip:desk@pbx.example?a=b?c=d',
    'sip:"desk"@pbx.example',
    `sip:${'x'.repeat(240)}@pbx.example`,
    'client:',
    `client:${'x'.repeat(257)}`,
    'queue:',
    `queue:${'x'.repeat(65)}`,
    `${WORKFLOW_SID}0`,
    FLOW_SID.slice(0, -1),
    'http://example.com/',
    'https://',
    'https://user:secret@example.com/',
    'https://:443',
    'Voicemail',
    'voicemail:x',
    'client:josé',
    'queue:a\u0000b',
    'client:\ud800',
  ])('cannot be %p', (word) => {
    expect(parseDestination(word)).toBeUndefined();
  });

  test('is never longer than Twilio allows', () => {
    expect(parseDestination(`sip:${'x'.repeat(238)}@pbx.example`)).toBeDefined(); // 254 characters
    expect(parseDestination(`sip:${'x'.repeat(239)}@pbx.example`)).toBeUndefined();
    expect(parseDestination(`queue:${'x'.repeat(64)}`)).toBeDefined();
    expect(parseDestination(`client:${'x'.repeat(256)}`)).toBeDefined();
  });

  test('is printable ASCII without spaces, whatever was written', () => {
    const prefix = fc.constantFrom(
      '',
      '+1555',
      'sip:',
      'client:',
      'queue:',
      'https://',
      'WW',
      'sip:a@',
    );
    fc.assert(
      fc.property(prefix, anyCharacters(), (before, after) => {
        const destination = parseDestination(`${before}${after}`);
        if (destination) expect(destination.word).toMatch(/^[\x21-\x7e]+$/);
      }),
      { numRuns: runs(2_000) },
    );
  });
});

describe('a destination in a chain', () => {
  test.each([
    ['+15551234567', false],
    ['sip:a@b', false],
    ['client:a', false],
    [WORKFLOW_SID, false],
    ['queue:a', false],
    [FLOW_SID, true],
    ['https://example.com/', true],
    ['voicemail', true],
  ])('%s ends its chain: %s', (word, expected) => {
    const destination = parseDestination(word);
    expect(destination && endsChain(destination)).toBe(expected);
  });
});
