import { defineErrors } from "../errors.ts";

const goesOn = { en: "Waiting jobs then continue automatically.", zh: "等着的任务会自动继续。" };

/** The path, which the system does not always tell. */
const named = (path: string | undefined, instead: string) => path ?? instead;

/** What a file system refuses: nobody's mistake in Danfang, and often over by itself. */
export const diskErrors = defineErrors("disk", {
  full: (d: { path?: string }) => ({
    en: {
      message: d.path === undefined ? "A drive is full." : `The drive of ${d.path} is full.`,
      hint: `Free some space there. ${goesOn.en}`,
    },
    zh: {
      message: d.path !== undefined ? `${d.path} 所在的磁盘满了。` : "磁盘满了。",
      hint: `请在那里腾出一些空间，${goesOn.zh}`,
    },
  }),
  readOnly: (d: { path?: string }) => ({
    en: {
      message: `${named(d.path, "A file")} is on a drive that can only be read.`,
      hint: `Make the drive writable, or choose another home folder. ${goesOn.en}`,
    },
    zh: {
      message: d.path !== undefined ? `${d.path} 所在的磁盘只能读取。` : "磁盘只能读取。",
      hint: `请让磁盘可以写入，或换一个文件夹。${goesOn.zh}`,
    },
    do: "chooseHome",
  }),
  notAllowed: (d: { path?: string }) => ({
    en: {
      message: `The account that runs Danfang may not read or change ${named(d.path, "a file")}.`,
      hint: `Change the permissions or the owner of the folder, or choose another. ${goesOn.en}`,
    },
    zh: {
      message: d.path !== undefined ? `运行丹方的账户不能读写 ${d.path}。` : "运行丹方的账户不能读写某个文件。",
      hint: `请修改文件夹的权限或所有者，或者换一个文件夹。${goesOn.zh}`,
    },
  }),
  missing: (d: { path?: string }) => ({
    en: {
      message: `${named(d.path, "A file")} is not there.`,
      hint: "Check the folder. Anything on a drive that is not connected is missing too.",
    },
    zh: {
      message: d.path !== undefined ? `${d.path} 不在那里。` : "有个文件不在那里。",
      hint: "请检查文件夹。如果在移动硬盘或网络盘上，看看有没有连接好。",
    },
  }),
  notAFolder: (d: { path?: string }) => ({
    en: {
      message: `${named(d.path, "A path")} needs a folder where there is a file.`,
      hint: "Move that file away or give it another name; then try again.",
    },
    zh: {
      message: d.path !== undefined ? `${d.path} 需要的文件夹，被一个文件占了位置。` : "需要文件夹的地方有一个文件。",
      hint: "请把那个文件移走或改名，再试一次。",
    },
  }),
  notAFile: (d: { path?: string }) => ({
    en: {
      message: `${named(d.path, "A path")} is a folder, and a file is needed there.`,
      hint: "Move that folder away or give it another name; then try again.",
    },
    zh: {
      message: d.path !== undefined ? `${d.path} 是文件夹，那里需要的是文件。` : "需要文件的地方是一个文件夹。",
      hint: "请把那个文件夹移走或改名，再试一次。",
    },
  }),
  exists: (d: { path?: string }) => ({
    en: { message: `${named(d.path, "A file")} already exists.`, hint: "Move it away, or choose another name." },
    zh: {
      message: d.path !== undefined ? `${d.path} 已经有了。` : "文件已经有了。",
      hint: "请把它移走，或换一个名字。",
    },
  }),
  notEmpty: (d: { path?: string }) => ({
    en: {
      message: `The folder ${named(d.path, "there")} is not empty.`,
      hint: "Move its contents elsewhere; then try again.",
    },
    zh: {
      message: d.path !== undefined ? `文件夹 ${d.path} 不是空的。` : "文件夹不是空的。",
      hint: "请先移走里面的东西，再试一次。",
    },
  }),
  inUse: (d: { path?: string }) => ({
    en: {
      message: `Another program is using ${named(d.path, "a file")}.`,
      hint: `Close that program, or wait until it is done. ${goesOn.en}`,
    },
    zh: {
      message: d.path !== undefined ? `别的程序正在使用 ${d.path}。` : "别的程序正在使用文件。",
      hint: `请关掉那个程序，或等它用完。${goesOn.zh}`,
    },
  }),
  tooManyOpen: (_: { path?: string }) => ({
    en: {
      message: "Too many files are open at the same time.",
      hint: `Close other programs, or raise the limit (ulimit -n). ${goesOn.en}`,
    },
    zh: { message: "同时打开的文件太多了。", hint: `请关掉别的程序，或提高上限（ulimit -n）。${goesOn.zh}` },
  }),
  nameTooLong: (d: { path?: string }) => ({
    en: {
      message: `The name ${named(d.path, "of a file")} is too long for its drive.`,
      hint: "Choose a shorter name or a folder that is nested less deeply.",
    },
    zh: {
      message: d.path !== undefined ? `名字 ${d.path} 太长，磁盘存不了。` : "文件名太长，磁盘存不了。",
      hint: "请换短一些的名字，或层数少一些的文件夹。",
    },
  }),
  tooLarge: (d: { path?: string }) => ({
    en: {
      message: `${named(d.path, "A file")} is larger than its drive allows.`,
      hint: "Drives with the FAT32 format hold files of up to 4 GB: choose another drive.",
    },
    zh: {
      message: d.path !== undefined ? `${d.path} 超过了磁盘允许的大小。` : "文件超过了磁盘允许的大小。",
      hint: "FAT32 格式的磁盘，单个文件不能超过 4 GB，请换一个磁盘。",
    },
  }),
  circle: (d: { path?: string }) => ({
    en: { message: `${named(d.path, "A path")} leads through links in a circle.`, hint: "Remove one of the links." },
    zh: {
      message: d.path !== undefined ? `${d.path} 的链接绕成了圈。` : "链接绕成了圈。",
      hint: "请删掉其中一个链接。",
    },
  }),
  failing: (d: { path?: string; system: string }) => ({
    en: {
      message: `The drive of ${named(d.path, "a file")} is not working (${d.system}).`,
      hint: `Check the drive, its cable, or the network that it is reached over. ${goesOn.en}`,
    },
    zh: {
      message: d.path !== undefined ? `${d.path} 所在的磁盘出了故障（${d.system}）。` : `磁盘出了故障（${d.system}）。`,
      hint: `请检查磁盘、接线或网络。${goesOn.zh}`,
    },
  }),
});

