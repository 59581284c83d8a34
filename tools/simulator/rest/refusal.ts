/** An error answer of Twilio's REST API: HTTP status, Twilio's error number, its sentence. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: number;
  readonly details: object | undefined;

  constructor(status: number, code: number, message: string, details?: object) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** The JSON body that Twilio sends with it. */
  body(): object {
    return {
      code: this.code,
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${this.code}`,
      status: this.status,
      ...(this.details ? { details: this.details } : {}),
    };
  }
}

export const unauthorized = () => new Refusal(401, 20003, 'Authenticate');

export const notFound = (path: string) =>
  new Refusal(404, 20404, `The requested resource ${path} was not found`);

export const badRequest = (code: number, message: string) => new Refusal(400, code, message);
