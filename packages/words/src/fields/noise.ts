import type { WordsOfGroup } from "../field-words.ts";

export const noiseWords: WordsOfGroup<"noise"> = {
  seed: {
    webui: "Seed",
    en: {
      name: "Seed",
      help: "The number that the noise grows from. Same recipe and seed, same picture.",
      line: "seed of the initial noise; -1 picks a random one ({usual})",
      special: "−1 · random",
    },
    zh: {
      name: "随机种子",
      help: "噪声从这个数长出来。配方和种子都相同，图片就相同。",
      line: "随机种子；-1 为随机抽取（{usual}）",
      special: "−1 · 随机",
    },
  },
  "variation.seed": {
    webui: "Variation seed",
    en: {
      name: "Variation seed",
      help: "A second noise that is mixed into the first.",
      line: "the second seed; -1 picks a random one ({usual})",
      special: "−1 · random",
    },
    zh: {
      name: "变异种子",
      help: "掺进第一份噪声里的第二份噪声。",
      line: "第二个种子；-1 为随机抽取（{usual}）",
      special: "−1 · 随机",
    },
  },
  "variation.strength": {
    webui: "Variation strength",
    en: {
      name: "Strength",
      help: "How much of the second noise: 0 is the first seed's picture, 1 the second's, a little varies details.",
      line: "{least} to {most}: how much of the second seed",
    },
    zh: {
      name: "变异强度",
      help: "第二份噪声占多少：0 是原种子的图，1 是变异种子的图，小一点只改细节。",
      line: "{least} 到 {most}：第二个种子占多少",
    },
  },
  "seedResize.width": {
    webui: "Resize seed from width",
    en: {
      name: "As if this wide",
      help: "Lays out the noise as a picture of this width would, so that the same seed stays recognisable.",
      special: "same as the picture",
    },
    zh: {
      name: "按此宽度取噪声",
      help: "噪声按这个宽度的图来铺，换尺寸后同一种子的画面仍认得出来。",
      special: "与图片相同",
    },
  },
  "seedResize.height": {
    webui: "Resize seed from height",
    en: {
      name: "As if this high",
      help: "Lays out the noise as a picture of this height would.",
      special: "same as the picture",
    },
    zh: {
      name: "按此高度取噪声",
      help: "噪声按这个高度的图来铺。",
      special: "与图片相同",
    },
  },
  rng: {
    webui: "Random number generator source",
    en: {
      name: "Noise from",
      help: "Which noise generator to imitate. CPU for your own pictures; nv for seeds from NVIDIA machines.",
      line: "noise of torch on the CPU, or of an NVIDIA card ({usual})",
      choices: { cpu: "CPU", nv: "NVIDIA (nv)" },
    },
    zh: {
      name: "噪声来源",
      help: "模仿哪种噪声发生器。自己的图用 CPU；别人在 N 卡上得到的种子用 nv。",
      line: "噪声来源：torch 的 CPU，或 NVIDIA 显卡（{usual}）",
      choices: { cpu: "CPU", nv: "NVIDIA（nv）" },
    },
  },
  etaNoiseSeedDelta: {
    webui: "Eta noise seed delta",
    en: {
      name: "ENSD",
      help: "Eta noise seed delta: 31337 for NovelAI-like pictures, otherwise 0.",
      line: "added to the seed of ancestral samplers' noise ({usual})",
    },
    zh: {
      name: "ENSD",
      help: "Eta 噪声种子偏移：复现 NovelAI 风格的图用 31337，否则用 0。",
      line: "ENSD：祖先采样噪声的种子偏移（{usual}）",
    },
  },
};
