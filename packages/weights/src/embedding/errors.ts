import { defineErrors } from "@danfang/domain";

/** What can be wrong with a textual inversion. `embeddingOtherWidth` is a note: the prompt is read without it. */
export const embeddingErrors = defineErrors("weights", {
  notAnEmbedding: (d: { file: string; found: string }) => ({
    message: `${d.file} is not an embedding (textual inversion): ${d.found}.`,
    hint: "`danfang inspect` tells what the file is and where it belongs.",
  }),
  jxlPicture: (d: { file: string }) => ({
    message: `${d.file} is a JPEG XL picture, which cannot be read here; if it carries an embedding, that stays unknown.`,
    hint: "Save it anew as a lossless PNG or WebP, pixel by pixel the same, or get the embedding as .safetensors or .pt.",
  }),
  badEmbedding: (d: { file: string; tensor: string; fault: string }) => ({
    message: `${d.file}: the vectors "${d.tensor}" of this embedding cannot be used: ${d.fault}.`,
    hint: "The file was damaged or written wrongly. Fetch the original again.",
  }),
  embeddingOtherWidth: (d: { file: string; name: string; width: number; expected: number }) => ({
    message: `The embedding "${d.name}" is ${d.width} wide, this checkpoint reads ${d.expected}; its name stays an ordinary word.`,
    hint: "It was made for another family: 768 is Stable Diffusion 1.x, 1024 is 2.x, 2048 is XL. Get the version for this checkpoint.",
  }),
});
