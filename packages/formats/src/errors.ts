import { type Bytes, defineErrors, printBytes, type Reason, reasonOf } from "@danfang/domain";

/** What can be wrong with a place that bytes come from or go to, before anybody asks what they mean. */
export const sourceErrors = defineErrors("formats", {
  truncated: (d: { file: string; offset: Bytes; length: Bytes; size: Bytes }) => ({
    en: {
      message: `${d.file} has ${d.size} bytes; ${d.length} bytes at ${d.offset} were needed.`,
      hint: "The file is incomplete or damaged. Resume the download, or fetch the file again.",
    },
    zh: {
      message: `${d.file} 只有 ${d.size} 字节，需要从第 ${d.offset} 字节起的 ${d.length} 字节。`,
      hint: "文件不完整或坏了。请继续下载，或重新下载。",
    },
  }),
  fileMissing: (d: { file: string }) => ({
    en: {
      message: `${d.file} does not exist.`,
      hint: "Check the spelling and the folder. A file on a drive that is not connected is missing too.",
    },
    zh: { message: `找不到 ${d.file}。`, hint: "看看名字和文件夹有没有写错；没插上的硬盘里的文件也找不到。" },
  }),
  notAFile: (d: { file: string; what: "folder" | "device" }) => ({
    en: {
      message: `${d.file} is a ${d.what}, not a file.`,
      hint: d.what === "folder" ? "Name one of the files inside it." : "Copy its contents to a file and name that.",
    },
    zh: { message: `${d.file} 不是文件。`, hint: "请写出里面的某个文件。" },
  }),
  unreadable: (d: { file: string; reason: Reason }) => ({
    en: {
      message: `${d.file} cannot be read: ${d.reason.en}.`,
      hint: "Check that you may read the file, that no other program locks it and that its drive is healthy.",
    },
    zh: {
      message: `读不了 ${d.file}：${d.reason.zh}。`,
      hint: "看看有没有读取权限、是否被别的程序占用、硬盘是否正常。",
    },
  }),
  unwritable: (d: { file: string; reason: Reason }) => ({
    en: {
      message: `${d.file} cannot be written: ${d.reason.en}.`,
      hint: "Check that the folder exists, that you may write there and that its drive has room; or choose another place.",
    },
    zh: {
      message: `写不了 ${d.file}：${d.reason.zh}。`,
      hint: "看看文件夹在不在、有没有写入权限、硬盘还有没有空间；或者换个地方。",
    },
  }),
  httpFailed: (d: { file: string; url: string; reason: Reason }) => ({
    en: {
      message: `${d.url} could not be reached: ${d.reason.en}.`,
      hint: "Check the connection and the proxy settings, then try again.",
    },
    zh: { message: `连不上 ${d.url}：${d.reason.zh}。`, hint: "检查网络和代理，再试一次。" },
  }),
  httpStatus: (d: { file: string; url: string; status: number }) => ({
    en: { message: `${d.url} answered with status ${d.status}.`, hint: hintForStatus(d.status) },
    zh: {
      message: `${d.url} 返回了状态 ${d.status}。`,
      hint: "401、403：要登录或访问令牌；404：地址不对或文件已删除；429：等一会儿再试；5xx：网站出了问题，稍后再试。",
    },
  }),
  httpNoRanges: (d: { file: string; url: string; reason: Reason }) => ({
    en: {
      message: `${d.url} cannot be read in pieces: ${d.reason.en}.`,
      hint: "Download the whole file and open it from the disk.",
    },
    zh: { message: `${d.url} 不能分段读取：${d.reason.zh}。`, hint: "请把整个文件下载下来，再从硬盘打开。" },
  }),
  httpPage: (d: { file: string; url: string }) => ({
    en: {
      message: `${d.url} answered with a web page, not with a file.`,
      hint: "Often the site asks for a login or for consent first. Open the model's page in a browser, and copy the address of the download itself.",
    },
    zh: {
      message: `${d.url} 返回的是网页，不是文件。`,
      hint: "多半要先登录或同意条款。请在浏览器里打开模型页面，复制真正的下载地址。",
    },
  }),
  httpSilent: (d: { url: string; seconds: number }) => ({
    en: { message: `${d.url} said nothing for ${d.seconds} seconds.`, hint: "Check the connection, then try again." },
    zh: { message: `${d.url} 有 ${d.seconds} 秒没有回应。`, hint: "检查网络，再试一次。" },
  }),
  addressRefused: (d: { url: string; why: "protocol" | "private" | "loopback" }) => ({
    en: {
      message:
        d.why === "protocol"
          ? `${d.url} is not an address of the web.`
          : `${d.url} leads ${d.why === "loopback" ? "to this machine" : "into a private network"}, where links from elsewhere have no business.`,
      hint: "Addresses begin with http:// or https:// and lead to a public server. Copy the file here, then name its path.",
    },
    zh: {
      message:
        d.why === "protocol"
          ? `${d.url} 不是网址。`
          : `${d.url} 指向${d.why === "loopback" ? "这台机器自己" : "内网"}，外来的链接不该通到那里。`,
      hint: "网址要以 http:// 或 https:// 开头，并且是公网上的。可以先把文件复制过来，再写出它的路径。",
    },
  }),
  tooManyRedirects: (d: { url: string; most: number }) => ({
    en: {
      message: `${d.url} redirects more than ${d.most} times.`,
      hint: "Open the address in a browser, and copy the address of the download itself.",
    },
    zh: { message: `${d.url} 跳转了 ${d.most} 次以上。`, hint: "请在浏览器里打开，复制真正的下载地址。" },
  }),
  pieceMissing: (d: { file: string; offset: Bytes; length: Bytes }) => ({
    en: {
      message: `${d.length} bytes of ${d.file} at ${d.offset} were not sent.`,
      hint: "Send them too, then ask again.",
    },
    zh: { message: `没有收到 ${d.file} 从第 ${d.offset} 字节起的 ${d.length} 字节。`, hint: "请把这一段也发来再试。" },
  }),
  httpChanged: (d: { file: string; url: string; reason: Reason }) => ({
    en: {
      message: `${d.url} changed while it was being read: ${d.reason.en}.`,
      hint: "Somebody replaced the file. Open it again from the start.",
    },
    zh: { message: `读到一半，${d.url} 变了：${d.reason.zh}。`, hint: "有人换掉了这个文件。请重新打开。" },
  }),
});

/** The error for a path that the operating system refused to read. */
export function readingFailed(file: string, cause: unknown): Error {
  const code = errorCode(cause);
  if (code === "ENOENT" || code === "ENOTDIR") return sourceErrors.fileMissing({ file }, cause);
  if (code === "EISDIR") return sourceErrors.notAFile({ file, what: "folder" }, cause);
  return sourceErrors.unreadable({ file, reason: reasonOf(cause) }, cause);
}

export function errorCode(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !("code" in cause)) return undefined;
  return typeof cause.code === "string" ? cause.code : undefined;
}

function hintForStatus(status: number): string {
  if (status === 401 || status === 403) return "Log in or give an access token; some models ask for consent first.";
  if (status === 404 || status === 410) return "Check the address; the file may have been removed or renamed.";
  if (status === 429) return "The site asks for patience. Wait a while, then try again.";
  return status >= 500 ? "The site has a problem. Try again later." : "Check the address.";
}

/** `n bytes (2.1 GB)`, for sentences in which both matter. */
export const countOfBytes = (n: number): string => (n < 1000 ? `${n} bytes` : `${n} bytes (${printBytes(n)})`);
