import type { ChosenKind } from "../models/model-kinds.ts";

/**
 * What one value of an order is. Plain data and nothing else: schema, command line, page, infotext and settings of other
 * programs all derive from it, and the page reads it without a schema library.
 */
export type Field = NumberField | FlagField | ChoiceField | TextField | TextsField;

interface Common {
  /**
   * What becomes of an order that does not say it: it is refused, or the field stays absent, and {@link usual} is what
   * absence means. Without this the usual value is filled in.
   */
  readonly absent?: "refused" | "kept";
  /** What must be in the order for it to matter: a path of a field, or of a group of them. */
  readonly needs?: string;
  /** Only samplers or schedules that list it in their `reads` do anything with it. */
  readonly readBy?: "sampler" | "schedule";
}

export interface NumberField extends Common {
  readonly kind: "number" | "whole";
  readonly least: number;
  /** The least itself is refused. */
  readonly isAbove?: true;
  readonly most: number;
  readonly usual?: number;
  readonly unit?: "pixels";
  /** Of 64 bits: beyond what a double holds it is taken as its digits. */
  readonly bits?: 64;
  /** By how much a press of an arrow changes it. */
  readonly step: number;
  /** Where a slider ends, larger numbers being typed. Absent: nobody knows a usual range, so there is no slider. */
  readonly slidesTo?: number;
  /** A number that words stand for: a seed of -1 is drawn, a sigma of 0 is the model's own. */
  readonly special?: 0 | -1;
}

export interface FlagField extends Common {
  readonly kind: "flag";
  readonly usual: boolean;
}

export interface ChoiceField extends Common {
  readonly kind: "choice";
  readonly choices: readonly string[];
  readonly usual?: string;
  /** Names of a paper: nobody translates them. */
  readonly isVerbatim?: true;
}

export interface TextField extends Common {
  readonly kind: "text";
  readonly usual?: string;
  /** Characters. */
  readonly shortest?: 1;
  readonly longest: number;
  /** What it is a name of; absent: words. */
  readonly names?: Named;
}

/** Several names. */
export interface TextsField extends Common {
  readonly kind: "texts";
  readonly absent: "kept";
  /** Characters of each. */
  readonly shortest?: 1;
  readonly longest: number;
  readonly atMost: number;
  readonly names: Named;
}

export type Named = "sampler" | "schedule" | ChosenKind | "style" | "picture";

/** Fields by their paths from the top of an order: `steps`, `init.mask.blur`. */
export type FieldTable = Readonly<Record<string, Field>>;
