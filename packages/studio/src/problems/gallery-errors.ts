import { defineErrors, type Reason } from "@danfang/domain";

export const galleryErrors = defineErrors("gallery", {
  notFound: (d: { id: string }) => ({
    en: { message: `There is no picture ${d.id}.`, hint: "It may have been deleted for good." },
    zh: { message: `没有图片 ${d.id}。`, hint: "可能已被彻底删除。" },
  }),
  notInBin: (d: { id: string }) => ({
    en: {
      message: `Picture ${d.id} is not in the bin.`,
      hint: "Put it into the bin first: from there it can be deleted for good.",
    },
    zh: { message: `图片 ${d.id} 不在回收站里。`, hint: "先移到回收站，才能彻底删除。" },
  }),
  undeletable: (d: { file: string; reason: Reason }) => ({
    en: {
      message: `${d.file} could not be deleted: ${d.reason.en}.`,
      hint: "Close programs that are showing it, or make its folder writable, and empty the bin again.",
    },
    zh: {
      message: `删不掉 ${d.file}：${d.reason.zh}。`,
      hint: "关掉正在显示它的程序，或者让它所在的文件夹可以写入，然后再清空一次回收站。",
    },
  }),
  tooLarge: (d: { file: string; most: number }) => ({
    en: {
      message: `${d.file} is larger than ${d.most} bytes.`,
      hint: "Pictures of that size are not taken into the gallery.",
    },
    zh: { message: `${d.file} 超过了 ${d.most} 字节。`, hint: "这么大的图片不会收进画廊。" },
  }),
  tooDeep: (d: { folder: string; most: number }) => ({
    en: {
      message: `${d.folder} is nested more than ${d.most} folders deep and was left out.`,
      hint: "Import that folder by itself.",
    },
    zh: { message: `${d.folder} 嵌套超过了 ${d.most} 层，已跳过。`, hint: "请单独导入这个文件夹。" },
  }),
  tooMany: (d: { folder: string; most: number }) => ({
    en: {
      message: `${d.folder} has more than ${d.most} pictures inside; the others were left out.`,
      hint: "Import the folders inside it one by one.",
    },
    zh: { message: `${d.folder} 里的图片超过了 ${d.most} 张，其余的已跳过。`, hint: "请逐个导入里面的文件夹。" },
  }),
  notAPicture: (d: { file: string; reason: Reason }) => ({
    en: {
      message: `${d.file} is not a picture that can be read: ${d.reason.en}.`,
      hint: "It was left out. Fetch or save it again if it should be a picture.",
    },
    zh: {
      message: `${d.file} 不是能打开的图片：${d.reason.zh}。`,
      hint: "已跳过。它本该是图片的话，请重新下载或保存。",
    },
  }),
});
