import type { enlargeEn } from "../en/enlarge.ts";
import type { Words } from "../en/words.ts";

export const enlargeZh: Words<typeof enlargeEn> = {
  enlarge: {
    menu: "放大",
    asItIs: "原样放大，使用 {{upscaler}}",
    times: "{{scale}} 倍",
    more: "其他倍数、放大算法，或多张图片…",
    begun: "正在用 {{upscaler}} 放大…",
    done: "已放大到 {{width}} × {{height}}",
    title: "放大图片",
    files: "选择图片",
    folder: "选择文件夹",
    none: "还没有选择图片",
    count_one: "{{count}} 张图片",
    count_other: "{{count}} 张图片",
    upscaler: "放大算法",
    scale: "放大倍数",
    scaleHelp: "结果的宽和高是原图的多少倍。不会重绘图片。",
    progress: "第 {{done}} / {{count}} 张",
    go_one: "放大",
    go_other: "放大 {{count}} 张图片",
    kept_one: "已放大 {{count}} 张图片，在画廊里",
    kept_other: "已放大 {{count}} 张图片，在画廊里",
  },
};
