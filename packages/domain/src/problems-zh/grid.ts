import type { ProblemWords } from "../problem-words.ts";

/** Sheets that compare. */
export const gridProblems: Readonly<Record<string, ProblemWords>> = {
  "grid/unknownAxis": { title: "没有叫「{{axis}}」的轴。", hint: "相近的有：{{nearest}}。" },
  "grid/unavailableAxis": { title: "「{{axis}}」这一轴在这里用不了。", hint: "请换一个轴。" },
  "grid/withoutEffect": {
    title: "「{{axis}}」这一轴不会有任何作用：参数里没有它要改的部分。",
    hint: "先打开对应的功能（图生图、高清修复或精修模型），或换一个轴。",
  },
  "grid/noValues": { title: "「{{axis}}」这一轴没有取值。", hint: "取值之间用英文逗号隔开，如 5, 7, 9。" },
  "grid/badValue": { title: "「{{value}}」不能用作「{{axis}}」的取值。", hint: "可以是：{{allowed}}。" },
  "grid/unknownName": {
    title: "「{{axis}}」这一轴上的「{{value}}」，这里没有叫这个名字的。",
    hint: "相近的有：{{nearest}}。",
  },
  "grid/notInPrompt": {
    title: "提示词里找不到「{{axis}}」这一轴要找的「{{value}}」。",
    hint: "要与提示词里的写法一字不差。",
  },
  "grid/tooManyCells": { title: "这张对比图会有 {{cells}} 格，最多只画 {{most}} 格。", hint: "减少各轴的取值。" },
  "grid/tooLarge": {
    title: "这张对比图会有 {{width}} × {{height}} 像素；边长最多 {{mostSide}}，总数最多 {{mostMegapixels}} 百万像素。",
    hint: "减少各轴的取值，或把单张的尺寸调小。",
  },
  "grid/cellFailed": {
    title: ["「{{cell}}」这一格没有画成，留空：{{problem}}。", "「{{cell}}」这一格没有画成，留空：{{reason}}"],
    hint: "其余各格继续。",
  },
  "grid/nothingPainted": { title: "对比图里一格也没有画成。", hint: "单独画其中一格，看看原因。" },
  "grid/legendNumbered": {
    title: "这台机器的字体里没有这些字：{{characters}}；含有它们的标注改为编号。",
    hint: "装一个有这些字的字体（Debian：fonts-noto-cjk）。各轴的取值都写在图片的生成信息里。",
  },
  "grid/legendMissing": {
    title: "这台机器上没有字体，对比图不写标注。",
    hint: "装一个字体（Debian：fonts-noto-cjk）。各轴的取值都写在图片的生成信息里。",
  },
};
