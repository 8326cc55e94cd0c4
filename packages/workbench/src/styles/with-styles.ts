import { type GenerationRequest, nearest, type Problem, problemOf } from "@danfang/domain";
import { applyStyles, type Style } from "@danfang/prompt";
import { workbenchErrors } from "../errors.ts";
import type { Places } from "../places/places.ts";
import { listStyles } from "./list-styles.ts";

/** An order whose styles are in its prompts, and what to say of those that nobody knows; they are left out. */
export interface StyledRequest {
  readonly request: GenerationRequest;
  readonly notes: readonly Problem[];
}

/**
 * Adds the styles that an order names to both prompts, and to those of the second pass where it has its own. Source:
 * AUTOMATIC1111 `setup_prompts`.
 */
export function withStyles(request: GenerationRequest, known: readonly Style[]): StyledRequest {
  const { styles = [], ...bare } = request;
  const found = styles.flatMap((name) => known.find((style) => style.name === name) ?? []);
  const missing = styles.filter((name) => !known.some((style) => style.name === name));
  const names = known.map(({ name }) => name);
  return {
    request: { ...bare, ...applyStyles(bare, found), ...(bare.hires ? { hires: inHires(bare.hires, found) } : {}) },
    notes: missing.map((name) => problemOf(workbenchErrors.styleMissing({ name, nearest: nearest(name, names, 3) }))),
  };
}

/**
 * The same with the styles that are saved at these places; none is read where none is named. Of one that is missing it is
 * also said which files could not be read.
 */
export async function withSavedStyles(
  request: GenerationRequest,
  { home, roots }: Pick<Places, "home" | "roots">,
): Promise<StyledRequest> {
  if (!request.styles) return { request, notes: [] };
  const { styles, problems } = await listStyles(home, roots);
  const styled = withStyles(request, styles);
  return styled.notes.length === 0 ? styled : { ...styled, notes: [...styled.notes, ...problems] };
}

/** Places and the names of the styles that are saved there. */
export const withStyleNames = async <C extends { readonly places: Places }>(context: C) => ({
  ...context,
  styles: (await listStyles(context.places.home, context.places.roots)).styles.map(({ name }) => name),
});

function inHires(hires: NonNullable<GenerationRequest["hires"]>, styles: readonly Style[]) {
  const { prompt = "", negativePrompt = "" } = hires;
  const styled = applyStyles({ prompt, negativePrompt }, styles);
  return {
    ...hires,
    ...(prompt === "" ? {} : { prompt: styled.prompt }),
    ...(negativePrompt === "" ? {} : { negativePrompt: styled.negativePrompt }),
  };
}
