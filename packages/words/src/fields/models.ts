import type { WordsOfGroup } from "../field-words.ts";

export const modelsWords: WordsOfGroup<"models"> = {
  checkpoint: {
    webui: "Stable Diffusion checkpoint",
    en: {
      name: "Checkpoint",
      help: "The model that paints.",
      line: "checkpoint by name, path or hash (the first one found)",
    },
    zh: {
      name: "大模型",
      help: "用哪个大模型来画。",
      line: "大模型：名称、路径或哈希（默认为找到的第一个）",
    },
  },
  vae: {
    webui: "SD VAE",
    en: {
      name: "VAE",
      help: "What turns latents into pictures. Automatic takes the one that goes with the checkpoint.",
      line: "a name or a path; auto is the one inside the checkpoint ({usual})",
    },
    zh: {
      name: "VAE",
      help: "把潜变量变成画面的部分。自动：用与大模型相配的。",
      line: "VAE 的名字或路径；auto 用大模型自带的（{usual}）",
    },
  },
};
