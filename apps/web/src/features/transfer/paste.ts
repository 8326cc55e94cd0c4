import { unreachable } from "../../ui/problem.ts";
import { createStore } from "../../ui/store.ts";
import { sayProblem } from "../../ui/toasts.ts";
import { draftStore } from "../draft/draft-store.ts";
import type { Offered } from "./offered.ts";
import type { Place } from "./take.ts";
import { looksLikeRecipe } from "./text-kind.ts";

/** Whether the box of ↙ is open. */
export const pasteBoxOpened = createStore(false);

/** What takes pasted and dropped things comes when the first one does, not with the first page. */
const takers = () =>
  import("./take.ts").catch((cause: unknown) => {
    throw unreachable(cause);
  });

/** ↙: generation data that stands in the prompt is taken apart; otherwise a box opens to paste into. */
export async function pasteFromPrompt(): Promise<void> {
  const { prompt } = draftStore.get();
  if (looksLikeRecipe(prompt)) await takeOffered({ files: [], folders: [], text: prompt });
  else pasteBoxOpened.set(true);
}

/** Where something was dropped: the place of the page that takes it, and the point, in CSS pixels. */
export interface OfferedAt {
  readonly place?: Place | undefined;
  readonly at?: { readonly x: number; readonly y: number };
}

/** Takes what was pasted or dropped. Whether fields of Create were filled. */
export async function takeOffered(offered: Offered, where: OfferedAt = {}): Promise<boolean> {
  try {
    return await (await takers()).take(offered, where);
  } catch (error) {
    sayProblem(error);
    return false;
  }
}
