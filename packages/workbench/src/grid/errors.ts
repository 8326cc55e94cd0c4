import { defineErrors, inTheirWords, listEn, listZh, type Problem, withinZh } from "@danfang/domain";

/** What an order must have for an axis to matter. */
export type Need = "init" | "hires" | "init or hires" | "refiner";

const needs: Readonly<Record<Need, string>> = {
  init: "a picture to start from",
  hires: "a second pass (hires fix)",
  "init or hires": "a picture to start from, or a second pass (hires fix)",
  refiner: "a refiner",
};

export const gridErrors = defineErrors("grid", {
  unknownAxis: (d: { axis: string; nearest: readonly string[] }) => ({
    en: {
      message: `There is no axis called "${d.axis}".`,
      hint: d.nearest.length > 0 ? `Did you mean ${listEn(d.nearest)}?` : "Choose another axis.",
    },
    zh: {
      message: `没有叫「${d.axis}」的轴。`,
      hint: d.nearest.length > 0 ? `相近的有：${listZh(d.nearest)}。` : "请换一个轴。",
    },
  }),
  unavailableAxis: (d: { axis: string }) => ({
    en: { message: `The axis "${d.axis}" changes something that is not offered here.`, hint: "Choose another axis." },
    zh: { message: `「${d.axis}」这一轴在这里用不了。`, hint: "请换一个轴。" },
  }),
  withoutEffect: (d: { axis: string; needs: Need }) => ({
    en: {
      message: `The axis "${d.axis}" would change nothing: the order lacks ${needs[d.needs]}.`,
      hint: `Give the order ${needs[d.needs]}, or choose another axis.`,
    },
    zh: {
      message: `「${d.axis}」这一轴不会有任何作用：参数里没有它要改的部分。`,
      hint: "先打开对应的功能（图生图、高清修复或精修模型），或换一个轴。",
    },
  }),
  noValues: (d: { axis: string }) => ({
    en: { message: `The axis "${d.axis}" has no values.`, hint: "Separate them with commas: 5, 7, 9." },
    zh: { message: `「${d.axis}」这一轴没有取值。`, hint: "取值之间用英文逗号隔开，如 5, 7, 9。" },
  }),
  /** `allowed` is the same in every language: a bound, examples, or all choices. */
  badValue: (d: { axis: string; value: string; allowed: string }) => ({
    en: { message: `"${d.value}" is not a possible value for the axis "${d.axis}".`, hint: `Allowed: ${d.allowed}.` },
    zh: { message: `「${d.value}」不能用作「${d.axis}」的取值。`, hint: `可以是：${d.allowed}。` },
  }),
  unknownName: (d: { axis: string; value: string; nearest: readonly string[] }) => ({
    en: {
      message: `There is no "${d.value}" here for the axis "${d.axis}".`,
      hint: d.nearest.length > 0 ? `Did you mean ${listEn(d.nearest)}?` : "There is none of that kind yet.",
    },
    zh: {
      message: `「${d.axis}」这一轴上的「${d.value}」，这里没有叫这个名字的。`,
      hint: `相近的有：${listZh(d.nearest)}。`,
    },
  }),
  notInPrompt: (d: { axis: string; value: string }) => ({
    en: {
      message: `The axis "${d.axis}" looks for "${d.value}", which is not in the prompt.`,
      hint: "Write it exactly as it is in the prompt; S/R also looks in the negative prompt, for its first value.",
    },
    zh: { message: `提示词里找不到「${d.axis}」这一轴要找的「${d.value}」。`, hint: "要与提示词里的写法一字不差。" },
  }),
  tooManyCells: (d: { cells: number; most: number }) => ({
    en: {
      message: `This grid would have ${d.cells} cells; at most ${d.most} are painted.`,
      hint: "Give its axes fewer values.",
    },
    zh: { message: `这张对比图会有 ${d.cells} 格，最多只画 ${d.most} 格。`, hint: "减少各轴的取值。" },
  }),
  tooLarge: (d: { width: number; height: number; mostSide: number; mostMegapixels: number }) => ({
    en: {
      message: `The sheet would have ${d.width}×${d.height} pixels; at most ${d.mostSide} on a side and ${d.mostMegapixels} million in all are drawn.`,
      hint: "Give its axes fewer values, or paint smaller pictures.",
    },
    zh: {
      message: `这张对比图会有 ${d.width} × ${d.height} 像素；边长最多 ${d.mostSide}，总数最多 ${d.mostMegapixels} 百万像素。`,
      hint: "减少各轴的取值，或把单张的尺寸调小。",
    },
  }),
  cellFailed: (d: { cell: string; code: string; reason: string; problem?: Problem }) => ({
    en: {
      message: `The cell "${d.cell}" could not be painted and stays empty: ${d.reason}`,
      hint: "The others go on.",
    },
    zh: {
      message: d.problem
        ? `「${d.cell}」这一格没有画成，留空：${withinZh(d.problem)}。`
        : `「${d.cell}」这一格没有画成，留空：${inTheirWords(d.reason).zh}。`,
      hint: "其余各格继续。",
    },
  }),
  nothingPainted: (_: Record<string, never>) => ({
    en: { message: "Not one cell of the grid could be painted.", hint: "Paint one of its cells alone to see why." },
    zh: { message: "对比图里一格也没有画成。", hint: "单独画其中一格，看看原因。" },
  }),
  legendNumbered: (d: { characters: string }) => ({
    en: {
      message: `No font here has the characters ${d.characters}; legends with them are numbered instead.`,
      hint: "Install a font that has them (Debian: fonts-noto-cjk). The values are written out in the sheet's infotext.",
    },
    zh: {
      message: `这台机器的字体里没有这些字：${d.characters}；含有它们的标注改为编号。`,
      hint: "装一个有这些字的字体（Debian：fonts-noto-cjk）。各轴的取值都写在图片的生成数据里。",
    },
  }),
  legendMissing: (_: Record<string, never>) => ({
    en: {
      message: "There is no font on this machine; the sheet has no legend.",
      hint: "Install one (Debian: fonts-noto-cjk). The values are written out in the sheet's infotext.",
    },
    zh: {
      message: "这台机器上没有字体，对比图不写标注。",
      hint: "装一个字体（Debian：fonts-noto-cjk）。各轴的取值都写在图片的生成数据里。",
    },
  }),
});