/** What SQLite refuses because of the disk or another program, not because of what was asked. */
export const storageErrors = defineErrors("storage", {
  busy: (_: Record<string, never>) => ({
    en: {
      message: "Another program is using Danfang's database, so nothing can be saved just now.",
      hint: "Nothing is lost: try again in a moment. If this keeps happening, close the program that has danfang.sqlite open, such as a database browser or a backup.",
    },
    zh: {
      message: "别的程序占着丹方的数据库，暂时什么也存不了。",
      hint: "什么也没有丢，请过一会儿再试。如果一直这样，请关掉打开了 danfang.sqlite 的程序，比如数据库工具或备份软件。",
    },
  }),
  full: (_: Record<string, never>) => ({
    en: {
      message: "The drive with Danfang's home folder is full: nothing can be saved in the database.",
      hint: `Free some space there. ${goesOn.en}`,
    },
    zh: { message: "丹方文件夹所在的磁盘满了，数据库存不了东西。", hint: `请在那里腾出一些空间，${goesOn.zh}` },
  }),
  readOnly: (_: Record<string, never>) => ({
    en: {
      message: "Danfang's home folder can only be read: nothing can be saved in the database.",
      hint: `Make the folder and danfang.sqlite in it writable. ${goesOn.en}`,
    },
    zh: {
      message: "丹方的文件夹只能读取，数据库存不了东西。",
      hint: `请让这个文件夹和里面的 danfang.sqlite 可以写入。${goesOn.zh}`,
    },
  }),
  cannotOpen: (_: Record<string, never>) => ({
    en: {
      message: "Danfang's database cannot be opened.",
      hint: "Check that the home folder is there, and that it and danfang.sqlite in it may be read and written.",
    },
    zh: { message: "打不开丹方的数据库。", hint: "请检查丹方的文件夹还在不在，它和里面的 danfang.sqlite 能不能读写。" },
  }),
  homeGone: (d: { folder: string }) => ({
    en: {
      message: `Danfang's home folder ${d.folder} is gone: it was deleted or renamed, or its drive is not connected.`,
      hint: "Connect the drive, or put a folder of that name there; an empty one will do. The database is then written again, with everything in it.",
    },
    zh: {
      message: `丹方的文件夹 ${d.folder} 不见了：被删掉、改名了，或者所在的磁盘没有连接。`,
      hint: "请接好磁盘，或在原处放一个同名的文件夹，空的也可以。之后数据库会原样重新写好。",
    },
  }),
  failing: (d: { system: string }) => ({
    en: {
      message: `The drive with Danfang's database is not working (${d.system}).`,
      hint: `Check that the drive has room, and that the drive, its cable or its network is working. ${goesOn.en}`,
    },
    zh: {
      message: `丹方数据库所在的磁盘出了故障（${d.system}）。`,
      hint: `请看看磁盘有没有空间，磁盘、接线或网络是否正常。${goesOn.zh}`,
    },
  }),
});

/** What is nobody's mistake but ours: told as it was thrown. */
export const internalErrors = defineErrors("internal", {
  unexpected: (d: { reason: string }) => ({
    en: { message: d.reason, hint: "This is a fault in Danfang. Please report it with the command that led here." },
    zh: { message: d.reason, hint: "这是丹方的错误。请连同当时的命令一起报告。" },
  }),
});
