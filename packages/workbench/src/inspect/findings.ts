import { defineFindings, printBytes, type Reason } from "@danfang/domain";

/** What is to be known about a file before it is used: one line a language. */
export const inspectFindings = defineFindings("workbench", {
  noVaeInside: (d: { family: string }) => ({
    en: `No VAE is inside. Choose one for ${d.family}, or pictures look grey and washed out.`,
    zh: `里面没有 VAE。请另选一个适合 ${d.family} 的 VAE，不然画面会发灰。`,
  }),
  noTextEncoderInside: (d: { family: string }) => ({
    en: `The text encoder is missing: the file alone cannot read a prompt. It has to be loaded beside text encoders for ${d.family}.`,
    zh: `缺少文本编码器，单靠这个文件读不懂提示词，要和 ${d.family} 的文本编码器一起用。`,
  }),
  networkAlone: (d: { family: string }) => ({
    en: `This is the network alone: text encoders and VAE are missing. It has to be loaded beside those for ${d.family}.`,
    zh: `里面只有扩散网络，缺少文本编码器和 VAE，要和 ${d.family} 的文本编码器、VAE 一起用。`,
  }),
  savedWebPage: (d: { title: string }) => ({
    en: `This is a web page${d.title === "" ? "" : ` ("${d.title}")`} that was saved under the name of a file, not a model. Often the site asks for a login or for consent first: open the model's page in a browser, then download again.`,
    zh: `这是一张网页${d.title === "" ? "" : `（「${d.title}」）`}，被存成了文件，不是模型。多半是网站要先登录或同意条款：在浏览器里打开模型页面，再重新下载。`,
  }),
  savedAnswer: (d: { text: string }) => ({
    en: `This is a short text that a website answered with, not a model: "${d.text}".`,
    zh: `这是网站返回的一段文字，不是模型：「${d.text}」。`,
  }),
  pointerOnly: (d: { size: number; modelSize: number | undefined }) => ({
    en: `This is a pointer of ${d.size} bytes that Git LFS keeps in place of a model${d.modelSize === undefined ? "" : ` of ${printBytes(d.modelSize)}`}. Download the file itself from its page, or run "git lfs pull" in its folder.`,
    zh: `这只是 Git LFS 的指针，${d.size} 字节，代替${d.modelSize === undefined ? "" : ` ${printBytes(d.modelSize)} 的`}模型占个位置。请到模型页面下载文件本身，或在它的文件夹里运行 git lfs pull。`,
  }),
  nothingInside: (_: Record<string, never>) => ({
    en: "The file is empty. The download or copy did not happen: fetch it again, and check that the drive has room.",
    zh: "文件是空的，下载或复制没有成功。请重新下载，并看看硬盘还有没有空间。",
  }),
  onlyZeros: (_: Record<string, never>) => ({
    en: "The file begins with nothing but zeros: its room was reserved, and the download never filled it. Resume the download, or fetch it again.",
    zh: "文件开头全是零：下载软件占了位置，却没有写进内容。请继续下载，或重新下载。",
  }),
  unfinishedDownload: (d: { suffix: string }) => ({
    en: `The name ends in ${d.suffix}: a browser or downloader has not finished it. Wait until the download has ended; the file then gets its real name.`,
    zh: `文件名以 ${d.suffix} 结尾，说明还没有下载完。等下载完成后，名字会自动改好。`,
  }),
  archiveToUnpack: (d: { format: string }) => ({
    en: `This is a ${d.format} archive. Unpack it, and put the files inside in their places; "inspect" tells where each goes.`,
    zh: `这是 ${d.format} 压缩包。请先解压，再把里面的文件放到各自的位置；不知道放哪里，可以逐个查看。`,
  }),
  programFile: (_: Record<string, never>) => ({
    en: "This is a program, not a model. No model comes as one: do not start it.",
    zh: "这是可执行程序，不是模型。模型不会是程序，请不要运行它。",
  }),
  otherRuntime: (d: { program: string }) => ({
    en: `This file was made for ${d.program}; Danfang does not paint with it. Get the .safetensors version of the model.`,
    zh: `这个文件是给 ${d.program} 用的，丹方不能用它画图。请下载 .safetensors 版本。`,
  }),
  packedMembers: (d: { count: number }) => ({
    en: `Of the files inside, ${d.count} are compressed and were not looked into. Unpack the archive to learn what they are.`,
    zh: `里面有 ${d.count} 个文件是压缩过的，没有查看内容。解压之后就能知道是什么。`,
  }),
  moreMembers: (d: { count: number }) => ({
    en: `There are ${d.count} more, which are not listed.`,
    zh: `另外还有 ${d.count} 个没有列出。`,
  }),
  unreadFolder: (d: { folder: string; reason: Reason }) => ({
    en: `The folder ${d.folder} could not be read: ${d.reason.en}.`,
    zh: `读不了文件夹 ${d.folder}：${d.reason.zh}。`,
  }),
  sidecarOf: (d: { model: string; isThere: boolean }) => ({
    en: `This describes the model ${d.model}${d.isThere ? ", beside which it is" : ", which is not here: keep both in one folder, under one name"}.`,
    zh: `这是模型 ${d.model} 的说明文件${d.isThere ? "，模型就在旁边" : "，但模型不在这里：两个文件要放在同一个文件夹里，名字相同"}。`,
  }),
});
