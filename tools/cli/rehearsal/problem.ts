/** Something that would go wrong in the cloud. */
export interface Problem {
  readonly text: string;
  /** One sentence: what to do. */
  readonly mend: string;
}
