import { defineErrors, listEn, listZh, pixelsPerLatentCell, type Reason } from "@danfang/domain";

const freeMemory = {
  en: "Close other programs, or choose a smaller size. Then try again.",
  zh: "关掉其他程序，或者把尺寸调小一些，再试一次。",
};

export const engineErrors = defineErrors("engine", {
  outOfMemory: (d: { doing: string }) => ({
    en: { message: `There was not enough memory to ${d.doing}.`, hint: freeMemory.en },
    zh: { message: "内存不够。", hint: freeMemory.zh },
    do: "freeMemory",
  }),
  loadFailed: (d: { graph: string; reason: Reason }) => ({
    en: {
      message: `The ${d.graph} could not be loaded: ${d.reason.en}.`,
      hint: "If the file is damaged, fetch it again; if another backend than the CPU was chosen, try the CPU.",
    },
    zh: {
      message: `${d.graph} 载入失败：${d.reason.zh}。`,
      hint: "文件损坏的话请重新下载；选了别的运行设备的话，改用 CPU 试试。",
    },
    do: "useCpu",
  }),
  runFailed: (d: { graph: string; reason: Reason }) => ({
    en: {
      message: `The ${d.graph} stopped with a fault: ${d.reason.en}.`,
      hint: "Try another size, or the CPU. If it keeps failing, report it with the command that led here.",
    },
    zh: { message: `${d.graph} 中途出错：${d.reason.zh}。`, hint: "换个尺寸，或改用 CPU。" },
    do: "useCpu",
  }),
  crashed: (d: { signal: string; doing: string; lastWords: string }) => ({
    en: {
      message: `The engine process ended unexpectedly (${d.signal}) while trying to ${d.doing}.${d.lastWords && ` It said: ${d.lastWords}`}`,
      hint:
        d.signal === "SIGKILL"
          ? `The system probably ran out of memory and stopped it. ${freeMemory.en}`
          : "It is started again for the next job. If this keeps happening, try another backend and report it.",
    },
    zh: {
      message: `引擎进程意外结束（${d.signal}）。`,
      hint:
        d.signal === "SIGKILL"
          ? `多半是内存用完了。${freeMemory.zh}`
          : "下一个任务会重新启动引擎。如果总是这样，试试别的运行设备，并把问题报告给我们。",
    },
    do: d.signal === "SIGKILL" ? "freeMemory" : undefined,
  }),
  unresponsive: (_: Record<string, never>) => ({
    en: {
      message: "The engine does not answer.",
      hint: "It may be paused, or waiting for memory or a disk. After a minute it is ended and started again, and its job is tried again.",
    },
    zh: {
      message: "引擎没有回应。",
      hint: "它可能被暂停了，也可能在等内存或硬盘。一分钟后会自动结束并重启引擎，正在画的任务会重试。",
    },
  }),
  silent: (d: { seconds: number; doing: string }) => ({
    en: {
      message: `The engine did not respond for ${d.seconds} seconds while trying to ${d.doing}, and was ended.`,
      hint: "It is started again for the next job. If this keeps happening, try a smaller size, another backend or fewer threads.",
    },
    zh: {
      message: `引擎 ${d.seconds} 秒没有任何反应，已被结束。`,
      hint: "下一个任务会重新启动引擎。如果总是这样，试试更小的尺寸、别的运行设备或更少的线程。",
    },
  }),
  stopped: (d: { stopped: string; doing: string }) => ({
    en: {
      message: `The engine was ended while trying to ${d.doing}: it was asked to stop (${d.stopped}) and did not.`,
      hint: "It is started again for the next job. Try again.",
    },
    zh: { message: "引擎没有按要求停下，已被结束，这件事也随之中断了。", hint: "引擎会重新启动，请再试一次。" },
  }),
  garbled: (d: { doing: string }) => ({
    en: {
      message: `The engine process gave an answer that cannot be understood while trying to ${d.doing}, and was ended.`,
      hint: "It is started again for the next job. If this keeps happening, update or install Danfang again: its parts may not fit together.",
    },
    zh: {
      message: "引擎进程的回答无法理解，已被结束。",
      hint: "下一个任务会重新启动引擎。如果总是这样，请更新或重新安装丹方：各部分的版本可能不一致。",
    },
  }),
  cancelled: (_: Record<string, never>) => ({
    en: { message: "Cancelled.", hint: "Nothing was written." },
    zh: { message: "已取消。", hint: "什么也没有写入。" },
  }),
  notANumber: (d: { part: string; file: string; tensor: string | undefined; with: readonly string[] }) => ({
    en: {
      message: d.tensor
        ? `${d.file}: tensor "${d.tensor}" holds values that are not finite numbers, and so does every picture painted with it.`
        : `The ${d.part} of ${d.file}${d.with.length > 0 ? ` with ${listEn(d.with)}` : ""} gave values that are not finite numbers.`,
      hint: d.tensor
        ? "The file was damaged or saved wrongly. Fetch the original again, or leave it out."
        : d.with.length > 0
          ? "Every weight in these files is a finite number. Try lower weights of what is added, or leave it out one by one."
          : "Try a lower cfg scale, another VAE, or another version of the model.",
    },
    zh: {
      message: d.tensor
        ? `${d.file} 的张量「${d.tensor}」里有无效的数值，用它画不出图。`
        : `${d.file}${d.with.length > 0 ? `（加上${listZh(d.with)}）` : ""}算出了无效的数值，画不出图。`,
      hint: d.tensor
        ? "文件坏了或存错了。请重新下载原文件，或者不用它。"
        : d.with.length > 0
          ? "这些文件里的数值都有效。请调低附加模型的权重，或者逐个去掉试试。"
          : "调低 CFG，换一个 VAE，或者重新下载这个模型。",
    },
  }),
  noVae: (d: { file: string }) => ({
    en: {
      message: `${d.file} has no VAE inside, and without one a latent cannot become a picture.`,
      hint: "Choose one; the model's page usually recommends which.",
    },
    zh: {
      message: `${d.file} 没有自带 VAE，潜空间变不成图片。`,
      hint: "请选一个 VAE，模型的发布页面通常会推荐。",
    },
    do: "chooseVae",
  }),
  otherLatent: (d: { vae: string; channels: number; checkpoint: string; expected: number }) => ({
    en: {
      message: `The VAE in ${d.vae} reads latents of ${d.channels} channels, and ${d.checkpoint} makes latents of ${d.expected}.`,
      hint: `Choose a VAE of this checkpoint's family, or its own. ${latentsEn(d.channels)}`.trimEnd(),
    },
    zh: {
      message: `${d.vae} 里的 VAE 读 ${d.channels} 个通道的潜空间，而 ${d.checkpoint} 是 ${d.expected} 个通道。`,
      hint: `请选这个大模型系列的 VAE，或用它自带的。${latentsZh(d.channels)}`,
    },
    do: "chooseVae",
  }),
  otherPicture: (d: { vae: string; channels: number }) => ({
    en: {
      message: `The VAE in ${d.vae} makes pictures of ${d.channels} channels, and red, green and blue are three.`,
      hint: "Choose another VAE, or the checkpoint's own.",
    },
    zh: {
      message: `${d.vae} 里的 VAE 给出 ${d.channels} 个通道的图，而红绿蓝是三个。`,
      hint: "请换一个 VAE，或用大模型自带的。",
    },
    do: "chooseVae",
  }),
  badSize: (d: { width: number; height: number }) => ({
    en: {
      message: `${d.width}×${d.height} is not a size that can be painted: width and height must be multiples of 8.`,
      hint: `The nearest is ${nearestSize(d.width)}×${nearestSize(d.height)}.`,
    },
    zh: { message: `画不了 ${d.width} × ${d.height}：宽和高必须是 8 的倍数。`, hint: "换成最接近的倍数。" },
  }),
  tooLarge: (d: { width: number; height: number; largest: number }) => ({
    en: {
      message: `${d.width}×${d.height} is larger than can be painted: a side has at most ${d.largest} pixels.`,
      hint: "Choose a smaller size, or a smaller factor for the second pass.",
    },
    zh: {
      message: `画不了 ${d.width} × ${d.height}：一边最多 ${d.largest} 像素。`,
      hint: "请换小一点的尺寸，或调小高清修复的倍数。",
    },
  }),
  maskSize: (d: { width: number; height: number; pictureWidth: number; pictureHeight: number }) => ({
    en: {
      message: `The mask has ${d.width}×${d.height} pixels, the picture it belongs to ${d.pictureWidth}×${d.pictureHeight}.`,
      hint: "Draw the mask on the picture itself, or resize it to the picture's size.",
    },
    zh: {
      message: `蒙版是 ${d.width} × ${d.height} 像素，而它对应的图片是 ${d.pictureWidth} × ${d.pictureHeight}。`,
      hint: "请直接在图片上画蒙版，或把蒙版缩放到图片的尺寸。",
    },
  }),
  startCount: (d: { pictures: number; batch: number }) => ({
    en: {
      message: `There are ${d.pictures} pictures to start from, and ${d.batch} in a batch.`,
      hint: "Make the batch size equal to the number of pictures to start from.",
    },
    zh: { message: `起始图有 ${d.pictures} 张，每批却有 ${d.batch} 张。`, hint: "请让每批数量等于起始图的张数。" },
  }),
  maskWithHires: (_: Record<string, never>) => ({
    en: {
      message: "A picture that is painted under a mask cannot have a second, larger pass.",
      hint: "Turn the second pass off; to paint a part larger, paint only the masked area.",
    },
    zh: { message: "用蒙版重绘的图不能再做高清修复。", hint: "关掉高清修复；想把局部画得更细，请选「仅蒙版区域」。" },
  }),
  unknownUpscaler: (d: { name: string; known: readonly string[] }) => ({
    en: {
      message: `There is no upscaler "${d.name}".`,
      hint: `Known are: ${listEn(d.known)}, and the models in the folder of upscalers.`,
    },
    zh: {
      message: `没有叫「${d.name}」的放大算法。`,
      hint: `可以用：${listZh(d.known)}，以及放大模型文件夹里的模型。`,
    },
  }),
  unknownBackend: (d: { backend: string; available: readonly string[] }) => ({
    en: { message: `There is no backend "${d.backend}" on this machine.`, hint: `It has: ${listEn(d.available)}.` },
    zh: { message: `这台机器上没有 ${d.backend}。`, hint: `可以用：${listZh(d.available)}。` },
  }),
});

/** Which models have latents of so many channels. Sources: their own configurations. */
function latentsEn(channels: number): string {
  if (channels === 16) return "Sixteen are those of Flux.1 and Stable Diffusion 3.";
  if (channels === 32) return "Thirty-two are those of Flux.2.";
  return channels === 4 ? "Four are those of Stable Diffusion 1.x, 2.x and XL." : "";
}
function latentsZh(channels: number): string {
  if (channels === 16) return "16 个通道的是 Flux.1 和 SD 3 的。";
  if (channels === 32) return "32 个通道的是 Flux.2 的。";
  return channels === 4 ? "4 个通道的是 SD 1.x、2.x 和 XL 的。" : "";
}

const nearestSize = (pixels: number) => Math.max(64, Math.round(pixels / pixelsPerLatentCell) * pixelsPerLatentCell);
