import fc from 'fast-check';

/**
 * Text of any characters but halves of surrogate pairs. Not with fast-check's own unit 'binary', for which it makes a table of all
 * characters, again in each test file.
 */
export function anyCharacters(maxLength?: number): fc.Arbitrary<string> {
  const unit = fc
    .nat(0x10f7ff)
    .map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));
  return fc.string(maxLength === undefined ? { unit } : { unit, maxLength });
}

/** Any text, halves of surrogate pairs and control characters included. */
export const anyText = fc.oneof(
  anyCharacters(),
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
  fc.string({
    unit: fc.constantFrom('&', '<', '>', '"', "'", '\r', '\n', '\t', '\u0000', '%', ' ', 'é', '😀'),
  }),
  fc.constantFrom(
    '',
    'a\r\nX-Evil: 1',
    '?X-Evil=1&X-More=2',
    '"/><Hangup/>',
    ']]>',
    '\ud800',
    '\ufffe',
    '\u0000',
    '{{flow.flow_sid}}',
    '__proto__',
    'constructor',
  ),
);

/** Text of every size, up to 100 kB: beyond every limit there is. */
const longText = fc
  .tuple(
    fc.constantFrom('x', '"', '&', 'é', '😀', '山', '\n', '\u0001', '\ud800'),
    fc.constantFrom(100, 250, 490, 500, 1_000, 3_000, 20_000, 100_000),
  )
  .map(([character, length]) => character.repeat(length));

/** What the runtime may pass to a function for one parameter. */
export const anyParameter = fc.oneof(
  { weight: 4, arbitrary: anyText },
  { weight: 1, arbitrary: longText },
  { weight: 1, arbitrary: fc.array(anyText, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(anyText, anyText, { maxKeys: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(null, 7, true, undefined) },
);

const nested = fc
  .integer({ min: 1, max: 49 })
  .map((depth): unknown => JSON.parse(`${'[{"a":'.repeat(depth)}null${'}]'.repeat(depth)}`));

/** What ASAPP may send as the value of a variable: any JSON. */
export const anyVariable = fc.oneof(
  { weight: 5, arbitrary: anyText },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: longText },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: fc.constantFrom({ toString: 1 }, { toJSON: 1 }, [{ toString: null }]) },
);

const anyName = fc.oneof(
  fc.constantFrom(
    'customerName',
    'next_action',
    'taskName',
    'outcome',
    'twilio_id',
    'toString',
    '__proto__',
  ),
  anyText,
);

export const anyVariables = fc
  .array(fc.tuple(anyName, anyVariable), { maxLength: 8 })
  .map((entries): Record<string, unknown> => Object.fromEntries(entries));
