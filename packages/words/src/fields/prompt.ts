import type { WordsOfGroup } from "../field-words.ts";

export const promptWords: WordsOfGroup<"prompt"> = {
  prompt: {
    webui: "Prompt",
    en: {
      name: "Prompt",
      help: "What should be in the picture.",
      line: "what to paint",
    },
    zh: {
      name: "提示词",
      help: "想画什么。",
      line: "想画什么（提示词）",
    },
  },
  negativePrompt: {
    webui: "Negative prompt",
    en: {
      name: "Negative prompt",
      help: "What should not be in the picture.",
      line: "what to keep out of the picture",
    },
    zh: {
      name: "反向提示词",
      help: "不想要什么。",
      line: "不想要什么（反向提示词）",
    },
  },
  styles: {
    webui: "Styles",
    en: {
      name: "Styles",
      help: "Saved styles, added to both prompts.",
      line: "a saved style (styles.csv) for both prompts; repeatable",
    },
    zh: {
      name: "预设样式",
      help: "已存的预设样式，同时加到正反提示词。",
      line: "已存的预设样式（styles.csv），同时加到正反提示词；可重复",
    },
  },
  emphasis: {
    webui: "Emphasis mode",
    en: {
      name: "Emphasis",
      help: "What brackets in the prompt do to the encoded text.",
      line: "what (brackets:1.2) do ({usual})",
      choices: { original: "Original", noNorm: "No norm", ignore: "Ignore", none: "None" },
    },
    zh: {
      name: "强调模式",
      help: "提示词里的括号怎样作用到编码后的文本上。",
      line: "(括号:1.2) 怎样起作用（{usual}）",
      choices: {
        original: "Original（默认）",
        noNorm: "No norm（不归一）",
        ignore: "Ignore（忽略）",
        none: "None（当普通字符）",
      },
    },
  },
  clipSkip: {
    webui: "Clip skip",
    en: {
      name: "Clip skip",
      help: "How many of the text encoder's last layers to leave out. Anime checkpoints often want 2.",
      line: "stop this many layers before the end of the text encoder ({usual})",
    },
    zh: {
      name: "Clip 跳过层",
      help: "跳过文本编码器最后几层。二次元大模型常用 2。",
      line: "CLIP 终止层数（{usual}）",
    },
  },
};
