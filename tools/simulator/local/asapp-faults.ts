import * as v from 'valibot';

/** One of these words; the message for another one lists them. `what` is the kind of word. */
export const oneOfWords = <Word extends string>(words: readonly Word[], what: string) =>
  v.picklist(
    words,
    ({ input }) => `${what} ${JSON.stringify(input)}: use one of ${words.join(', ')}`,
  );

/** What can go wrong with any of ASAPP's endpoints: a status, or one of the words of Fault. */
export const endpointFaults = [
  '400',
  '401',
  '403',
  '404',
  '409',
  '422',
  '429',
  '500',
  '503',
  'hang',
  'drip',
  'reset',
  'html',
  'empty-object',
  'huge',
  'redirect',
] as const;
/** The same for the streaming URL, which can also be one that must not be used. */
export const streamingUrlFaults = [...endpointFaults, 'ws-url', 'url-with-query'] as const;
/** What can go wrong when the media socket is opened. */
export const socketFaults = ['refused', 'reset', 'hang'] as const;

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(600_000));

/** What goes wrong at the local ASAPP during one call. */
export const asappFaultsSchema = v.strictObject({
  streamingUrl: v.exactOptional(oneOfWords(streamingUrlFaults, 'streaming-URL fault')),
  callTransfer: v.exactOptional(oneOfWords(endpointFaults, 'call-transfer fault')),
  /** Of the summary, which is requested only with SUMMARY=true. */
  summary: v.exactOptional(oneOfWords(endpointFaults, 'summary fault')),
  socket: v.exactOptional(oneOfWords(socketFaults, 'socket fault')),
  /** All of them answer, or fail, this much later. */
  latencyMs: v.exactOptional(milliseconds),
  /** The media socket is dropped after this much of the caller's audio. */
  dropAfterMs: v.exactOptional(milliseconds),
});

export type AsappFaults = v.InferOutput<typeof asappFaultsSchema>;
