import type { HttpAnswer } from '../../http/message';
import { error } from '../../twilio/alert';
import { callFunction } from '../call-function';
import type { Entered, WidgetKind } from './kind';

/** Studio's limit: https://www.twilio.com/docs/studio/widget-library/run-function */
const BODY_BYTES = 64 * 1024;

/**
 * Calls a function: signed, with only the configured parameters. An answer of 2xx or 3xx, in
 * time and not too large, is `success`; only a JSON object fills `parsed`.
 */
export const runFunction: WidgetKind<'run-function'> = {
  async enter({ name, properties }, { call, execution, render, alert }) {
    const parameters = Object.fromEntries(
      properties.parameters.map(({ key, value }) => [key, render(value)]),
    );
    const answer = await callFunction(call, render(properties.url), parameters);
    const failure = failureOf(answer);
    if (answer === undefined || failure !== undefined) {
      alert(error(81_017, `${name}: the function ${failure}`));
      return { event: 'fail' };
    }
    // Keys of an earlier run stay unless this one has them too.
    return take(answer, execution.scope.widgets[name]?.parsed);
  },
};

function failureOf(answer: HttpAnswer | undefined): string | undefined {
  if (answer === undefined) return 'did not answer';
  if (answer.status >= 400) return `answered ${answer.status}`;
  return Buffer.byteLength(answer.body) > BODY_BYTES ? 'answered more than 64 kB' : undefined;
}

function take({ status, headers, body }: HttpAnswer, before: unknown): Entered {
  const contentType = headers['content-type'] ?? '';
  if (/^(text|application)\/xml/.test(contentType)) return { leavesWith: body };
  const parsed = /^application\/json/.test(contentType) ? readObject(body) : {};
  return {
    event: 'success',
    output: {
      body,
      content_type: contentType,
      status_code: status,
      headers,
      parsed: { ...(typeof before === 'object' && before), ...parsed },
    },
  };
}

/** The keys of a JSON object; none if it is an array, another value, or not JSON. */
function readObject(body: string): object {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
