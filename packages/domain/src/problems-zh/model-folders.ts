import type { ProblemWords } from "../problem-words.ts";

/** Folders that models are read from. */
export const modelFolderProblems: Readonly<Record<string, ProblemWords>> = {
  "library/folderForeign": {
    title: "{{folder}} 是 Windows 的路径，而这里的丹方运行在别的系统上。",
    hint: "请填写那台机器上的路径。在 WSL 里，D:\\models 要写成 /mnt/d/models。",
  },
  "library/folderRelative": {
    title: ["「{{folder}}」不是完整的文件夹路径。", "请填写一个文件夹的路径。"],
    hint: "请从头写起，例如 D:\\stable-diffusion-webui 或 /home/you/models。",
  },
  "library/folderMissing": {
    title: "没有 {{folder}} 这个文件夹。",
    hint: "{{there}} 是有的，请检查它后面的部分。要填运行丹方的那台机器上的路径。",
  },
  "library/folderIsFile": {
    title: "{{folder}} 是一个文件，不是文件夹。",
    hint: "请填它所在的文件夹：{{parent}}。",
  },
  "library/folderUnreadable": {
    title: "读不了 {{folder}}：{{reason}}",
    hint: "请让运行丹方的用户可以读取它。",
  },
  "library/folderKnown": {
    title: "{{folder}} 已经在模型文件夹里了：{{as}}。",
    hint: "不用再添加，里面的模型已经列出。",
  },
  "library/folderEmpty": { title: "{{folder}} 是空的。", hint: "以后放进去的模型会被找到。" },
  "library/folderWithoutModels": {
    title: "在 {{folder}} 里没有找到模型。",
    hint: "请填整合包或 WebUI 的安装目录、它的 models 文件夹，或任何放着 .safetensors、.ckpt 的文件夹。",
  },
  "library/folderOneAbove": {
    title: "{{folder}} 本身不是安装目录，里面的 {{inside}} 才是。",
    hint: "改填那个文件夹，它的 LoRA、VAE 和 embedding 也会一起找到。",
  },
  "library/folderInside": {
    title: "{{folder}} 在 {{root}} 里面，而 {{root}} 已经是模型文件夹了。",
    hint: "两边都有的模型只列一次。",
  },
  "library/folderAround": {
    title: "{{folder}} 包含了 {{root}}，而 {{root}} 已经是模型文件夹了。",
    hint: "两边都有的模型只列一次。",
  },
  "library/folderIsDisk": {
    title: "{{folder}} 是整个磁盘。",
    hint: "每次刷新都要找很久。请填真正放模型的文件夹。",
  },
  "library/folderIsHome": {
    title: "{{folder}} 是用户的主目录，里面大多不是模型。",
    hint: "每次刷新都要找很久。请填真正放模型的文件夹。",
  },
  "library/folderOnNetwork": {
    title: "{{folder}} 在另一台机器上。",
    hint: "模型要通过网络读取；那台机器不在线时，这些模型也就没有了。",
  },
  "library/folderCutShort": {
    title: "{{folder}} 里的东西太多，没有全部看完，可能漏掉一些模型。",
    hint: "请填真正放模型的文件夹，并去掉里面指向大文件夹的链接。",
  },
  "library/folderCircles": {
    title: "{{folder}} 里的这些链接没有跟进去：{{links}}。它们指向整个磁盘，或者绕回自己。",
    hint: "让它们指向真正要用的文件夹，或者删掉。",
  },
  "library/folderPartsUnreadable": {
    title: "{{folder}} 里有几个文件夹读不了：{{parts}}。",
    hint: "如果里面有模型，请让运行丹方的用户可以读取。",
  },
};
