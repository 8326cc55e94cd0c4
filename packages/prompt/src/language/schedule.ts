import { type Choice, type EditedText, type PieceRange, readEdits } from "./edit-brackets.ts";

/** A text and the last step that it is for; the first step is 1. */
export type ScheduledText = readonly [untilStep: number, text: string];

/**
 * What steps are counted in. They are the sampler's calls of the model: a second-order sampler has two to a step, and
 * `[a:b:10]` then changes after the fifth.
 */
export interface ScheduleOptions {
  /** Of the first pass. */
  readonly steps: number;
  /** Of the hires pass, if the schedule is for that one. */
  readonly hiresSteps?: number | undefined;
  /** The WebUI's rule before 1.6: below 1 a share of the first pass, else a step; the same in both passes. */
  readonly useOldScheduling?: boolean | undefined;
}

/**
 * Prompt editing: which text stands until which step. Entries rise to the last step; there is always one.
 *
 * `when` with a point in it is a share of the pass (the hires pass counts from 1 to 2), without one a step (the hires
 * pass counts on after the first). Total; time and memory grow with the text times the texts that differ.
 * Source: AUTOMATIC1111 `get_learned_conditioning_prompt_schedules`.
 */
export function parseSchedule(text: string, options: ScheduleOptions): ScheduledText[] {
  const steps = stepsOf(options);
  const edited = readEdits(text);
  if (edited === undefined || edited.choices.size === 0) return [[steps, text]];

  const changes = new Map<Choice, number>();
  const ends = new Set([steps]);
  for (const choice of edited.choices.values()) {
    if (choice.kind === "alternate") {
      for (let step = 1; step <= steps; step++) ends.add(step);
      continue;
    }
    const change = changeStep(choice.when, options);
    changes.set(choice, change);
    if (change >= 1) ends.add(change);
  }

  const branchAt = (choice: Choice, step: number): PieceRange => {
    if (choice.kind === "alternate") return choice.options[(step - 1) % choice.options.length]!;
    return step <= changes.get(choice)! ? choice.before : choice.after;
  };
  const known = new Map<string, string>(); // equal texts share their memory
  return [...ends]
    .sort((a, b) => a - b)
    .map((step) => {
      const made = textOf(edited, (choice) => branchAt(choice, step));
      if (!known.has(made)) known.set(made, made);
      return [step, known.get(made)!];
    });
}

/**
 * The entry that a call of the model is made with. `call` counts from 0, so the first entry serves one call more than
 * its number says; past the last entry it is the first again. Source: AUTOMATIC1111 `reconstruct_cond_batch`.
 */
export function entryAt<T extends { readonly untilStep: number }>(schedule: readonly T[], call: number): T {
  return schedule.find(({ untilStep }) => call <= untilStep) ?? schedule[0]!;
}

const stepsOf = ({ steps, hiresSteps, useOldScheduling = false }: ScheduleOptions) =>
  useOldScheduling ? steps : (hiresSteps ?? steps);

/** The last step before the change; below 1 if there is none. */
function changeStep(when: string, options: ScheduleOptions): number {
  const steps = stepsOf(options);
  return Math.min(steps, Math.trunc(options.useOldScheduling ? oldRule() : newRule()));

  function newRule(): number {
    const isHires = options.hiresSteps !== undefined;
    if (when.includes(".")) return (Number(when) - (isHires ? 1 : 0)) * steps;
    return Number(when) - (isHires ? options.steps : 0);
  }
  function oldRule(): number {
    const value = Number(when);
    return value < 1 ? value * steps : value;
  }
}

/** Reads the text with one branch of each choice. A loop with a stack of its own: brackets nest as deep as they like. */
function textOf({ pieces, choices }: EditedText, branchOf: (choice: Choice) => PieceRange): string {
  const outer: PieceRange[] = [];
  const read: string[] = [];
  let [i, end]: PieceRange = [0, pieces.length];
  for (;;) {
    if (i === end) {
      const next = outer.pop();
      if (next === undefined) return read.join("");
      [i, end] = next;
      continue;
    }
    const choice = choices.get(i);
    if (choice === undefined) read.push(pieces[i++]!);
    else {
      outer.push([choice.close + 1, end]);
      [i, end] = branchOf(choice);
    }
  }
}
