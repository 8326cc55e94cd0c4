import { type Bytes, defineErrors, listEn, listZh, type Reason } from "@danfang/domain";

const again = {
  en: "The file is damaged or was made to confuse readers. Fetch it again, from where it was first published.",
  zh: "文件坏了，或是有人故意做成这样的。请从原处重新下载。",
};
const saveAgain = {
  en: "Get the .safetensors version of the model, or load it in a current PyTorch and save it again.",
  zh: "请下载 .safetensors 版本，或者用新版 PyTorch 打开后重新保存。",
};

import { countOfBytes } from "../errors.ts";
import type { FileKind } from "../sniff.ts";

/** Everything that a PyTorch file (.ckpt, .pt, .pth, .bin) can have wrong. */
export const torchErrors = defineErrors("formats", {
  unsafePickle: (d: { file: string; globals: readonly string[] }) => ({
    en: {
      message: `${d.file} asks for ${listed(d.globals)}, which no model needs and which can run programs. It was not loaded, and nothing in it was run.`,
      hint: "Do not open this file in other programs either, unless you know its author. Get the .safetensors version of the model.",
    },
    zh: {
      message: `${d.file} 要求调用 ${listZh(d.globals)}，正常的模型用不到，而且可能会运行程序。没有载入，里面的东西一样也没有运行。`,
      hint: "除非认识作者，也不要用别的软件打开它。请下载这个模型的 .safetensors 版本。",
    },
  }),
  unreadObjects: (d: { file: string; objects: readonly string[] }) => ({
    en: {
      message: `${d.file} holds ${listed(d.objects)}, whose contents are not read here. All other tensors are.`,
      hint: "If the model does not look as it should, load it in the program that made it and save it as .safetensors.",
    },
    zh: {
      message: `${d.file} 里有 ${listZh(d.objects.slice(0, mostListed).map(shown))}${d.objects.length > mostListed ? "等" : ""}，里面的内容这里读不了；其余的张量照常读取。`,
      hint: "效果不对的话，请在做出它的程序里打开，另存为 .safetensors。",
    },
  }),
  notTorch: (d: { file: string; looksLike: FileKind }) => ({
    en: {
      message: `${d.file} is not a file that PyTorch wrote${d.looksLike === "unknown" ? "" : `; it looks like ${d.looksLike}`}.`,
      hint: "Check that this is the file you meant. If it is, fetch it again.",
    },
    zh: { message: `${d.file} 不是 PyTorch 保存的模型文件。`, hint: "看看是不是选错了文件；没选错的话请重新下载。" },
  }),
  damagedArchive: (d: { file: string; reason: Reason }) => ({
    en: {
      message: `${d.file} is an archive, but ${d.reason.en}.`,
      hint: "The file is incomplete or damaged. Resume the download, or fetch the file again.",
    },
    zh: { message: `${d.file} 已损坏：${d.reason.zh}。`, hint: "文件没有下完或者坏了，请重新下载。" },
  }),
  strangeMember: (d: { file: string; member: string }) => ({
    en: {
      message: `${d.file} has ${shown(d.member)} inside, which does not belong in a PyTorch file.`,
      hint: again.en,
    },
    zh: { message: `${d.file} 里有不该出现的 ${d.member}。`, hint: again.zh },
  }),
  archiveBomb: (d: { file: string; member: string; limit: Bytes }) => ({
    en: {
      message: `${shown(d.member)} in ${d.file} is longer than ${countOfBytes(d.limit)}, which no model needs.`,
      hint: again.en,
    },
    zh: { message: `${d.file} 里的 ${d.member} 超过了 ${d.limit} 字节，没有模型需要这么大。`, hint: again.zh },
  }),
  compressedTensors: (d: { file: string; member: string }) => ({
    en: {
      message: `${d.file} was packed by an archiving program: ${shown(d.member)} is compressed, so it cannot be read where it lies.`,
      hint: "Fetch the original file; PyTorch stores its numbers uncompressed.",
    },
    zh: {
      message: `${d.file} 被压缩软件重新打过包（${d.member}），里面的数据没法直接读取。`,
      hint: "请下载原来的文件：PyTorch 保存的模型不压缩。",
    },
  }),
  torchScript: (d: { file: string }) => ({
    en: {
      message: `${d.file} is a TorchScript program, not a set of weights.`,
      hint: "Get the weights of the model: a .safetensors, .ckpt or .pth file.",
    },
    zh: { message: `${d.file} 是 TorchScript 程序，不是模型权重。`, hint: "请下载 .safetensors、.ckpt 或 .pth 文件。" },
  }),
  ancientTorch: (d: { file: string }) => ({
    en: { message: `${d.file} is in the archive format that PyTorch wrote before 2017.`, hint: saveAgain.en },
    zh: { message: `${d.file} 是 2017 年以前的 PyTorch 格式。`, hint: saveAgain.zh },
  }),
  bigEndian: (d: { file: string }) => ({
    en: { message: `The numbers in ${d.file} are stored big-endian, as only a few mainframes do.`, hint: saveAgain.en },
    zh: { message: `${d.file} 里的数字是大端序的，只有少数大型机才这么存。`, hint: saveAgain.zh },
  }),
  badPickle: (d: { file: string; reason: Reason; at: Bytes }) => ({
    en: {
      message: `The description of tensors in ${d.file} cannot be read: ${d.reason.en}, at byte ${d.at} of it.`,
      hint: again.en,
    },
    zh: { message: `${d.file} 里的张量说明读不出来：${d.reason.zh}。`, hint: "文件坏了，请从原处重新下载。" },
  }),
  badStorage: (d: { file: string; storage: string; reason: Reason }) => ({
    en: {
      message: `The numbers called ${shown(d.storage)} in ${d.file} are not as described: ${d.reason.en}.`,
      hint: again.en,
    },
    zh: { message: `${d.file} 里的数据与说明不符：${d.reason.zh}。`, hint: "文件坏了，请从原处重新下载。" },
  }),
});

/** A name from a stranger's file: quoted, control characters escaped, and cut. */
function shown(name: string): string {
  return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
}

const mostListed = 5;
function listed(globals: readonly string[]): string {
  const first = listEn(globals.slice(0, mostListed).map(shown));
  return globals.length > mostListed ? `${first} and ${globals.length - mostListed} more` : first;
}
