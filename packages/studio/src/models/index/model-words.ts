import { pinyin } from "pinyin-pro";
import { piecesOf } from "../../gallery/search-tokens.ts";
import type { ListedModel } from "../models.ts";
import type { KeptMark } from "./kept-mark.ts";

/** Characters of texts that are searched. */
const longest = 2_000;

/** What a model is found by: every piece of its names, title, tags, trigger words, base and notes; of Chinese, pinyin too. */
export function modelTokens(model: ListedModel, { notes, tags: own }: Pick<KeptMark, "notes" | "tags">): string {
  const { name, title, tags = [], triggerWords = [], wordsBeside = [], alias, baseModel, family } = model;
  const texts = [name, title, alias, baseModel, family, ...own, ...tags, ...triggerWords, ...wordsBeside, notes];
  const text = texts.filter(Boolean).join("\n").slice(0, longest);
  return [...piecesOf([text, ...pinyinOf(text)].join("\n"))].join(" ");
}

/** Each run of Chinese as it is typed by sound: whole (`mohuanxian`) and by first letters (`mhx`); ü is a v. */
function pinyinOf(text: string): string[] {
  return [...text.matchAll(/\p{Script=Han}+/gu)].flatMap(([run]) => {
    const syllables = pinyin(run, { toneType: "none", type: "array", v: true });
    return [syllables.join(""), syllables.map((syllable) => syllable[0]).join("")];
  });
}
