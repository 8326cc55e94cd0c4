import { defineErrors, inTheirWords, listEn, type Problem, withinZh } from "@danfang/domain";

export const queueErrors = defineErrors("queue", {
  notFound: (d: { id: string }) => ({
    en: {
      message: `There is no job ${d.id}.`,
      hint: "It may have been cleared from the list; its pictures are in the gallery.",
    },
    zh: { message: `没有任务 ${d.id}。`, hint: "可能已经从列表清除，它画的图在画廊里。" },
  }),
  notRetryable: (d: { id: string; state: string }) => ({
    en: {
      message: `Job ${d.id} is ${d.state}: only failed and cancelled jobs can be tried again.`,
      hint: "Submit its settings as a new job instead.",
    },
    zh: { message: "这个任务不能重试：只有失败或已停止的可以。", hint: "用它的参数再提交一次。" },
  }),
  notQueued: (d: { id: string; state: string }) => ({
    en: {
      message: `Job ${d.id} is ${d.state}: only waiting jobs can be moved.`,
      hint: "Choose a job that is still waiting.",
    },
    zh: { message: "这个任务已经不在排队，不能移动。", hint: "请选一个还在排队的任务。" },
  }),
  triedTooOften: (d: { attempts: number; reason: string; last?: Problem }) => ({
    en: {
      message: `The job was started ${d.attempts} times and produced no picture: ${d.reason}`,
      hint: d.last?.hint ?? "Try a smaller size, or another model; then try the job again.",
    },
    zh: {
      message: d.last
        ? `这个任务开始了 ${d.attempts} 次，都没有画成：${withinZh(d.last)}。`
        : `这个任务开始了 ${d.attempts} 次，都没有画成：${inTheirWords(d.reason).zh}。`,
      hint: "把尺寸调小，或换一个模型，再重试。",
    },
  }),
  ended: (_: Record<string, never>) => ({
    en: {
      message: "Danfang was closed while this job was being painted.",
      hint: "It will be painted again when Danfang next runs.",
    },
    zh: { message: "画到一半，丹方被关闭了。", hint: "下次运行时会重新画。" },
  }),
  unreadable: (d: { id: string; parts: string[] }) => ({
    en: {
      message: `The record of job ${d.id} cannot be read in full: its ${listEn(d.parts)}.`,
      hint: "Another version of Danfang wrote it, or the disk changed it. Its pictures are in the gallery. Check its settings and submit it again, or clear it from the list.",
    },
    zh: {
      message: `任务 ${d.id} 保存的内容读不全了。`,
      hint: "可能是别的版本写的，也可能是硬盘出了错。它画的图都在画廊里。请核对参数再提交一次，或者把它从列表清除。",
    },
  }),
  engineHung: (d: { seconds: number }) => ({
    en: {
      message: `The engine did not respond for ${d.seconds} seconds and was stopped.`,
      hint: "It is started again. If this keeps happening, try a smaller size, another backend or fewer threads.",
    },
    zh: {
      message: `引擎 ${d.seconds} 秒没有回应，已被停止。`,
      hint: "它会重新启动。如果总是这样，试试更小的尺寸、别的运行设备或更少的线程。",
    },
  }),
});
