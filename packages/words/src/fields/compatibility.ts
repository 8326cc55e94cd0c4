import type { WordsOfGroup } from "../field-words.ts";

export const compatibilityWords: WordsOfGroup<"compatibility"> = {
  "knobs.downcastAlphas": {
    webui: "Downcast model alphas_cumprod to fp16 before sampling",
    en: {
      name: "Half-precision noise levels",
      help: "Noise levels as WebUIs before 1.8 had them. For seeds of 2023.",
      line: "noise levels in half precision, as before 1.8 of the WebUI",
    },
    zh: {
      name: "半精度噪声级别",
      help: "噪声级别与 WebUI 1.8 之前一样。复现 2023 年的种子时用。",
      line: "噪声级别用半精度，同 WebUI 1.8 之前",
    },
  },
  "knobs.oldPromptEditing": {
    webui: "Use old prompt editing timelines",
    en: {
      name: "Old prompt editing",
      help: "[a:b:when] as before 1.6: below 1 a share of the steps, else a step, the same in both passes.",
      line: "[a:b:when] as before 1.6: below 1 a share, else a step",
    },
    zh: {
      name: "旧版提示词编辑",
      help: "[a:b:when] 按 1.6 之前的规则：小于 1 是步数比例，否则是第几步，两遍相同。",
      line: "[a:b:when] 按 1.6 之前的规则：小于 1 是比例，否则是步数",
    },
  },
  "knobs.secondOrderStepsCountOnce": {
    webui: "Do not fix prompt schedule for second order samplers",
    en: {
      name: "Second-order steps count once",
      help: "For [a:b:when], a step of Heun, DPM++ SDE or DPM++ 2S a is one step, as in early 2023.",
      line: "in [a:b:when] a step of Heun, DPM++ SDE … counts once",
    },
    zh: {
      name: "二阶采样一步只算一步",
      help: "在 [a:b:when] 里，Heun、DPM++ SDE、DPM++ 2S a 的一步只算一步，与 2023 年初相同。",
      line: "在 [a:b:when] 里 Heun、DPM++ SDE 等的一步只算一步",
    },
  },
  "knobs.hiresFirstPassNetworks": {
    webui: "For hires fix, calculate conds of second pass using extra networks of first pass",
    en: {
      name: "First pass's networks in hires",
      help: "Encodes the second pass's prompt with the LoRAs of the first.",
      line: "encode the second pass's prompt with the networks of the first",
    },
    zh: {
      name: "高清修复沿用第一遍的网络",
      help: "第二遍的提示词用第一遍的 LoRA 来编码。",
      line: "第二遍的提示词用第一遍的 LoRA 编码",
    },
  },
};
