/**
 * Something that a person has to mend. Both texts are printed as they are, so neither may hold a
 * secret.
 */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly mend: string;
  readonly code: number | string | undefined;

  /**
   * @param message what failed, and with which value
   * @param mend what to do about it, one sentence
   * @param code a code that others look up: Twilio's error number, or a word of ours
   */
  constructor(message: string, mend: string, code?: number | string, options?: ErrorOptions) {
    super(message, options);
    this.mend = mend;
    this.code = code;
  }
}

/** Arguments that make no sense together: exit code 2, and the way to the help. */
export class UsageFailure extends CommandFailure {}
