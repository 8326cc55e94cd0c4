import { defineErrors, listEn, listZh } from "@danfang/domain";

export const settingsErrors = defineErrors("settings", {
  bad: (d: { issues: readonly string[] }) => ({
    en: {
      message: `These settings are not right: ${listEn(d.issues)}.`,
      hint: "Nothing was changed. Correct them and save again.",
    },
    zh: { message: `这些设置不对：${listZh(d.issues)}。`, hint: "什么也没有改动。改正后再保存。" },
  }),
  setAside: (d: { file: string; keptAs: string }) => ({
    en: {
      message: `The settings in ${d.file} cannot be read. They were kept as ${d.keptAs}.`,
      hint: "What could not be read has its default again. The kept file shows what you had chosen.",
    },
    zh: {
      message: `读不懂 ${d.file} 里的设置，已另存为 ${d.keptAs}。`,
      hint: "读不懂的项目恢复了默认值。原来选了什么，可以打开保留的文件查看。",
    },
  }),
});
