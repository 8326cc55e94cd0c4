import { DanfangError } from "../errors.ts";
import { ownValue } from "../own-value.ts";
import type { diskErrors } from "./errors.ts";
import { diskKindOf } from "./system-cause.ts";

/** Why something cannot be done: a clause after a colon, without a full stop, in both languages. A fact of errors. */
export interface Reason {
  readonly en: string;
  readonly zh: string;
}

/** What the file system refuses, as the clause after "cannot be written:". */
export const diskReasons = {
  full: { en: "the drive is full", zh: "磁盘满了" },
  readOnly: { en: "the drive is read-only", zh: "磁盘只能读取" },
  notAllowed: { en: "permission denied", zh: "没有权限" },
  missing: { en: "its folder does not exist", zh: "它所在的文件夹不存在" },
  notAFolder: { en: "part of the path is a file", zh: "路径中有一段是文件" },
  notAFile: { en: "a folder of that name is in the way", zh: "有个同名的文件夹" },
  exists: { en: "a file of that name is in the way", zh: "有个同名的文件" },
  notEmpty: { en: "the folder is not empty", zh: "文件夹不是空的" },
  inUse: { en: "another program is using it", zh: "别的程序正在使用它" },
  tooManyOpen: { en: "too many files are open", zh: "打开的文件太多" },
  nameTooLong: { en: "the name is too long", zh: "名字太长" },
  tooLarge: { en: "it is larger than the drive allows", zh: "超过了磁盘允许的大小" },
  circle: { en: "links lead in a circle", zh: "链接绕成了圈" },
  failing: { en: "the drive reports an error", zh: "磁盘报告出错" },
} as const satisfies Record<keyof typeof diskErrors, Reason>;

/** Codes that say more than their kind, and those of the network. Source: errno(3), undici's errors. */
const ofCode: Readonly<Record<string, Reason>> = {
  EDQUOT: { en: "the disk quota is used up", zh: "磁盘配额用完了" },
  EADDRINUSE: { en: "the address is already in use (EADDRINUSE)", zh: "这个地址已被占用（EADDRINUSE）" },
  EADDRNOTAVAIL: {
    en: "this machine does not have that address (EADDRNOTAVAIL)",
    zh: "这台机器没有这个地址（EADDRNOTAVAIL）",
  },
  ECONNREFUSED: { en: "the connection was refused (ECONNREFUSED)", zh: "对方拒绝连接（ECONNREFUSED）" },
  ECONNRESET: { en: "the connection broke off (ECONNRESET)", zh: "连接中断了（ECONNRESET）" },
  ENOTFOUND: { en: "the name of the host is not known (ENOTFOUND)", zh: "找不到这个主机名（ENOTFOUND）" },
  ETIMEDOUT: { en: "there was no answer in time (ETIMEDOUT)", zh: "迟迟没有回应（ETIMEDOUT）" },
  UND_ERR_CONNECT_TIMEOUT: { en: "there was no answer in time", zh: "迟迟没有回应" },
};

/**
 * Why something failed, as a clause: of one of our errors its sentence, of the system what its code means. Strangers'
 * words stay as they are; Chinese quotes them.
 */
export function reasonOf(cause: unknown): Reason {
  if (cause instanceof DanfangError) return clausesOf(cause);
  const known = ownValue(ofCode, codeOf(cause) ?? "");
  if (known) return known;
  const kind = diskKindOf(cause);
  return kind ? diskReasons[kind] : inTheirWords(cause instanceof Error ? cause.message : String(cause));
}

/** A stranger's sentence: in Chinese it is quoted. */
export function inTheirWords(text: string): Reason {
  const clause = withoutStop(text);
  return { en: clause, zh: /\p{Script=Han}/u.test(clause) ? clause : `原因是「${clause}」` };
}

const clausesOf = ({ message, zh }: DanfangError): Reason =>
  zh ? { en: withoutStop(message), zh: withoutStop(zh.message) } : inTheirWords(message);

const withoutStop = (sentence: string): string => sentence.trim().replace(/[.。]$/, "");

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}
