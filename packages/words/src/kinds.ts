import { allKinds, type ListedKind, listedKinds, type ModelKind, ownValue } from "@danfang/domain/plain";
import type { Language } from "./field-words.ts";

interface KindWords {
  /** As a heading. */
  readonly name: string;
}

/** Of those that are counted; `{{count}}` stands for the number. */
interface CountedWords extends KindWords {
  readonly one: string;
  readonly many: string;
}

type BothOf<K extends ModelKind> = Readonly<Record<Language, K extends ListedKind ? CountedWords : KindWords>>;

const inEnglish = (name: string, noun: string) => ({
  name,
  one: `{{count}} ${noun}`,
  many: `{{count}} ${noun}s`,
});
const inChinese = (name: string) => {
  const counted = `{{count}} 个${/^[A-Za-z]/.test(name) ? " " : ""}${name}`;
  return { name, one: counted, many: counted };
};

const kindWords: { readonly [K in ModelKind]: BothOf<K> } = {
  checkpoint: { en: inEnglish("Checkpoint", "checkpoint"), zh: inChinese("大模型") },
  vae: { en: inEnglish("VAE", "VAE"), zh: inChinese("VAE") },
  lora: { en: inEnglish("LoRA", "LoRA"), zh: inChinese("LoRA") },
  hypernetwork: { en: inEnglish("Hypernetwork", "hypernetwork"), zh: inChinese("超网络") },
  embedding: { en: inEnglish("Embedding", "embedding"), zh: inChinese("Embedding") },
  upscaler: { en: inEnglish("Upscaler", "upscaler"), zh: inChinese("放大模型") },
  previewVae: { en: { name: "Small VAE for previews" }, zh: { name: "预览用的小 VAE" } },
  controlNet: { en: { name: "ControlNet" }, zh: { name: "ControlNet" } },
  t2iAdapter: { en: { name: "T2I-Adapter" }, zh: { name: "T2I-Adapter" } },
  ipAdapter: { en: { name: "IP-Adapter" }, zh: { name: "IP-Adapter" } },
  clipVision: { en: { name: "Picture encoder (CLIP vision)" }, zh: { name: "图像编码器（CLIP Vision）" } },
  motionModule: { en: { name: "Motion module" }, zh: { name: "运动模块" } },
  styleModel: { en: { name: "Style model" }, zh: { name: "风格模型" } },
  photoMaker: { en: { name: "PhotoMaker" }, zh: { name: "PhotoMaker" } },
  gligen: { en: { name: "GLIGEN" }, zh: { name: "GLIGEN" } },
  aestheticGradient: { en: { name: "Aesthetic gradient" }, zh: { name: "美学梯度" } },
  detector: { en: { name: "Detector" }, zh: { name: "检测模型" } },
  captioner: { en: { name: "Captioner" }, zh: { name: "图像描述模型" } },
  inpainter: { en: { name: "Eraser (fills holes without words)" }, zh: { name: "去除模型（不用提示词补图）" } },
  trainingState: { en: { name: "Training state (not a model)" }, zh: { name: "训练状态（不是模型）" } },
  faceRestorer: { en: { name: "Face restorer" }, zh: { name: "面部修复模型" } },
  unet: { en: { name: "UNet alone" }, zh: { name: "单独的 UNet" } },
  textEncoder: { en: { name: "Text encoder" }, zh: { name: "文本编码器" } },
};

/** What each kind of model is called, as a heading. */
export const kindNames = (language: Language) =>
  Object.fromEntries(allKinds.map((kind) => [kind, kindWords[kind][language].name])) as Readonly<
    Record<ModelKind, string>
  >;

/** With their articles. */
const oneOfKind: Readonly<Record<ModelKind, string>> = {
  checkpoint: "a checkpoint",
  vae: "a VAE",
  lora: "a LoRA",
  hypernetwork: "a hypernetwork",
  embedding: "an embedding",
  upscaler: "an upscaler",
  faceRestorer: "a face restorer",
  previewVae: "a small decoder for previews",
  controlNet: "a ControlNet",
  unet: "a UNet alone",
  textEncoder: "a text encoder",
  t2iAdapter: "a T2I-Adapter",
  ipAdapter: "an IP-Adapter",
  clipVision: "an encoder of pictures",
  motionModule: "a motion module",
  styleModel: "a style model",
  photoMaker: "a PhotoMaker",
  gligen: "a GLIGEN",
  aestheticGradient: "an aesthetic gradient",
  detector: "a detector",
  captioner: "a captioner",
  inpainter: "a network that fills holes",
  trainingState: "the state of a training run",
};

/** What a kind is called within an English sentence, with its article; a word that is no kind of ours gets one, too. */
export const kindWithinEn = (kind: string): string =>
  ownValue(oneOfKind, kind) ?? `${/^[aeiou]/i.test(kind) ? "an" : "a"} ${kind}`;

/**
 * What a kind is called within a Chinese sentence, spaced as the language is. A word that is no kind of ours, as an earlier
 * version may have kept one, stays as it is.
 */
export function kindWithinZh(kind: string): string {
  const name = ownValue(kindNames("zh"), kind) ?? kind;
  return /^\w/.test(name) ? ` ${name}` : name;
}

/** "12 checkpoints", with `{{count}}` for the number: of one, and of several. */
export const kindCounts = (language: Language) =>
  Object.fromEntries(
    listedKinds.flatMap((kind) => {
      const { one, many } = kindWords[kind][language];
      return [
        [`${kind}_one`, one],
        [`${kind}_other`, many],
      ];
    }),
  ) as Readonly<Record<`${ListedKind}_${"one" | "other"}`, string>>;
