import file from '#data/roadmap-stages.json' with { type: 'json' };

export interface Stage {
  readonly id: string;
  /** 1–7 for a stage of the cycle; null for what runs through all of them (monitoring, consents). */
  readonly number: number | null;
  readonly title: string;
  /** Kinds of activity that belong to it. */
  readonly kinds: readonly string[];
  /** Kinds, one of which a roadmap must have for the stage to be there. */
  readonly proves: readonly string[];
  /** What to add when it is not there, in Russian. */
  readonly advice: string;
}

/** The seven stages of the cycle, then monitoring and consents. */
export const stages: readonly Stage[] = file.stages;
