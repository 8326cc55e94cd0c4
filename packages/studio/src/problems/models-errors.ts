import { defineErrors, type Reason } from "@danfang/domain";
import { kindWithinEn, kindWithinZh } from "@danfang/words";

export const modelsErrors = defineErrors("models", {
  notFound: (d: { id: string }) => ({
    en: {
      message: `There is no model ${d.id}.`,
      hint: "It may have been moved or deleted; search the folders again.",
    },
    zh: { message: `没有模型 ${d.id}。`, hint: "可能被移走或删掉了，请刷新模型列表。" },
  }),
  readingStopped: (_: Record<never, never>) => ({
    en: {
      message: "Reading the headers of model files was stopped.",
      hint: "Look through the folders again; what was read is kept.",
    },
    zh: { message: "读取模型文件头的过程被中断了。", hint: "请再刷新一次；已经读过的会保留。" },
  }),
  folderGone: (d: { folder: string }) => ({
    en: {
      message: `The models folder ${d.folder} is not there.`,
      hint: "Connect its drive, or remove the folder from the list. When it is back, its models are found automatically, and jobs that need them are painted.",
    },
    zh: {
      message: `模型文件夹 ${d.folder} 不在那里。`,
      hint: "请接上它所在的磁盘，或者把它从列表中去掉。它回来以后，里面的模型会自动出现，用到它们的任务也会接着画。",
    },
    do: "addModelFolder",
  }),
  otherKind: (d: { file: string; kind: string; found: string }) => ({
    en: {
      message: `${d.file} is where ${kindWithinEn(d.kind)} is expected, but it is ${kindWithinEn(d.found)}.`,
      hint: "Move it into the folder of its kind.",
    },
    zh: {
      message: `${d.file} 放在了别的文件夹里：那里该放的是${kindWithinZh(d.kind)}，它其实是${kindWithinZh(d.found)}。`,
      hint: "把它移到对应种类的文件夹。",
    },
  }),
  fixedPreview: (d: { file: string }) => ({
    en: { message: `${d.file} comes with Danfang; its picture stays as it is.`, hint: "Choose a model of your own." },
    zh: { message: `${d.file} 是丹方自带的，预览图不能更换。`, hint: "换一个你自己的模型。" },
  }),
  badPreview: (d: { file: string; reason: Reason }) => ({
    en: {
      message: `The picture of ${d.file} cannot be changed: ${d.reason.en}.`,
      hint: "Choose another picture: PNG, JPEG or WebP.",
    },
    zh: { message: `${d.file} 的预览图换不了：${d.reason.zh}。`, hint: "换一张图片，可以是 PNG、JPEG 或 WebP。" },
  }),
  previewExists: (d: { file: string; model: string }) => ({
    en: { message: `${d.model} already has a picture, ${d.file}.`, hint: "Confirm that it may be replaced." },
    zh: { message: `${d.model} 已经有预览图 ${d.file} 了。`, hint: "确定要换的话，请先确认。" },
  }),
  foreignFolder: (d: { file: string; folder: string }) => ({
    en: {
      message: `${d.file} is in another program's folder, ${d.folder}.`,
      hint: "Confirm that pictures may be written and deleted there.",
    },
    zh: {
      message: `${d.file} 在别的软件的文件夹里：${d.folder}。`,
      hint: "确定要在那里写入或删除图片的话，请先确认。",
    },
  }),
});
