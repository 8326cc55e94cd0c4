import type { Recipe } from "@danfang/domain";
import { parseExtraNetworks } from "@danfang/prompt";
import type { FoundRecipe } from "../../readers/build-recipe.ts";
import { type IsKept, stemOf } from "../lost-fields.ts";
import { comfySampling, enlargingBy } from "./names.ts";
import { between } from "./ranges.ts";

/** What of a recipe a graph says in other words, and what of it means nothing there. */
export function isKeptInGraph(recipe: Recipe, graph: FoundRecipe): IsKept {
  const evenly = evenlyWeighted(recipe);
  const called = embeddingsCalled(graph);
  return (path, written, read) => {
    if (path.startsWith("source.")) return true; // it is ComfyUI's now
    if (/^embeddings\..*\.name$/.test(path)) return called.has(stemOf(String(written)));
    if (path.endsWith(".name")) return typeof read === "string" && stemOf(String(written)) === stemOf(read);
    if (path.endsWith(".clipWeight")) return read === undefined && evenly.has(path);
    switch (path) {
      case "prompt":
        return plain(parseExtraNetworks(String(written)).text) === plain(read);
      case "negativePrompt":
        return plain(written) === plain(read);
      case "seed":
        return (
          BigInt.asUintN(64, BigInt(written as number | string)) ===
          BigInt.asUintN(64, BigInt((read as number | string) ?? 0))
        );
      case "schedule":
        return sigmasOf(recipe.sampler, String(written)) === sigmasOf(recipe.sampler, String(read));
      case "clipSkip":
        return written === 1 && read === undefined;
      case "denoisingStrength":
        return written === 1 && read === undefined;
      case "hires.upscaler":
        return isSameUpscaler(String(written), String(read));
      case "hires.scale":
        return graph.hires?.width === between("side", (recipe.width ?? 0) * Number(written));
      case "hires.steps":
        return Number(written) === 0 || (read === undefined && written === recipe.steps);
      case "extra.Batch size":
      case "extra.Hires sampler":
      case "extra.Hires schedule type":
      case "extra.Hires prompt":
      case "extra.Hires negative prompt":
      case "extra.Mask mode":
        return true; // nodes of the graph, which a recipe read from it has no place for
      case "extra.Distilled CFG Scale":
        return Number(written) === Number(read);
      default:
        return false;
    }
  };
}

/** Paths of text encoders' weights that are the U-Net's, and so need no saying. */
const evenlyWeighted = ({ loras = [] }: Recipe): ReadonlySet<string> =>
  new Set(
    loras.flatMap(({ name = "", weight, clipWeight }) =>
      weight === clipWeight ? [`loras.${stemOf(name)}.clipWeight`] : [],
    ),
  );

/** Those that a finding of their own is about. */
export const isToldApart = (path: string): boolean => path === "sampler" || path === "schedule";

const plain = (text: unknown): string =>
  String(text ?? "")
    .replaceAll("embedding:", "")
    .replace(/\s+/g, " ")
    .trim();

const sigmasOf = (sampler: string | undefined, schedule: string): string =>
  JSON.stringify(comfySampling(sampler, schedule).schedule);

const isSameUpscaler = (written: string, read: string): boolean =>
  JSON.stringify(enlargingBy(written)) === JSON.stringify(enlargingBy(read)) || stemOf(written) === stemOf(read);

/** Embeddings that the graph's prompts call, by name. */
const embeddingsCalled = ({ prompt, negativePrompt }: FoundRecipe): ReadonlySet<string> =>
  new Set([...`${prompt} ${negativePrompt}`.matchAll(/embedding:([\p{L}\p{N}_-]+)/gu)].map(([, name = ""]) => name));
