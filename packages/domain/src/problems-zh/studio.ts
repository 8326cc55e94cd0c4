import type { ProblemWords } from "../problem-words.ts";

/** The studio's own: orders, queue, gallery, settings. */
export const studioProblems: Readonly<Record<string, ProblemWords>> = {
  "database/setAside": {
    title: [
      "数据库 {{file}} 损坏了。读得出的都已搬进新库：{{jobs}} 个任务、{{pictures}} 张图片。有 {{lostJobs}} 个任务的内容、{{lostPictures}} 张图片的记录读不出来。",
      "数据库 {{file}} 损坏了。读得出的都已搬进新库：{{jobs}} 个任务、{{pictures}} 张图片。有 {{lostJobs}} 个任务的内容读不出来。",
      "数据库 {{file}} 损坏了。读得出的都已搬进新库：{{jobs}} 个任务、{{pictures}} 张图片。有 {{lostPictures}} 张图片的记录读不出来。",
      "数据库 {{file}} 损坏了。读得出的都已搬进新库：{{jobs}} 个任务、{{pictures}} 张图片。",
    ],
    hint: "损坏的那份保留为 {{keptAs}}。图片文件不受影响，画廊会重新读入它们。如果再次发生，请检查一下硬盘。",
  },
  "database/notMended": {
    title: "数据库 {{file}} 损坏了，修复不了：{{obstacle}}",
    hint: "什么也没有改动。请腾出和数据库一样大的空间，让文件夹可以写入，再启动丹方。",
  },
  "database/restored": {
    title: "丹方运行时，数据库 {{file}} 被删掉了。已经原样重新写好。",
    hint: "什么也没有丢。想从头开始的话，请先关闭丹方，再删除这个文件。",
  },
  "settings/setAside": {
    title: "读不懂 {{file}} 里的设置，已另存为 {{keptAs}}。",
    hint: "读不懂的项目恢复了默认值。原来选了什么，可以打开保留的文件查看。",
  },
  "settings/bad": { title: "这些设置不对：{{issues}}。", hint: "什么也没有改动。改正后再保存。" },
  "queue/notFound": { title: "没有任务 {{id}}。", hint: "可能已经从列表清除，它画的图在画廊里。" },
  "queue/notRetryable": { title: "这个任务不能重试：只有失败或已停止的可以。", hint: "用它的参数再提交一次。" },
  "queue/notQueued": { title: "这个任务已经不在排队，不能移动。", hint: "请选一个还在排队的任务。" },
  "queue/triedTooOften": {
    title: [
      "这个任务开始了 {{attempts}} 次，都没有画成：{{last}}。",
      "这个任务开始了 {{attempts}} 次，都没有画成：{{reason}}",
    ],
    hint: "把尺寸调小，或换一个模型，再重试。",
  },
  "queue/unreadable": {
    title: "任务 {{id}} 保存的内容读不全了。",
    hint: "可能是别的版本写的，也可能是硬盘出了错。它画的图都在画廊里。请核对参数再提交一次，或者把它从列表清除。",
  },
  "queue/engineHung": {
    title: "引擎 {{seconds}} 秒没有回应，已被停止。",
    hint: "它会重新启动。如果总是这样，试试更小的尺寸、别的运行设备或更少的线程。",
  },
  "outputs/unwritable": { title: "写不了 {{path}}：{{reason}}", hint: "让文件夹可以写入，并腾出一些空间，再重试。" },
  "gallery/notFound": { title: "没有图片 {{id}}。", hint: "可能已被彻底删除。" },
  "gallery/notInBin": { title: "图片 {{id}} 不在回收站里。", hint: "先移到回收站，才能彻底删除。" },
  "gallery/undeletable": {
    title: "删不掉 {{file}}：{{reason}}",
    hint: "关掉正在显示它的程序，或者让它所在的文件夹可以写入，然后再清空一次回收站。",
  },
  "inputs/notFound": { title: "找不到图生图的原图 {{image}}。", hint: "图片放得太久已被清理，请重新选择。" },
  "inputs/badPicture": {
    title: "这不是能读取的图片：{{reason}}",
    hint: "请用 PNG、JPEG 或 WebP，边长不超过 16384 像素。",
  },
  "workbench/networkMissing": {
    title: "没有叫「{{name}}」的 {{kind}}，这次画图没有用上它。",
    hint: ["是不是要找 {{nearest}}？", "把文件放进对应的文件夹，或者从提示词里去掉它。"],
  },
  "workbench/networkUnreadable": {
    title: "没有用上 {{kind}}「{{name}}」：「{{argument}}」不是数字。",
    hint: "强度请写成 0.8 这样的数字。",
  },
  "workbench/networkUnknown": {
    title: "<{{kind}}:…> 没有用上：没有这种网络。",
    hint: "可以写 <lora:名字:1>、<lyco:名字:1> 和 <hypernet:名字:1>。",
  },
  "workbench/networkNameless": {
    title: "<{{kind}}:…> 没有用上：没有写名字。",
    hint: "请写上文件的名字：<lora:名字:1>。",
  },
  "workbench/vaeBorrowed": {
    title: "{{checkpoint}} 里没有 VAE，不用的话画面会发灰，所以用了 {{vae}}。",
    hint: ["也可以换成 {{others}}（左上角的 VAE，或 --vae）。", "也可以换一个作者推荐的（左上角的 VAE，或 --vae）。"],
  },
  "workbench/passesWithMask": {
    title: "扩图和放大会自己做蒙版，不能再加蒙版。",
    hint: "请去掉蒙版，或者分两次来做。",
  },
  "workbench/nothingGrows": {
    title: "没有哪一边要扩展。",
    hint: "请在左、右、上、下里至少填一个，64 像素以上为宜。",
  },
  "workbench/descriptionTooLong": {
    title: "{{file}} 的说明部分太长，没法隔着网页查看。",
    hint: "把它放进对应的文件夹再刷新模型列表，或用 danfang inspect 查看。",
  },
  "workbench/styleMissing": {
    title: "没有叫「{{name}}」的预设样式，这次没有用上。",
    hint: ["是不是要找 {{nearest}}？", "可能已经改名或删除，请重新选择。"],
  },
  "workbench/tooLarge": {
    title: "放大后会有 {{width}} × {{height}} 像素，太大了。",
    hint: "每边不超过 {{mostSide}}，总共不超过 {{mostMegapixels}} 百万像素。",
  },
  "workbench/badPicture": {
    title: "{{file}} 不是能打开的图片：{{reason}}",
    hint: "请用 PNG、JPEG 或 WebP，每边不超过 16384 像素。",
  },
  "styles/notFound": { title: "没有叫「{{name}}」的预设样式。", hint: "可能已经改名或删除，请刷新列表。" },
  "styles/exists": { title: "已经有叫「{{name}}」的预设样式了。", hint: "换个名字，或者直接修改原来的那个。" },
  "styles/badName": {
    title: "「{{name}}」不能当预设样式的名字。",
    hint: "名字只能是一行，不能为空，也不能以 # 开头。",
  },
  "styles/nameless": {
    title: "{{file}} 不是样式表：第一行里没有叫 name 的列。",
    hint: "文件原样保留，什么也不会存进去。请在第一行写上 name,prompt,negative_prompt，或者把它移走。",
  },
  "styles/openQuote": {
    title: "{{file}} 第 {{line}} 行有一个没有配对的引号。",
    hint: "为了不丢掉它后面的内容，什么也不会存进去。请用文本编辑器补上引号。",
  },
  "styles/notOurs": {
    title: "预设样式「{{name}}」属于 {{file}}，这里只能读取。",
    hint: "要删除请到那边删；要改就另存一份，自己的同名样式优先。",
  },
  "workbench/cancelled": { title: "已取消。", hint: "什么也没有写入。" },
  "workbench/badSuffix": { title: "{{file}} 的后缀不是图片格式。", hint: "文件名请以 {{known}} 结尾。" },
  "queue/ended": { title: "画到一半，丹方被关闭了。", hint: "下次运行时会重新画。" },
  "gallery/tooLarge": { title: "{{file}} 超过了 {{most}} 字节。", hint: "这么大的图片不会收进画廊。" },
  "gallery/notAPicture": {
    title: "{{file}} 不是能打开的图片：{{reason}}",
    hint: "已跳过。它本该是图片的话，请重新下载或保存。",
  },
  "database/tooNew": {
    title: "{{file}} 是更新版本的丹方写的（数据表第 {{version}} 版，这里只认识到第 {{known}} 版）。",
    hint: "请用新版的丹方打开，或用 --home 换一个文件夹。",
  },
  "database/unusable": {
    title: "数据库 {{file}} 用不了：{{reason}}",
    hint: "让文件夹可以写入，并腾出一些空间；或用 --home 换一个文件夹。",
  },
};
