import { error } from '../complaint';
import type { Timeline } from '../timeline';
import type { TwimlElement } from '../twiml/parse';

/** Name and value of a stream parameter have fewer characters than this together. */
const LIMIT = 500;

/** The `<Parameter>`s of a stream; one that is too long is left out, with a complaint. */
export function streamParameters(stream: TwimlElement, timeline: Timeline): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const { attributes } of stream.children) {
    const { name = '', value = '' } = attributes;
    if (name === '') {
      timeline.complain(error(12200, 'a stream <Parameter> has no name'));
    } else if (name.length + value.length >= LIMIT) {
      const length = name.length + value.length;
      timeline.complain(error(12200, `stream parameter "${name}" has ${length} characters`));
    } else {
      parameters[name] = value;
    }
  }
  return parameters;
}
