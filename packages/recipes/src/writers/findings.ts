import { defineFindings } from "@danfang/domain";

/** What a writer says of a recipe that the other program cannot have whole: one line a language. */
export const writersFindings = defineFindings("recipes", {
  notWritten: (d: { program: string; fields: readonly string[] }) => ({
    en: `A recipe for ${d.program} has no place for some fields (${d.fields.join(", ")}); they are not written.`,
    zh: `${d.program} 的配方里放不下一些字段（${d.fields.join("、")}），没有写入。`,
  }),
  unsayableKey: (d: { key: string }) => ({
    en: `"${d.key}" cannot be a key of AUTOMATIC1111's; not written.`,
    zh: `「${d.key}」不能作为 AUTOMATIC1111 的字段名，没有写入。`,
  }),
  comfyFilled: (d: { fields: readonly string[] }) => ({
    en: `ComfyUI needs some fields that the recipe does not have; the usual is written (${d.fields.join(", ")}).`,
    zh: `有些字段 ComfyUI 必须要有，配方里却没有，已填入常用值（${d.fields.join("、")}）。`,
  }),
  comfyReplaced: (d: { name: string; by: string }) => ({
    en: `ComfyUI has no "${d.name}"; "${d.by}" is written instead, so the picture will be another one.`,
    zh: `ComfyUI 没有「${d.name}」，改写为「${d.by}」，画出来会是另一张图。`,
  }),
  comfyPlainWords: (d: { word: string }) => ({
    en: `ComfyUI takes ${d.word} in a prompt for plain words; it is written as it stands.`,
    zh: `ComfyUI 会把提示词里的 ${d.word} 当作普通文字，已原样写入。`,
  }),
  comfyEmphasis: (_: Record<string, never>) => ({
    en: "ComfyUI applies weights such as (word:1.2) without rescaling afterwards, as AUTOMATIC1111 does; they act otherwise.",
    zh: "ComfyUI 应用 (word:1.2) 之类的权重后不像 AUTOMATIC1111 那样重新缩放，效果会有出入。",
  }),
  comfySteps: (_: Record<string, never>) => ({
    en: "With a picture to start from ComfyUI paints all the steps, AUTOMATIC1111 only their share by the denoising strength.",
    zh: "以图为起点时，ComfyUI 会画满全部步数，AUTOMATIC1111 只画其中重绘幅度所占的部分。",
  }),
  comfyPictures: (d: { files: readonly string[] }) => ({
    en: `No recipe carries the pictures that painting starts from; put them into ComfyUI's "input" folder (${d.files.join(", ")}).`,
    zh: `配方里不带起始图，请放到 ComfyUI 的「input」文件夹（${d.files.join("、")}）。`,
  }),
  comfyFiles: (d: { names: readonly string[] }) => ({
    en: `The recipe names models without the endings of their files, which are guessed (${d.names.join(", ")}).`,
    zh: `配方里的模型名没有文件扩展名，只能猜测（${d.names.join("、")}）。`,
  }),
});
