import i18next from "i18next";
import { api } from "../../api/client.ts";
import { say, sayProblem } from "../../ui/toasts.ts";
import { putText } from "../prompt/put-words.ts";
import { applyReading } from "../recipes/apply-recipe.ts";
import { maskFromFile, startFromFile } from "../start-picture/start-picture.ts";
import { type Asked, asked, dismiss, type Point } from "./asked.ts";
import type { Offered } from "./offered.ts";
import { readFile, readWords } from "./read-file.ts";
import { type Choice, isRecipe, type Subject } from "./subject.ts";
import type { TextKind } from "./text-kind.ts";

/** Fields that a drop can mean by falling there. */
export type Place = "start" | "mask" | "prompt" | "negativePrompt";

interface Where {
  readonly place?: Place | undefined;
  readonly at?: Point | undefined;
}

/**
 * Takes what was pasted or dropped: a recipe fills the fields, a place takes what is meant for it, about everything else
 * somebody is asked. Whether fields of Create were filled. Never throws.
 */
export async function take({ files, folders, text }: Offered, { place, at }: Where = {}): Promise<boolean> {
  const [file, ...others] = files;
  const [folder] = folders;
  if (others.length > 0 || (folder !== undefined && files.length + folders.length > 1)) {
    asked.set({ subject: { kind: "several", files, folders }, at });
    return false;
  }
  if (folder !== undefined) {
    asked.set({ subject: { kind: "folder", name: folder }, at });
    return false;
  }
  if (file === undefined) return takeSubject(readWords(text, i18next.t("drop.clipboard")), at);
  return takeFile(file, { place, at });
}

/** Takes one file, from wherever: `from` is the list that it was chosen from. */
export async function takeFile(
  file: File,
  { place, at, from }: Where & { readonly from?: Subject } = {},
): Promise<boolean> {
  const waiting: Asked = { subject: { kind: "reading", name: file.name }, at, from };
  if (place === undefined) asked.set(waiting);
  const subject = await readFile(file);
  const taken = place === undefined ? undefined : await takeToPlace(subject, place);
  if (taken !== undefined) return taken;
  const isStillWanted = place !== undefined || asked.get() === waiting;
  return isStillWanted ? takeSubject(subject, at, from) : false;
}

/** Fills where it is plain what is meant; else asks. */
async function takeSubject(subject: Subject, at: Point | undefined, from?: Subject): Promise<boolean> {
  if (subject.kind === "text" && (subject.what.kind === "recipe" || subject.what.kind === "json"))
    return takeRecipe(subject.text, at, subject.what.kind === "json" ? subject.what : undefined);
  asked.set({ subject, at, from });
  return false;
}

/** Generation data as text. What the studio finds no setting in is asked about as words, or as what it is known to be. */
export async function takeRecipe(text: string, at?: Point, otherwise: TextKind = { kind: "words" }): Promise<boolean> {
  dismiss();
  try {
    const reading = await api.readRecipeText(text);
    if (isRecipe(reading)) return applyReading(reading).count > 0;
    asked.set({ subject: { kind: "text", text, what: otherwise }, at });
  } catch (error) {
    sayProblem(error);
  }
  return false;
}

/** What fell onto a place. Undefined: it is not what goes there, and is asked about. */
async function takeToPlace(subject: Subject, place: Place): Promise<boolean | undefined> {
  const isField = place === "prompt" || place === "negativePrompt";
  if (subject.kind === "text" && isField) return putText(subject.text.trim(), "end", place) !== undefined;
  if (subject.kind !== "picture") return undefined;
  if (place === "start") return startFromFile(subject.file);
  if (place === "mask") return maskFromFile(subject.file);
  const words = subject.reading?.recipe[place] ?? "";
  if (words === "") say(i18next.t("paste.nothing"));
  return words !== "" && putText(words, "whole", place) !== undefined;
}

/** Does what was chosen. Whether fields of Create were filled. */
export async function answer(subject: Subject, choice: Choice): Promise<boolean> {
  dismiss();
  if (subject.kind === "text") return putText(subject.text.trim(), choice === "add" ? "end" : "whole") !== undefined;
  if (subject.kind !== "picture") return false;
  if (choice === "start") return startFromFile(subject.file);
  if (choice === "mask") return maskFromFile(subject.file);
  return choice === "fill" && subject.reading !== undefined && applyReading(subject.reading).count > 0;
}
