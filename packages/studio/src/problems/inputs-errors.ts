import { defineErrors, type Reason } from "@danfang/domain";

export const inputsErrors = defineErrors("inputs", {
  notFound: (d: { image: string }) => ({
    en: {
      message: `There is no picture ${d.image} to start from.`,
      hint: "It was uploaded too long ago and has been removed. Choose the picture again.",
    },
    zh: { message: `找不到起始图 ${d.image}。`, hint: "图片放得太久已被清理，请重新选择。" },
  }),
  badPicture: (d: { reason: Reason }) => ({
    en: {
      message: `This is not a picture that can be read: ${d.reason.en}.`,
      hint: "Use a PNG, JPEG or WebP file of at most 16384 pixels on a side.",
    },
    zh: { message: `这不是能读取的图片：${d.reason.zh}。`, hint: "请用 PNG、JPEG 或 WebP，边长不超过 16384 像素。" },
  }),
});
