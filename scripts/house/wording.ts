import { parseAst } from "vitest/node";

/** What a reader stumbles over in English, and why. Sentences that people read, not names in code. */
const stumblingBlocks: readonly (readonly [RegExp, string])[] = [
  [/\banew\b/i, "say again, or re-"],
  [/\bbelongs? into\b/i, "things belong in a place"],
  [/(?<!there )(?<!There )\bis no (?!(?:more|longer|smaller|larger|slower|faster)\b)\w+/, "is not a …"],
  [/\bnames no\b/, "has no …"],
  [/\bstands? in (?!for\b|front\b)/, "is in"],
  [/\b(lies|lie) (in|inside|beside|there|where|about)\b/, "is in, is next to"],
  [/\bpaint so often\b|\bBack to usual\b|\bmisspelt\b/, "number of passes, reset to defaults, usage error"],
  [/(^|[.;:] )Let (the|its|a|them|it)\b/, "make …, give … permission to"],
  [/\b[Ll]ook (whether|what)\b/, "check"],
  [/\bIf (this|it) stays\b/, "if this keeps happening"],
  [/\b[Dd]ifferences? to (?!be\b)/, "differences from"],
  [/\bNothing of (this|it|that)\b/, "none of"],
  [/\bnothing else than\b/, "nothing but"],
  [
    /(?<!2S )\b[Aa] (?=[aeio](?!ne\b|nce\b)|u(?!s|ni))|\b[Aa]n (?!fp|npm)(?=[b-df-gj-np-tv-wyz])/,
    "a before consonants, an before vowels",
  ],
  [/\btaken? away\b|\b[Tt]ake out\b/, "remove"],
];

/** A term of the community's, and words that we do not use for it. */
const glossary: readonly (readonly [string, RegExp])[] = [
  ["大模型（底模）", /(?<!（|也叫|, )底模/],
  ["高清修复", /高分辨率修复|高分迭代/],
  ["CFG", /CFG 引导|引导系数|图像 CFG/],
  ["采样方法", /采样器/],
  ["工作台", /工作室/],
  ["系列", /家族/],
  ["生成数据", /生成信息|生成参数/],
  ["提示词", /提示语/],
  ["词元", /标记符/],
  ["超网络", /超级网络/],
  ["账户", /帐户/],
  ["起始图", /起始图片|原图(?!的多少倍|、潜空间)/], // what is enlarged, and the fill of a mask, are 原图
  ["入门模型", /(?<!入门)小模型/],
  ["「」 as quotation marks", /[“”]/],
  ["full-width punctuation between characters", /\p{Script=Han}[,;?!]\p{Script=Han}/u],
];

const found = (rules: readonly (readonly [unknown, RegExp])[], text: string) =>
  rules.filter(([, bad]) => bad.test(text));
export const stumblesIn = (text: string): string[] =>
  /\p{Script=Han}/u.test(text)
    ? found(glossary, text).map(([term]) => `${String(term)}: ${text}`)
    : found(
        stumblingBlocks.map(([bad, why]) => [why, bad] as const),
        text,
      ).map(([why]) => `${String(why)}: ${text}`);

/** Every text in a file of code that has several words, or Chinese: literals, parts of templates, words of JSX. */
export function textsIn(file: string, code: string): string[] {
  const texts: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) walk(each);
    if (typeof node !== "object" || node === null || Array.isArray(node)) return;
    const { type, value } = node as { readonly type?: string; readonly value?: unknown };
    if ((type === "Literal" || type === "JSXText") && typeof value === "string") texts.push(value);
    if (type === "TemplateElement") texts.push((value as { readonly cooked: string | null }).cooked ?? "");
    for (const child of Object.values(node)) walk(child);
  };
  walk(parseAst(code, { lang: file.endsWith("x") ? "tsx" : "ts" }));
  return texts.filter((text) => / \S+ /.test(text) || /\p{Script=Han}/u.test(text));
}
