/** Something that would go wrong in the cloud. */
export interface Problem {
  readonly text: string;
  /** What to do, in one sentence. */
  readonly fix: string;
}
