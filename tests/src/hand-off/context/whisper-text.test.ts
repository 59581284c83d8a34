import { whisperText } from '../../../../src/hand-off/context/whisper-text';
import { readSpeech } from '../../../../src/voice/speech';
import { learned } from '../../../support/hand-off';

const speech = readSpeech({}).value;

describe('the words of a whisper', () => {
  test('say who calls, the task, and the wanted variables', () => {
    const context = learned(
      { next_action: 'call  back\nsoon' },
      { taskName: 'handle_refundRequests', referenceVariables: { customerName: 'Ann' } },
    );
    expect(whisperText(context, ['customerName', 'next_action', 'other'], speech)).toEqual({
      kept: [
        'A call from the voice agent.',
        'Task: handle refund requests.',
        'customer name: Ann.',
        'next action: call back soon.',
      ],
      leftOut: [],
    });
  });

  test('have the first sentences of a summary after the task, as far as they fit', () => {
    const long = `They ${'really '.repeat(20)}want it.`;
    const context = learned({ plan: 'gold' }, { summary: `${long} ${long}`, taskName: 'refunds' });
    expect(whisperText(context, ['plan'], speech).kept).toEqual([
      'A call from the voice agent.',
      'Task: refunds.',
      long,
      'plan: gold.',
    ]);
    const endless = learned({}, { summary: 'x '.repeat(150) });
    expect(whisperText(endless, [], speech).kept).toHaveLength(1);
  });

  test('are only the first sentence if nothing is known', () => {
    expect(whisperText(learned(), ['customerName', 'toString'], speech).kept).toEqual([
      'A call from the voice agent.',
    ]);
  });

  test('prefer a transfer variable to a reference variable, even one without a value', () => {
    const context = learned({ a: 'new', b: null }, { referenceVariables: { a: 'old', b: 'old' } });
    expect(whisperText(context, ['a', 'b'], speech).kept).toEqual([
      'A call from the voice agent.',
      'a: new.',
    ]);
  });

  test('hold only what XML can hold', () => {
    const { kept } = whisperText(learned({ a: 'x\u0000\ud800y' }), ['a'], speech);
    expect(kept[1]).toBe('a: x y.');
  });

  test('are whole sentences of at most 1000 characters, less what follows', () => {
    const context = learned({ a: 'x'.repeat(900), b: 'y'.repeat(100), c: 'z' });
    const variables = ['a', 'b', 'c'];
    const all = whisperText(context, variables, speech);
    expect(all.leftOut).toEqual(['b']);
    expect(all.kept.join(' ').length).toBeLessThanOrEqual(1_000);

    const fewer = whisperText(context, variables, speech, 'x'.repeat(80));
    expect(fewer.leftOut).toEqual(['a']);
  });
});
