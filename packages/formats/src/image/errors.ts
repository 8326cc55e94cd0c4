import { type Bytes, defineErrors, type Reason } from "@danfang/domain";
import { countOfBytes } from "../errors.ts";
import type { FileKind } from "../sniff.ts";

/** What can be wrong with a picture file that text is read from or written to. */
export const imageErrors = defineErrors("formats", {
  notAnImage: (d: { file: string; looksLike: FileKind }) => ({
    en: {
      message: `${d.file} is not a PNG, JPEG, WebP, AVIF, HEIC, JPEG XL or GIF picture${d.looksLike === "unknown" ? "" : `; it looks like ${d.looksLike}`}.`,
      hint: "Use the original picture file; generation data is read from these formats only.",
    },
    zh: {
      message: `${d.file} 不是 PNG、JPEG、WebP、AVIF、HEIC、JPEG XL 或 GIF 图片。`,
      hint: "请给出原来的图片文件，别的格式里没有生成数据。",
    },
  }),
  damagedImage: (d: { file: string; reason: Reason; at: Bytes }) => ({
    en: {
      message: `${d.file} is damaged: ${d.reason.en} at byte ${d.at}.`,
      hint: "Fetch the picture again, from where it was first published if you can.",
    },
    zh: {
      message: `${d.file} 坏了：第 ${d.at} 字节处，${d.reason.zh}。`,
      hint: "请重新下载这张图，最好从最初发布的地方。",
    },
  }),
  textTooLong: (d: { file: string; limit: Bytes }) => ({
    en: {
      message: `The text for ${d.file} does not fit: ${countOfBytes(d.limit)} is the limit.`,
      hint: "Save the picture as PNG, which takes texts of any usual length.",
    },
    zh: { message: `要写进 ${d.file} 的文字太长，最多 ${d.limit} 字节。`, hint: "请存成 PNG，它放得下。" },
  }),
  textBomb: (d: { file: string; limit: Bytes }) => ({
    en: {
      message: `A compressed text in ${d.file} grows beyond ${countOfBytes(d.limit)}.`,
      hint: "No generation data is that long; the file was made to do harm or is damaged. Use another copy.",
    },
    zh: {
      message: `${d.file} 里压缩的文字解开后超过 ${d.limit} 字节。`,
      hint: "没有这么长的生成数据：文件坏了，或是有人故意做成这样的。请换一份。",
    },
  }),
});
