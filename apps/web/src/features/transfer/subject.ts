import type { FileInspection, Problem } from "@danfang/domain";
import type { RecipeReading } from "../../api/client.ts";
import type { PictureSize } from "./picture-size.ts";
import type { TextKind } from "./text-kind.ts";

/** What was pasted or dropped, as far as it is known, and is asked about. */
export type Subject =
  | { readonly kind: "reading"; readonly name: string }
  | { readonly kind: "text"; readonly text: string; readonly what: TextKind }
  | {
      readonly kind: "picture";
      readonly file: File;
      /** Of some containers the recipe alone is of use. */
      readonly use: "all" | "recipe";
      readonly size: PictureSize | undefined;
      /** Undefined where it carries none. */
      readonly reading: RecipeReading | undefined;
    }
  | {
      readonly kind: "model";
      readonly file: File;
      readonly inspection: FileInspection;
      /** Where it could be put on the studio's machine. */
      readonly folders: readonly string[];
    }
  | { readonly kind: "several"; readonly files: readonly File[]; readonly folders: readonly string[] }
  | { readonly kind: "folder"; readonly name: string }
  | { readonly kind: "refused"; readonly name: string; readonly why: Refusal };

/** Why nothing can be done with it. */
export type Refusal =
  | { readonly code: "empty" }
  | { readonly code: "tooLong"; readonly length: number }
  | { readonly code: "tooHeavy"; readonly size: number }
  | { readonly code: "notText" }
  | { readonly code: "foreignPicture" }
  | { readonly code: "otherFile" }
  | { readonly code: "problem"; readonly problem: Problem };

/** What can be done with a subject; the first is what most people mean. */
export type Choice = "fill" | "start" | "mask" | "look" | "add" | "replace" | "importFolder" | "modelFolders";

/** What stands in the fields now, as far as it decides what is offered. */
export interface Standing {
  readonly hasPrompt: boolean;
  /** Whether a picture to start from is there, which a mask belongs to. */
  readonly hasStart: boolean;
}

/** Whether a reading says more than words: a photo's comment is no recipe. */
export const isRecipe = ({ request }: Pick<RecipeReading, "request">): boolean =>
  Object.keys(request).some((field) => field !== "prompt");

export function choicesOf(subject: Subject, { hasPrompt, hasStart }: Standing): readonly Choice[] {
  switch (subject.kind) {
    case "text":
      // An address and another program's data are no words to paint: they never take the prompt's place.
      return hasPrompt && ["words", "long"].includes(subject.what.kind) ? ["add", "replace"] : ["add"];
    case "picture": {
      const isSaid = subject.reading !== undefined;
      const canFill = subject.reading !== undefined && isRecipe(subject.reading);
      return [
        ...(canFill ? (["fill"] as const) : []),
        ...(subject.use === "all" ? (["start"] as const) : []),
        ...(subject.use === "all" && hasStart ? (["mask"] as const) : []),
        ...(isSaid ? (["look"] as const) : []),
      ];
    }
    case "folder":
      return ["importFolder", "modelFolders"];
    case "model":
    case "several":
    case "refused":
    case "reading":
      return [];
  }
}

/** Files that are listed; of more their number is said. */
export const mostListed = 12;
