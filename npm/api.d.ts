/** Options: things that can be asked for beside the answer. */
export interface EvaluateOptions {
  /** True if the certificate comes with the answer, which takes longer; `false` where left out. */
  certificate?: boolean;
  /** The language of messages, such as `en`; English where left out. */
  language?: LanguageTag;
}

/** Options where there is nothing else to choose. */
export interface LanguageOptions {
  /** The language of sentences and messages, such as `en`; English where left out. */
  language?: LanguageTag;
}

/** The answer to a plan, with the plan that it answers. */
export interface Answer {
  /** The program that answered. */
  program: string;
  /** Its version. */
  version: string;
  /** The plan as it was read. */
  plan: Plan;
  /** The flows that are required, how far they get, and the rules to add. */
  report: Report;
  /** The document that shows that the report is right, where it was asked for. */
  certificate?: Certificate;
}

/** Something that is wrong with a plan, with a sentence for people. */
export type FoundProblem = Problem & {
  /** The problem, and what to do about it, as a sentence. */
  message: string;
};

/** An export format. */
export interface FormatDescription {
  /** Its name, as `export` takes it. */
  id: FormatId;
  /** Its name for people. */
  label: string;
  /** The ending of the names of its files, without the dot. */
  extension: string;
  /** Its media type. */
  mediaType: string;
}
