import type { NextStep } from "@danfang/domain";
import type { Texts } from "./en.ts";

type Facts = Readonly<Record<string, unknown>>;
/** How the terminal does what a problem asks for. */
type Steps = Readonly<Record<NextStep, (facts: Facts) => string>>;

const port = ({ free }: Facts) => (typeof free === "number" ? free : "PORT");

export const nextSteps: Readonly<Record<Texts["language"], Steps>> = {
  en: {
    chooseVae: () => "`--vae NAME` chooses a VAE, `--vae auto` the automatic one.",
    useCpu: () => "`--backend cpu` computes on the CPU.",
    freeMemory: () => "A smaller `--width` and `--height` need less, and so does `--batch-size 1`.",
    addModelFolder: () => "`--models DIR` adds a folder.",
    inspectFile: () => "`danfang inspect FILE` tells what is inside and where it belongs.",
    chooseHome: () => "`--home DIR` chooses another home folder.",
    setPassword: () =>
      "`--api-auth-file FILE` or `--api-auth USER:PASSWORD` sets one; without `--host` it is this machine alone.",
    choosePort: (facts) => `Choose it with \`--port ${port(facts)}\`.`,
    chooseAddress: () => "Choose them with `--host` and `--port`.",
  },
  zh: {
    chooseVae: () => "用 --vae 名字 选择 VAE，--vae auto 是自动。",
    useCpu: () => "--backend cpu 就是用 CPU。",
    freeMemory: () => "调小 --width 和 --height，或用 --batch-size 1，占用的内存就少。",
    addModelFolder: () => "用 --models 文件夹 添加。",
    inspectFile: () => "danfang inspect 文件 会告诉你里面是什么、该放在哪里。",
    chooseHome: () => "用 --home 文件夹 换一个。",
    setPassword: () => "用 --api-auth-file 文件 或 --api-auth 用户名:密码 设置；去掉 --host 就只在本机使用。",
    choosePort: (facts) => `用 --port ${port(facts)} 指定。`,
    chooseAddress: () => "用 --host 和 --port 指定。",
  },
};
