import type { ProblemWords } from "../problem-words.ts";

/** Files that are not what they should be. */
export const formatsProblems: Readonly<Record<string, ProblemWords>> = {
  "formats/unsafePickle": {
    title: "{{file}} 要求调用 {{globals}}，正常的模型用不到，而且可能会运行程序。没有载入，里面的东西一样也没有运行。",
    hint: "除非认识作者，也不要用别的软件打开它。请下载这个模型的 .safetensors 版本。",
  },
  "formats/notTorch": {
    title: "{{file}} 不是 PyTorch 保存的模型文件。",
    hint: "看看是不是选错了文件；没选错的话请重新下载。",
  },
  "formats/damagedArchive": { title: "{{file}} 已损坏：{{reason}}。", hint: "文件没有下完或者坏了，请重新下载。" },
  "formats/badPickle": { title: "{{file}} 里的张量说明读不出来：{{reason}}。", hint: "文件坏了，请从原处重新下载。" },
  "formats/compressedTensors": {
    title: "{{file}} 被压缩软件重新打过包（{{member}}），里面的数据没法直接读取。",
    hint: "请下载原来的文件：PyTorch 保存的模型不压缩。",
  },
  "formats/torchScript": {
    title: "{{file}} 是 TorchScript 程序，不是模型权重。",
    hint: "请下载 .safetensors、.ckpt 或 .pth 文件。",
  },
  "formats/ancientTorch": {
    title: "{{file}} 是 2017 年以前的 PyTorch 格式。",
    hint: "请下载 .safetensors 版本，或者用新版 PyTorch 打开后重新保存。",
  },
  "formats/strangeMember": {
    title: "{{file}} 里有不该出现的 {{member}}。",
    hint: "文件坏了，或是有人故意做成这样的。请从原处重新下载。",
  },
  "formats/badStorage": { title: "{{file}} 里的数据与说明不符：{{reason}}。", hint: "文件坏了，请从原处重新下载。" },
  "formats/truncated": {
    title: "{{file}} 只有 {{size}} 字节，需要从第 {{offset}} 字节起的 {{length}} 字节。",
    hint: "文件不完整或坏了。请继续下载，或重新下载。",
  },
  "formats/pieceMissing": {
    title: "没有收到 {{file}} 从第 {{offset}} 字节起的 {{length}} 字节。",
    hint: "请把这一段也发来再试。",
  },
  "formats/fileMissing": {
    title: "找不到 {{file}}。",
    hint: "看看名字和文件夹有没有写错；没插上的硬盘里的文件也找不到。",
  },
  "formats/notAFile": { title: "{{file}} 不是文件。", hint: "请写出里面的某个文件。" },
  "formats/unreadable": {
    title: "读不了 {{file}}：{{reason}}。",
    hint: "看看有没有读取权限、是否被别的程序占用、硬盘是否正常。",
  },
  "formats/unwritable": {
    title: "写不了 {{file}}：{{reason}}。",
    hint: "看看文件夹在不在、有没有写入权限、硬盘还有没有空间；或者换个地方。",
  },
  "formats/httpFailed": { title: "连不上 {{url}}：{{reason}}。", hint: "检查网络和代理，再试一次。" },
  "formats/httpStatus": {
    title: "{{url}} 返回了状态 {{status}}。",
    hint: "401、403：要登录或访问令牌；404：地址不对或文件已删除；429：等一会儿再试；5xx：网站出了问题，稍后再试。",
  },
  "formats/httpNoRanges": { title: "{{url}} 不能分段读取：{{reason}}。", hint: "请把整个文件下载下来，再从硬盘打开。" },
  "formats/httpChanged": { title: "读到一半，{{url}} 变了：{{reason}}。", hint: "有人换掉了这个文件。请重新打开。" },
  "formats/archiveBomb": {
    title: "{{file}} 里的 {{member}} 超过了 {{limit}} 字节，没有模型需要这么大。",
    hint: "文件坏了，或是有人故意做成这样的。请从原处重新下载。",
  },
  "formats/bigEndian": {
    title: "{{file}} 里的数字是大端序的，只有少数大型机才这么存。",
    hint: "请下载 .safetensors 版本，或者用新版 PyTorch 打开后重新保存。",
  },
  "formats/emptyFile": { title: "{{file}} 是空的。", hint: "下载或复制没有成功。请重新下载，并看看硬盘还有没有空间。" },
  "formats/torchFile": {
    title: "{{file}} 不管叫什么名字，其实是 PyTorch 的文件（.ckpt、.pt），不是 safetensors。",
    hint: "这种文件里可能带着程序。请下载 .safetensors 版本。",
  },
  "formats/webPage": {
    title: "{{file}} 是网页或一段文字，不是模型。",
    hint: "网站给的是页面或出错信息，而不是文件，多半是因为没有登录。用文本编辑器打开看看，再重新下载。",
  },
  "formats/lfsPointer": {
    title: "{{file}} 只是 Git LFS 的一张「字条」，写着模型在哪里，不是模型本身。",
    hint: "在它的文件夹里运行 git lfs pull，或到网站上直接下载。",
  },
  "formats/notSafetensors": {
    title: "{{file}} 不是模型文件：既不是 safetensors，也不是 PyTorch 的格式。",
    hint: "看看是不是选错了文件；没选错的话请重新下载。",
  },
  "formats/incomplete": {
    title: "{{file}} 到 {{actual}} 字节就没有了，至少还缺 {{missing}} 字节。",
    hint: "下载中断了。请继续下载，或重新下载。",
  },
  "formats/trailingBytes": {
    title: "{{file}} 有 {{actual}} 字节，而张量到 {{expected}} 就结束了。",
    hint: "后面多出了东西，或者两次下载写进了同一个文件。请重新下载。",
  },
  "formats/headerTooLong": {
    title: "{{file}} 说自己的文件头有 {{length}} 字节，最多只能有 100000000。",
    hint: "文件坏了，或者不是 safetensors。请重新下载。",
  },
  "formats/headerNotUtf8": {
    title: "{{file}} 的文件头不是 UTF-8 文字。",
    hint: "文件坏了，或是写错了：请重新下载；还是这样的话，告诉发布它的人。",
  },
  "formats/headerNotJson": {
    title: "{{file}} 的文件头不是正确的 JSON：第 {{at}} 个字符处，{{reason}}。",
    hint: "文件坏了，或是写错了：请重新下载；还是这样的话，告诉发布它的人。",
  },
  "formats/duplicateKey": {
    title: "{{file}} 的文件头里「{{key}}」出现了两次。",
    hint: "文件坏了，或是写错了：请重新下载；还是这样的话，告诉发布它的人。",
  },
  "formats/badMetadata": {
    title: "{{file}} 的 __metadata__ 应该是文字对文字，文件头第 {{at}} 个字符处却不是。",
    hint: "文件坏了，或是写错了：请重新下载；还是这样的话，告诉发布它的人。",
  },
  "formats/badEntry": {
    title: "{{file}} 的张量「{{tensor}}」没有可用的「{{field}}」。",
    hint: "文件坏了，或是写错了：请重新下载；还是这样的话，告诉发布它的人。",
  },
  "formats/unknownDtype": {
    title: "{{file}} 的张量「{{tensor}}」用了不认识的数字类型「{{dtype}}」。",
    hint: "新版的丹方也许认识；不然请找 fp16 或 fp32 的版本。",
  },
  "formats/badShape": {
    title: "{{file}} 的张量「{{tensor}}」的形状不可能存在：{{shape}}。",
    hint: "文件坏了，或是写错了：请重新下载；还是这样的话，告诉发布它的人。",
  },
  "formats/badOffsets": {
    title: "{{file}} 的张量「{{tensor}}」的 data_offsets 不可能存在：{{offsets}}。",
    hint: "文件坏了，或是写错了：请重新下载；还是这样的话，告诉发布它的人。",
  },
  "formats/wrongSize": {
    title: "{{file}} 的张量「{{tensor}}」占 {{actual}} 字节，按形状和类型应该是 {{expected}}。",
    hint: "文件坏了，或是写错了：请重新下载；还是这样的话，告诉发布它的人。",
  },
  "formats/overlap": {
    title: "{{file}} 的张量「{{tensor}}」和「{{other}}」共用了字节，格式不允许这样。",
    hint: "文件坏了，或是写错了：请重新下载；还是这样的话，告诉发布它的人。",
  },
  "formats/hole": {
    title: "{{file}} 的张量「{{tensor}}」之前有 {{length}} 字节不属于任何张量，格式不允许这样。",
    hint: "文件坏了，或是写错了：请重新下载；还是这样的话，告诉发布它的人。",
  },
  "formats/dtypeNotReadable": {
    title: "{{dtype}} 类型的数字还不能转成 float32。",
    hint: "请找 fp16、bf16 或 fp32 的版本。",
  },
  "formats/reservedName": {
    title: "{{file}} 里的张量不能叫「{{tensor}}」。",
    hint: "换个名字：这个名字是保留的，或者不是正常的文字。",
  },
  "formats/wrongDataLength": {
    title: "给 {{file}} 的张量「{{tensor}}」送来了 {{actual}} 字节，按形状和类型应该是 {{expected}}。",
    hint: "这是丹方的错误。请连同当时的命令一起报告。",
  },
  "formats/notAnImage": {
    title: "{{file}} 不是 PNG、JPEG 或 WebP 图片。",
    hint: "请给出原来的图片文件，别的格式里没有生成数据。",
  },
  "formats/damagedImage": {
    title: "{{file}} 坏了：第 {{at}} 字节处，{{reason}}。",
    hint: "请重新下载这张图，最好从最初发布的地方。",
  },
  "formats/textTooLong": { title: "要写进 {{file}} 的文字太长，最多 {{limit}} 字节。", hint: "请存成 PNG，它放得下。" },
  "formats/textBomb": {
    title: "{{file}} 里压缩的文字解开后超过 {{limit}} 字节。",
    hint: "没有这么长的生成数据：文件坏了，或是有人故意做成这样的。请换一份。",
  },
};
