/**
 * A failure that a person can fix. Both texts are printed as they are, so neither may hold a secret.
 */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly fix: string;
  readonly code: number | string | undefined;

  /**
   * @param message what failed, and with which value
   * @param fix what to do about it, in one sentence
   * @param code something to look up: Twilio's error number, or a word of ours
   */
  constructor(message: string, fix: string, code?: number | string, options?: ErrorOptions) {
    super(message, options);
    this.fix = fix;
    this.code = code;
  }
}

/** Wrong arguments: exit code 2. */
export class UsageFailure extends CommandFailure {}
