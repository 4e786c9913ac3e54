/** What can be asked for beside the answer. */
export interface EvaluateOptions {
  /** Whether the certificate comes with the answer, which takes longer; `false` where left out. */
  certificate?: boolean;
  /** The language of messages, such as `en`; English where left out. */
  language?: LanguageTag;
}

/** What can be asked for where there is nothing else to choose. */
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
  /** What has to flow, how far it gets, and which rules to add. */
  report: Report;
  /** What shows that the report is right, where it was asked for. */
  certificate?: Certificate;
}

/** Something that is wrong with a plan, with a sentence for people. */
export type FoundProblem = Problem & {
  /** What is wrong, and what to do about it. */
  message: string;
};

/** An export format. */
export interface FormatDescription {
  /** Its name, as `export` takes it. */
  id: FormatId;
  /** Its name for people. */
  label: string;
  /** What the names of its files end with, without the dot. */
  extension: string;
  /** Its media type. */
  mediaType: string;
}
