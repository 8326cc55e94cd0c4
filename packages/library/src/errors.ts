import { defineErrors, listEn, listZh, type Reason } from "@danfang/domain";
import { kindWithinZh } from "@danfang/words";

export const libraryErrors = defineErrors("library", {
  notFound: (d: { reference: string; kind: string; nearest: readonly string[]; folders: readonly string[] }) => ({
    en: {
      message: `No ${d.kind} is called "${d.reference}".${d.nearest.length > 0 ? ` There is: ${listEn(d.nearest)}.` : ""}`,
      hint: `Give a name or a hash; the command line also takes a path. Looked in: ${d.folders.join(", ") || "no folder"}.`,
    },
    zh: {
      message:
        d.nearest.length > 0
          ? `没有叫「${d.reference}」的${kindWithinZh(d.kind)}。现有：${listZh(d.nearest)}。`
          : `没有叫「${d.reference}」的${kindWithinZh(d.kind)}。`,
      hint:
        d.folders.length > 0
          ? `可以写名字或哈希（命令行里也可以写路径）。找过的文件夹：${listZh(d.folders)}。`
          : "可以写名字或哈希（命令行里也可以写路径）。",
    },
    do: "addModelFolder",
  }),
  noModels: (d: { kind: string; folders: readonly string[] }) => ({
    en: {
      message: `There is no ${d.kind} yet.`,
      hint: `Put one into ${d.folders[0] ?? "a models folder"}, or add a folder that has some.`,
    },
    zh: {
      message: `还没有${kindWithinZh(d.kind)}。`,
      hint:
        d.folders.length > 0 ? `放一个到 ${listZh(d.folders)}，或添加已有模型的文件夹。` : "请添加已有模型的文件夹。",
    },
    do: "addModelFolder",
  }),
  folderForeign: (d: { folder: string }) => ({
    en: {
      message: `${d.folder} is a Windows path; this Danfang runs on another system.`,
      hint: "Give the path as it is on that system. In WSL, D:\\models is /mnt/d/models.",
    },
    zh: {
      message: `${d.folder} 是 Windows 的路径，而这里的丹方运行在别的系统上。`,
      hint: "请填写那台机器上的路径。在 WSL 里，D:\\models 要写成 /mnt/d/models。",
    },
  }),
  folderRelative: (d: { folder: string }) => ({
    en: {
      message: `"${d.folder}" is not the full path of a folder.`,
      hint: "Give the whole path, such as D:\\stable-diffusion-webui or /home/you/models.",
    },
    zh: {
      message: d.folder !== "" ? `「${d.folder}」不是完整的文件夹路径。` : "请填写一个文件夹的路径。",
      hint: "请从头写起，例如 D:\\stable-diffusion-webui 或 /home/you/models。",
    },
  }),
  folderMissing: (d: { folder: string; there: string }) => ({
    en: {
      message: `There is no folder ${d.folder}.`,
      hint: `${d.there} exists: check what comes after it. The path must be on the machine that runs Danfang.`,
    },
    zh: {
      message: `没有 ${d.folder} 这个文件夹。`,
      hint: `${d.there} 是有的，请检查它后面的部分。要填运行丹方的那台机器上的路径。`,
    },
  }),
  folderIsFile: (d: { folder: string; parent: string }) => ({
    en: { message: `${d.folder} is a file, not a folder.`, hint: `Give the folder that it is in: ${d.parent}.` },
    zh: { message: `${d.folder} 是一个文件，不是文件夹。`, hint: `请填它所在的文件夹：${d.parent}。` },
  }),
  folderUnreadable: (d: { folder: string; reason: Reason }) => ({
    en: {
      message: `${d.folder} cannot be read: ${d.reason.en}.`,
      hint: "Give the account that runs Danfang permission to read it.",
    },
    zh: { message: `读不了 ${d.folder}：${d.reason.zh}。`, hint: "请让运行丹方的用户可以读取它。" },
  }),
  folderKnown: (d: { folder: string; as: string }) => ({
    en: {
      message: `${d.folder} already is among the model folders, as ${d.as}.`,
      hint: "Nothing needs to be done: its models are listed.",
    },
    zh: { message: `${d.folder} 已经在模型文件夹里了：${d.as}。`, hint: "不用再添加，里面的模型已经列出。" },
  }),
  folderEmpty: (d: { folder: string }) => ({
    en: { message: `${d.folder} is empty.`, hint: "Models that are put into it will be found." },
    zh: { message: `${d.folder} 是空的。`, hint: "以后放进去的模型会被找到。" },
  }),
  folderWithoutModels: (d: { folder: string }) => ({
    en: {
      message: `No models were found in ${d.folder}.`,
      hint: "Give the folder of an installation, its models folder, or any folder with .safetensors or .ckpt files.",
    },
    zh: {
      message: `在 ${d.folder} 里没有找到模型。`,
      hint: "请填整合包或 WebUI 的安装目录、它的 models 文件夹，或任何放着 .safetensors、.ckpt 的文件夹。",
    },
  }),
  folderOneAbove: (d: { folder: string; inside: readonly string[] }) => ({
    en: {
      message: `${d.folder} is not an installation itself; inside it, ${listEn(d.inside)} is.`,
      hint: "Give that folder instead: its LoRAs, VAEs and embeddings are then found too.",
    },
    zh: {
      message: `${d.folder} 本身不是安装目录，里面的 ${listZh(d.inside)} 才是。`,
      hint: "改填那个文件夹，它的 LoRA、VAE 和 Embedding 也会一起找到。",
    },
  }),
  folderInside: (d: { folder: string; root: string }) => ({
    en: {
      message: `${d.folder} is inside ${d.root}, which is a model folder already.`,
      hint: "What both of them contain is listed once.",
    },
    zh: {
      message: `${d.folder} 在 ${d.root} 里面，而 ${d.root} 已经是模型文件夹了。`,
      hint: "两边都有的模型只列一次。",
    },
  }),
  folderAround: (d: { folder: string; root: string }) => ({
    en: {
      message: `${d.folder} contains ${d.root}, which is a model folder already.`,
      hint: "What both of them contain is listed once.",
    },
    zh: {
      message: `${d.folder} 包含了 ${d.root}，而 ${d.root} 已经是模型文件夹了。`,
      hint: "两边都有的模型只列一次。",
    },
  }),
  folderIsDisk: (d: { folder: string }) => ({
    en: {
      message: `${d.folder} is a whole disk.`,
      hint: "Searching it takes long at every refresh. Give the folder that the models are in.",
    },
    zh: { message: `${d.folder} 是整个磁盘。`, hint: "每次刷新都要找很久。请填真正放模型的文件夹。" },
  }),
  folderIsHome: (d: { folder: string }) => ({
    en: {
      message: `${d.folder} is a home folder, with much besides models.`,
      hint: "Searching it takes long at every refresh. Give the folder that the models are in.",
    },
    zh: {
      message: `${d.folder} 是用户的主目录，里面大多不是模型。`,
      hint: "每次刷新都要找很久。请填真正放模型的文件夹。",
    },
  }),
  folderOnNetwork: (d: { folder: string }) => ({
    en: {
      message: `${d.folder} is on another machine.`,
      hint: "Models are read over the network, and are missing while that machine is.",
    },
    zh: { message: `${d.folder} 在另一台机器上。`, hint: "模型要通过网络读取；那台机器不在线时，这些模型也就没有了。" },
  }),
  folderCutShort: (d: { folder: string }) => ({
    en: {
      message: `${d.folder} contains more than is searched; some of its models may be missing.`,
      hint: "Give the folder that the models are in, and remove links to large folders from it.",
    },
    zh: {
      message: `${d.folder} 里的东西太多，没有全部看完，可能漏掉一些模型。`,
      hint: "请填真正放模型的文件夹，并去掉里面指向大文件夹的链接。",
    },
  }),
  folderCircles: (d: { folder: string; links: readonly string[] }) => ({
    en: {
      message: `In ${d.folder} these links are not followed: ${listEn(d.links)}. They lead to a whole disk, or back around themselves.`,
      hint: "Point them at the folder you mean, or delete them.",
    },
    zh: {
      message: `${d.folder} 里的这些链接没有跟进去：${listZh(d.links)}。它们指向整个磁盘，或者绕回自己。`,
      hint: "让它们指向真正要用的文件夹，或者删掉。",
    },
  }),
  folderPartsUnreadable: (d: { folder: string; parts: readonly string[] }) => ({
    en: {
      message: `In ${d.folder} these folders cannot be read: ${listEn(d.parts)}.`,
      hint: "If there are models in them, give the account that runs Danfang permission to read them.",
    },
    zh: {
      message: `${d.folder} 里有几个文件夹读不了：${listZh(d.parts)}。`,
      hint: "如果里面有模型，请让运行丹方的用户可以读取。",
    },
  }),
});
