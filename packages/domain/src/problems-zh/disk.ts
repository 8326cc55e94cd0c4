import type { ProblemWords } from "../problem-words.ts";

const goesOn = "等着的任务会自动继续。";

/** What the file system and SQLite refuse. */
export const diskProblems: Readonly<Record<string, ProblemWords>> = {
  "disk/full": { title: ["{{path}} 所在的磁盘满了。", "磁盘满了。"], hint: `请在那里腾出一些空间，${goesOn}` },
  "disk/readOnly": {
    title: ["{{path}} 所在的磁盘只能读取。", "磁盘只能读取。"],
    hint: `请让磁盘可以写入，或用 --home 换一个文件夹。${goesOn}`,
  },
  "disk/notAllowed": {
    title: ["运行丹方的账户不能读写 {{path}}。", "运行丹方的账户不能读写某个文件。"],
    hint: `请修改文件夹的权限或所有者，或者换一个文件夹。${goesOn}`,
  },
  "disk/missing": {
    title: ["{{path}} 不在那里。", "有个文件不在那里。"],
    hint: "请检查文件夹。如果在移动硬盘或网络盘上，看看有没有连接好。",
  },
  "disk/notAFolder": {
    title: ["{{path}} 需要的文件夹，被一个文件占了位置。", "需要文件夹的地方有一个文件。"],
    hint: "请把那个文件移走或改名，再试一次。",
  },
  "disk/notAFile": {
    title: ["{{path}} 是文件夹，那里需要的是文件。", "需要文件的地方是一个文件夹。"],
    hint: "请把那个文件夹移走或改名，再试一次。",
  },
  "disk/exists": { title: ["{{path}} 已经有了。", "文件已经有了。"], hint: "请把它移走，或换一个名字。" },
  "disk/notEmpty": {
    title: ["文件夹 {{path}} 不是空的。", "文件夹不是空的。"],
    hint: "请先移走里面的东西，再试一次。",
  },
  "disk/inUse": {
    title: ["别的程序正在使用 {{path}}。", "别的程序正在使用文件。"],
    hint: `请关掉那个程序，或等它用完。${goesOn}`,
  },
  "disk/tooManyOpen": {
    title: "同时打开的文件太多了。",
    hint: `请关掉别的程序，或提高上限（ulimit -n）。${goesOn}`,
  },
  "disk/nameTooLong": {
    title: ["名字 {{path}} 太长，磁盘存不了。", "文件名太长，磁盘存不了。"],
    hint: "请换短一些的名字，或层数少一些的文件夹。",
  },
  "disk/tooLarge": {
    title: ["{{path}} 超过了磁盘允许的大小。", "文件超过了磁盘允许的大小。"],
    hint: "FAT32 格式的磁盘，单个文件不能超过 4 GB，请换一个磁盘。",
  },
  "disk/circle": { title: ["{{path}} 的链接绕成了圈。", "链接绕成了圈。"], hint: "请删掉其中一个链接。" },
  "disk/failing": {
    title: ["{{path}} 所在的磁盘出了故障（{{system}}）。", "磁盘出了故障（{{system}}）。"],
    hint: `请检查磁盘、接线或网络。${goesOn}`,
  },
  "storage/busy": {
    title: "别的程序占着丹方的数据库，暂时什么也存不了。",
    hint: "什么也没有丢，请过一会儿再试。如果一直这样，请关掉打开了 danfang.sqlite 的程序，比如数据库工具或备份软件。",
  },
  "storage/full": {
    title: "丹方文件夹所在的磁盘满了，数据库存不了东西。",
    hint: `请在那里腾出一些空间，${goesOn}`,
  },
  "storage/readOnly": {
    title: "丹方的文件夹只能读取，数据库存不了东西。",
    hint: `请让这个文件夹和里面的 danfang.sqlite 可以写入。${goesOn}`,
  },
  "storage/cannotOpen": {
    title: "打不开丹方的数据库。",
    hint: "请检查丹方的文件夹还在不在，它和里面的 danfang.sqlite 能不能读写。",
  },
  "storage/failing": {
    title: "丹方数据库所在的磁盘出了故障（{{system}}）。",
    hint: `请看看磁盘有没有空间，磁盘、接线或网络是否正常。${goesOn}`,
  },
};
