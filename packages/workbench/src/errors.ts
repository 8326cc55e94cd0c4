import { defineErrors, listEn, listZh, printBytes, type Reason } from "@danfang/domain";
import { kindWithinZh } from "@danfang/words";

export const workbenchErrors = defineErrors("workbench", {
  cancelled: (_: Record<string, never>) => ({
    en: { message: "Cancelled.", hint: "Nothing was written." },
    zh: { message: "已取消。", hint: "什么也没有写入。" },
  }),
  networkMissing: (d: { kind: string; name: string; nearest: readonly string[] }) => ({
    en: {
      message: `There is no ${d.kind} "${d.name}"; the picture is painted without it.`,
      hint:
        d.nearest.length > 0
          ? `Did you mean ${listEn(d.nearest)}?`
          : "Put its file into the folder for its kind, or remove it from the prompt.",
    },
    zh: {
      message: `没有叫「${d.name}」的${kindWithinZh(d.kind)}，这次画图没有用上它。`,
      hint:
        d.nearest.length > 0 ? `是不是要找 ${listZh(d.nearest)}？` : "把文件放进对应的文件夹，或者从提示词里去掉它。",
    },
  }),
  networkUnreadable: (d: { kind: string; name: string; argument: string }) => ({
    en: {
      message: `<${d.kind}:${d.name}:…> is not used: "${d.argument}" is not a number.`,
      hint: "Write a strength such as 0.8.",
    },
    zh: {
      message: `<${d.kind}:${d.name}:…> 没有用上：「${d.argument}」不是数字。`,
      hint: "强度请写成 0.8 这样的数字。",
    },
  }),
  networkUnknown: (d: { kind: string }) => ({
    en: {
      message: `<${d.kind}:…> is not used: there is no such kind of network.`,
      hint: "Known are <lora:name:1>, <lyco:name:1> and <hypernet:name:1>.",
    },
    zh: {
      message: `<${d.kind}:…> 没有用上：没有这种网络。`,
      hint: "可以写 <lora:名字:1>、<lyco:名字:1> 和 <hypernet:名字:1>。",
    },
  }),
  networkNameless: (d: { kind: string }) => ({
    en: { message: `<${d.kind}:…> is not used: it has no name.`, hint: "Write <lora:name:1> with the name of a file." },
    zh: { message: `<${d.kind}:…> 没有用上：没有写名字。`, hint: "请写上文件的名字：<lora:名字:1>。" },
  }),
  vaeBorrowed: (d: { checkpoint: string; vae: string; others: readonly string[] }) => ({
    en: {
      message: `${d.checkpoint} has no VAE inside, without which pictures look grey and washed out; ${d.vae} is used.`,
      hint: d.others.length > 0 ? `These fit as well: ${listEn(d.others)}.` : "Its page may recommend another one.",
    },
    zh: {
      message: `${d.checkpoint} 里没有 VAE，不用的话画面会发灰，所以用了 ${d.vae}。`,
      hint: d.others.length > 0 ? `也可以换成 ${listZh(d.others)}。` : "也可以换一个作者推荐的。",
    },
    do: "chooseVae",
  }),
  passesWithMask: (_: Record<string, never>) => ({
    en: {
      message: "A mask cannot be combined with extending or enlarging a picture, which make their own masks.",
      hint: "Remove the mask, or do one after the other.",
    },
    zh: { message: "扩图和放大会自己做蒙版，不能再加蒙版。", hint: "请去掉蒙版，或者分两次来做。" },
  }),
  nothingGrows: (_: Record<string, never>) => ({
    en: {
      message: "Nothing to extend: left, right, up and down are all 0.",
      hint: "Set at least one of them, to 64 pixels or more.",
    },
    zh: { message: "没有哪一边要扩展。", hint: "请在左、右、上、下里至少填一个，64 像素以上为宜。" },
  }),
  descriptionTooLong: (d: { file: string; limit: number }) => ({
    en: {
      message: `The description in ${d.file} takes more than ${printBytes(d.limit)}, too much to inspect from the browser.`,
      hint: "Put it into its folder and refresh the list of models, or inspect it on the command line.",
    },
    zh: {
      message: `${d.file} 的说明部分太长，没法隔着网页查看。`,
      hint: "把它放进对应的文件夹再刷新模型列表，或用命令行查看。",
    },
  }),
  styleMissing: (d: { name: string; nearest: readonly string[] }) => ({
    en: {
      message: `There is no style "${d.name}".`,
      hint: d.nearest.length > 0 ? `Did you mean ${listEn(d.nearest)}?` : "Styles are saved in styles.csv.",
    },
    zh: {
      message: `没有叫「${d.name}」的预设样式，这次没有用上。`,
      hint: d.nearest.length > 0 ? `是不是要找 ${listZh(d.nearest)}？` : "可能已经改名或删除，请重新选择。",
    },
  }),
  badPicture: (d: { file: string; reason: Reason }) => ({
    en: {
      message: `${d.file} is not a picture that can be read: ${d.reason.en}.`,
      hint: "Use a PNG, JPEG or WebP file of at most 16384 pixels on a side.",
    },
    zh: {
      message: `${d.file} 不是能打开的图片：${d.reason.zh}。`,
      hint: "请用 PNG、JPEG 或 WebP，每边不超过 16384 像素。",
    },
  }),
  tooLarge: (d: { width: number; height: number; mostSide: number; mostMegapixels: number }) => ({
    en: {
      message: `The picture would be ${d.width} by ${d.height} pixels.`,
      hint: `Make it at most ${d.mostSide} pixels on a side and ${d.mostMegapixels} megapixels in all.`,
    },
    zh: {
      message: `放大后会有 ${d.width} × ${d.height} 像素，太大了。`,
      hint: `每边不超过 ${d.mostSide}，总共不超过 ${d.mostMegapixels} 百万像素。`,
    },
  }),
  badSuffix: (d: { file: string; known: readonly string[] }) => ({
    en: { message: `${d.file} has no known picture suffix.`, hint: `End the name with one of ${listEn(d.known)}.` },
    zh: { message: `${d.file} 的后缀不是图片格式。`, hint: `文件名请以 ${listZh(d.known)} 结尾。` },
  }),
});
