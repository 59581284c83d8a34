import { type Complaint, error } from '../../twilio/complaint';
import type { Entered, Turn, WidgetKind } from './kind';

/** Studio's limits: https://www.twilio.com/docs/studio/widget-library/run-function */
const TIME_LIMIT_MS = 10_000;
const BODY_BYTES = 64 * 1024;

/**
 * Asks a function: signed, with the configured parameters and no others. An answer of 2xx or 3xx, in
 * time and not too large, is `success`; only a JSON object fills `parsed`.
 */
export const runFunction: WidgetKind<'run-function'> = {
  async enter(state, turn) {
    const { name, properties } = state;
    const fail = (complaint: Complaint): Entered => {
      turn.complain(complaint);
      return { event: 'fail' };
    };
    const parameters = Object.fromEntries(
      properties.parameters.map(({ key, value }) => [key, turn.render(value)]),
    );
    const url = turn.render(properties.url);
    const deadline = AbortSignal.timeout(TIME_LIMIT_MS);
    try {
      const response = await turn.post(url, parameters, deadline);
      const { status, headers } = response;
      const body = await response.text();
      const what = `POST ${new URL(url).pathname}`;
      turn.tell({ to: 'service', what, status, details: parameters, body });
      if (status >= 400) return fail(error(81_017, `${name}: the function answered ${status}`));
      if (Buffer.byteLength(body) > BODY_BYTES) {
        return fail(error(81_017, `${name}: the function answered more than 64 kB`));
      }
      return answer(state.name, turn, { status, headers, body });
    } catch (cause) {
      const reason = deadline.aborted ? 'did not answer in 10 s' : `cannot be asked: ${cause}`;
      return fail(error(81_017, `${name}: the function ${reason}`));
    }
  },
};

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

function answer(name: string, { execution }: Turn, { status, headers, body }: Answer): Entered {
  const contentType = headers.get('content-type') ?? '';
  if (/^(text|application)\/xml/.test(contentType)) return { givenUpWith: body };
  const parsed = /^application\/json/.test(contentType) ? readObject(body) : {};
  // Keys of an earlier run stay where this one does not bring them.
  const before: unknown = execution.scope.widgets[name]?.parsed;
  return {
    event: 'success',
    output: {
      body,
      content_type: contentType,
      status_code: status,
      headers: Object.fromEntries(headers),
      parsed: { ...(typeof before === 'object' && before), ...parsed },
    },
  };
}

/** The keys of a JSON object; none of an array, of another value, or of what is no JSON. */
function readObject(body: string): object {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
