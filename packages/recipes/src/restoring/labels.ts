import { ownValue } from "@danfang/domain";

/** What a part of a recipe's text is called: AUTOMATIC1111's key, and `Prompt`, `Width`, `Height`. */
const spellings = {
  Prompt: [
    ...["prompts", "positive prompt", "positive prompts", "include in image", "プロンプト"],
    ...["提示词", "正向提示词", "正面提示词", "正向提示", "正面提示", "正向关键词", "正面关键词", "咒语", "正向咒语"],
  ],
  "Negative prompt": [
    ...["negative prompts", "negative", "exclude from image", "ネガティブプロンプト"],
    ...["负向提示词", "负面提示词", "反向提示词", "负向提示", "负面提示", "反向提示", "负面关键词", "反向关键词"],
  ],
  Steps: [
    ...["sampling steps", "num inference steps", "inference steps", "采样步数", "迭代步数", "步数", "采样迭代步数"],
    ...["采样步骤", "迭代次数", "ステップ数"],
  ],
  Sampler: ["sampling method", "sampler name", "采样器", "采样方法", "采样算法", "采样方式", "サンプラー"],
  "Schedule type": ["scheduler", "schedule", "调度器", "调度类型", "调度方式"],
  "CFG scale": [
    ...["cfg", "cfg value", "guidance scale", "提示词引导系数", "提示词相关性", "提示词引导", "引导系数", "cfg系数"],
    ...["cfg值", "cfg强度", "提示词强度"],
  ],
  Seed: ["随机种子", "种子", "随机数种子", "种子数", "シード値"],
  Size: ["resolution", "image size", "尺寸", "图片尺寸", "图像尺寸", "分辨率", "图片大小", "画面尺寸"],
  Width: ["宽度", "宽", "图片宽度"],
  Height: ["高度", "高", "图片高度"],
  Model: [
    ...["checkpoint", "base model", "stable diffusion model", "模型", "大模型", "底模", "基础模型", "主模型", "底模型"],
    ...["模型名称", "checkpoint模型"],
  ],
  "Model hash": ["模型哈希", "模型hash", "模型哈希值"],
  VAE: ["vae model", "vae模型"],
  "VAE hash": [],
  "Clip skip": ["clip跳过层", "clip终止层数", "clip跳过", "clip跳过层数", "跳过层数"],
  "Denoising strength": ["denoise", "denoising", "重绘幅度", "重绘强度", "去噪强度", "降噪强度"],
  "Hires upscale": ["hires scale", "放大倍数", "放大倍率", "高清修复倍数"],
  "Hires upscaler": ["放大算法", "高清修复算法"],
  "Hires steps": ["高清修复步数", "高分迭代步数", "高清修复采样步数"],
  "Hires resize": [],
  "Variation seed": ["变异种子", "差异随机种子"],
  "Variation seed strength": ["变异强度", "差异强度"],
  "Face restoration": ["面部修复"],
  "Seed resize from": [],
  "Lora hashes": [],
  "TI hashes": [],
  Hashes: [],
  Refiner: [],
  "Refiner switch at": [],
  ENSD: ["eta noise seed delta"],
  RNG: [],
  Version: [],
  "Created Date": ["创建时间", "生成时间"],
  "Civitai resources": [],
  "Civitai metadata": [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type LabelKey = keyof typeof spellings;

/** Two spellings of one label are the same without case, spaces and the marks between words. */
const plain = (label: string): string => label.toLowerCase().replace(/[\s_\-/]+/g, "");

const keys: Readonly<Record<string, LabelKey>> = Object.fromEntries(
  (Object.entries(spellings) as [LabelKey, readonly string[]][]).flatMap(([key, others]) =>
    [key, ...others].map((label) => [plain(label), key]),
  ),
);

/** AUTOMATIC1111's key for a label in any of its spellings. */
export const keyOf = (label: string): LabelKey | undefined => ownValue(keys, plain(label));

/** A line that begins with a label, `**Steps:** 20`, `采样器：Euler a`: which it is, and what follows. */
export interface LabelledLine {
  readonly key: LabelKey;
  readonly rest: string;
}

/** No label is longer, marks around it included. */
const longestLabel = 60;
const marks = /[*_`#>•·【】[\]]+/g;

/** The label that a line begins with, before a colon; or the line itself, where it is nothing but a label. */
export function labelAt(
  line: string,
  bare: "needs a colon" | "may stand alone" = "needs a colon",
): LabelledLine | undefined {
  const start = line.trimStart();
  const colon = start.slice(0, longestLabel).search(/[:：]/);
  if (colon < 0 && bare === "needs a colon") return undefined;
  const label = (colon < 0 ? start.slice(0, longestLabel) : start.slice(0, colon))
    .replace(marks, " ")
    .replace(/^\s*-\s/, "")
    .trim();
  const [, outside = "", inside = ""] = /^([^(（]*)[(（]([^)）]*)[)）]$/.exec(label) ?? [];
  const key = keyOf(label) ?? keyOf(outside.trim()) ?? keyOf(inside.trim());
  if (key === undefined || (colon < 0 && start.trim().length > longestLabel)) return undefined;
  return {
    key,
    rest:
      colon < 0
        ? ""
        : start
            .slice(colon + 1)
            .replace(/^[*_`]+/, "")
            .trim(),
  };
}
