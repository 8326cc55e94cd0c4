import { defineErrors, type Reason } from "@danfang/domain";

/** What can be wrong with a textual inversion. `embeddingOtherWidth` is a note: the prompt is read without it. */
export const embeddingErrors = defineErrors("weights", {
  notAnEmbedding: (d: { file: string; found: Reason }) => ({
    en: {
      message: `${d.file} is not an embedding (textual inversion): ${d.found.en}.`,
      hint: "Check what the file is and where it belongs.",
    },
    zh: { message: `${d.file} 不是 Embedding（文本反转）：${d.found.zh}。`, hint: "看看它是什么文件，该放在哪里。" },
    do: "inspectFile",
  }),
  jxlPicture: (d: { file: string }) => ({
    en: {
      message: `${d.file} is a JPEG XL picture, which cannot be read here; whether it carries an embedding is unknown.`,
      hint: "Save it again as a lossless PNG or WebP, pixel by pixel the same, or get the embedding as .safetensors or .pt.",
    },
    zh: {
      message: `${d.file} 是 JPEG XL 图片，这里读不了；里面有没有 Embedding 也就不知道。`,
      hint: "请把它另存为无损的 PNG 或 WebP（像素要完全一样），或者找 .safetensors 或 .pt 的 Embedding。",
    },
  }),
  badEmbedding: (d: { file: string; tensor: string; fault: Reason }) => ({
    en: {
      message: `${d.file}: the vectors "${d.tensor}" of this embedding cannot be used: ${d.fault.en}.`,
      hint: "The file was damaged or written wrongly. Fetch the original again.",
    },
    zh: { message: `${d.file} 里的向量「${d.tensor}」没法用：${d.fault.zh}。`, hint: "文件坏了，请重新下载原文件。" },
  }),
  embeddingOtherWidth: (d: { file: string; name: string; width: number; expected: number }) => ({
    en: {
      message: `The embedding "${d.name}" is ${d.width} wide, this checkpoint reads ${d.expected}; its name stays an ordinary word.`,
      hint: "It was made for another family: 768 is Stable Diffusion 1.x, 1024 is 2.x, 2048 is XL. Get the version for this checkpoint.",
    },
    zh: {
      message: `Embedding「${d.name}」宽 ${d.width}，而这个大模型要 ${d.expected}：它的名字只当普通文字用。`,
      hint: "它是给别的系列做的：768 是 SD 1.x，1024 是 2.x，2048 是 XL。请找对应的版本。",
    },
  }),
});
