import { defineErrors, type Reason } from "@danfang/domain";

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

interface Lost {
  readonly lostJobs?: number;
  readonly lostPictures?: number;
}

/** Nothing where nothing was lost that is known of. */
const lostWords = ({ lostJobs = 0, lostPictures = 0 }: Lost): string => {
  const parts = [
    ...(lostJobs > 0 ? [`the orders of ${counted(lostJobs, "job")}`] : []),
    ...(lostPictures > 0 ? [`the records of ${counted(lostPictures, "picture")}`] : []),
  ];
  return parts.length > 0 ? ` Not readable any more: ${parts.join(" and ")}.` : "";
};
const lostWordsZh = ({ lostJobs = 0, lostPictures = 0 }: Lost): string => {
  const parts = [
    ...(lostJobs > 0 ? [`${lostJobs} 个任务的内容`] : []),
    ...(lostPictures > 0 ? [`${lostPictures} 张图片的记录`] : []),
  ];
  return parts.length > 0 ? `有 ${parts.join("、")}读不出来。` : "";
};

export const databaseErrors = defineErrors("database", {
  tooNew: (d: { file: string; version: number; known: number }) => ({
    en: {
      message: `${d.file} was written by a newer Danfang (version ${d.version} of its tables; this one knows ${d.known}).`,
      hint: "Start the newer Danfang again, or choose another home folder.",
    },
    zh: {
      message: `${d.file} 是更新版本的丹方写的（数据表第 ${d.version} 版，这里只认识到第 ${d.known} 版）。`,
      hint: "请用新版的丹方打开，或换一个文件夹。",
    },
    do: "chooseHome",
  }),
  setAside: (d: {
    file: string;
    keptAs: string;
    reason: string;
    jobs: number;
    pictures: number;
    lostJobs?: number;
    lostPictures?: number;
  }) => ({
    en: {
      message: `The database ${d.file} was damaged (${d.reason}). A new one has what could be read: ${counted(d.jobs, "job")} and ${counted(d.pictures, "picture")}.${lostWords(d)}`,
      hint: `The damaged one was kept as ${d.keptAs}. Picture files are not affected; the gallery reads them in again. If this happens again, check the disk.`,
    },
    zh: {
      message: `数据库 ${d.file} 损坏了。读得出的都已搬进新库：${d.jobs} 个任务、${d.pictures} 张图片。${lostWordsZh(d)}`,
      hint: `损坏的那份保留为 ${d.keptAs}。图片文件不受影响，画廊会重新读入它们。如果再次发生，请检查一下硬盘。`,
    },
  }),
  notMended: (d: { file: string; reason: string; obstacle: Reason }) => ({
    en: {
      message: `The database ${d.file} is damaged (${d.reason}) and could not be repaired: ${d.obstacle.en}.`,
      hint: "Nothing was changed. Free as much space as the database takes, make its folder writable, and start Danfang again.",
    },
    zh: {
      message: `数据库 ${d.file} 损坏了，修复不了：${d.obstacle.zh}。`,
      hint: "什么也没有改动。请腾出和数据库一样大的空间，让文件夹可以写入，再启动丹方。",
    },
  }),
  restored: (d: { file: string }) => ({
    en: {
      message: `The database ${d.file} was deleted while Danfang ran. It was written again, with everything in it.`,
      hint: "Nothing is lost. To start afresh, close Danfang first; then delete the file.",
    },
    zh: {
      message: `丹方运行时，数据库 ${d.file} 被删掉了。已经原样重新写好。`,
      hint: "什么也没有丢。想从头开始的话，请先关闭丹方，再删除这个文件。",
    },
  }),
  unusable: (d: { file: string; reason: Reason }) => ({
    en: {
      message: `The database ${d.file} cannot be used: ${d.reason.en}.`,
      hint: "Make the home folder writable and free some space, or choose another.",
    },
    zh: {
      message: `数据库 ${d.file} 用不了：${d.reason.zh}。`,
      hint: "让文件夹可以写入，并腾出一些空间；或换一个文件夹。",
    },
    do: "chooseHome",
  }),
});
