import { defineErrors, type Reason } from "@danfang/domain";

export const outputsErrors = defineErrors("outputs", {
  unwritable: (d: { path: string; reason: Reason }) => ({
    en: {
      message: `${d.path} cannot be written: ${d.reason.en}.`,
      hint: "Make the folder writable and free some space; then try the job again.",
    },
    zh: { message: `写不了 ${d.path}：${d.reason.zh}。`, hint: "让文件夹可以写入，并腾出一些空间，再重试。" },
  }),
});
