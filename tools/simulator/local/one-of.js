import * as v from 'valibot';
/** One of these words; the message for another one names them all. `what` is what the word is. */
export const oneOf = (words, what) =>
  v.picklist(
    words,
    ({ input }) => `${what} ${JSON.stringify(input)}: use one of ${words.join(', ')}`,
  );
