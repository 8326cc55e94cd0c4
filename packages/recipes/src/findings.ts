import { defineFindings } from "@danfang/domain";

/** Everything that a reader may notice in a recipe and read on: one line a language. */
export const recipeFindings = defineFindings("recipes", {
  notAField: (d: { text: string }) => ({
    en: `"${d.text}" is not a "key: value" pair.`,
    zh: `「${d.text}」不是「key: value」的形式。`,
  }),
  emptyValue: (d: { key: string }) => ({
    en: `"${d.key}" has no value.`,
    zh: `「${d.key}」没有值。`,
  }),
  notANumber: (d: { key: string; value: string }) => ({
    en: `"${d.value}" is not a possible number for ${d.key}.`,
    zh: `「${d.value}」不是 ${d.key} 可用的数字。`,
  }),
  unknownSampler: (d: { sampler: string; a1111Uses: string | undefined }) => ({
    en: `Danfang has no sampler "${d.sampler}"${d.a1111Uses === undefined ? "" : `; AUTOMATIC1111 silently uses ${d.a1111Uses} instead`}.`,
    zh: `丹方没有名为「${d.sampler}」的采样方法${d.a1111Uses === undefined ? "" : `；AUTOMATIC1111 会悄悄改用 ${d.a1111Uses}`}。`,
  }),
  unknownSchedule: (d: { schedule: string }) => ({
    en: `Danfang has no schedule "${d.schedule}".`,
    zh: `丹方没有名为「${d.schedule}」的调度类型。`,
  }),
  unknownNoiseSource: (d: { source: string }) => ({
    en: `"${d.source}" is not a known source of noise.`,
    zh: `「${d.source}」不是已知的噪声来源。`,
  }),
  unknownResource: (d: { name: string | undefined; type: string | undefined }) => ({
    en: `${d.name === undefined ? "A resource" : `"${d.name}"`} has ${d.type === undefined ? "no type" : `the unknown type "${d.type}"`}; it is left out.`,
    zh: `${d.name === undefined ? "有一个资源" : `「${d.name}」`}${d.type === undefined ? "没有写类型" : `的类型「${d.type}」未知`}，已略去。`,
  }),
  unknownNode: (d: { node: string }) => ({
    en: `What the node ${d.node} does is not known; what it changes is left out.`,
    zh: `不知道节点 ${d.node} 做了什么，它的改动已略去。`,
  }),
  noSampler: (d: { nodes: readonly string[] }) => ({
    en: `No sampler was found among the nodes (${d.nodes.join(", ")}).`,
    zh: `节点（${d.nodes.join("、")}）当中没有找到采样节点。`,
  }),
  otherEmphasis: (_: Record<string, never>) => ({
    en: "The prompt weights words in NovelAI's way, {word} or 1.2::word::; here they are written as (word:1.05).",
    zh: "提示词用的是 NovelAI 的权重写法，如 {word} 或 1.2::word::，这里改写成 (word:1.05) 的形式。",
  }),
  otherFlags: (d: { flags: string }) => ({
    en: `Midjourney's flags mean nothing to other models and are left out: ${d.flags}.`,
    zh: `Midjourney 的参数对别的模型没有意义，已略去：${d.flags}。`,
  }),
  otherJson: (d: { keys: readonly string[] }) => ({
    en: `This is JSON${d.keys.length > 0 ? ` (under ${d.keys.join(", ")})` : ""} from a program that Danfang cannot read; it is not a prompt.`,
    zh: `这是丹方还不认识的程序写的 JSON${d.keys.length > 0 ? `（在 ${d.keys.join("、")} 中）` : ""}，不是提示词。`,
  }),
  ignoredText: (d: { text: string }) => ({
    en: `"${d.text}" stands beside the recipe and is not part of it.`,
    zh: `「${d.text}」写在配方旁边，不属于配方。`,
  }),
  onlyFirst: (d: { what: "loras" | "settings" | "passes"; most: number }) => ({
    en: `There are more ${{ loras: "models", settings: "settings", passes: "passes" }[d.what]} than a recipe holds; only the first ${d.most} are read.`,
    zh: `${{ loras: "模型", settings: "设置", passes: "采样遍数" }[d.what]}太多，一份配方装不下，只读了前 ${d.most} 个。`,
  }),
  readBeside: (d: { file: string }) => ({
    en: `The picture itself says nothing; this is from ${d.file} beside it.`,
    zh: `图片本身没有写，这是旁边的 ${d.file} 里的。`,
  }),
  seedTooLarge: (d: { seed: number | string }) => ({
    en: `The seed ${d.seed} is too large to paint with here; unless you choose one, a random seed is used.`,
    zh: `种子 ${d.seed} 太大，这里用不了；如果不另选一个，就用随机种子。`,
  }),
});
