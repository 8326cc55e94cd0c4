import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FactSamples } from "./facts-of-errors.ts";
import { root } from "./workspaces.ts";

interface Maker<T> {
  (facts: never): T;
  readonly code: string;
}

/** Every maker of the families that a file exports under names with this ending. */
export async function makersIn<T>(file: string, ending: RegExp): Promise<Maker<T>[]> {
  const exported: Record<string, unknown> = await import(pathToFileURL(join(root, file)).href);
  return Object.entries(exported)
    .filter(([name]) => ending.test(name))
    .flatMap(([, family]) => Object.values(family as Readonly<Record<string, Maker<T>>>));
}

/** What a code tells: with all facts at their fullest, at their barest, and then each at each of its other values. */
export function tellingsOf<T>(make: Maker<T>, facts: FactSamples = {}): T[] {
  const samples = Object.entries(facts);
  const full = Object.fromEntries(samples.map(([name, [value]]) => [name, value]));
  const bare = Object.fromEntries(samples.map(([name, values]) => [name, values.at(-1)]));
  const others = samples.flatMap(([name, values]) => values.slice(1).map((value) => ({ ...full, [name]: value })));
  return [full, bare, ...others].map((all) => make(all as never));
}

/** What is left where a fact is missing, or is not what a sentence takes it for. */
export const hole = /\bundefined\b|\bnull\b|\bNaN\b|\[object|\?\?|，，|。。|：。|, ,|: \.| [?.,;](?!\w)|「」|""/;
