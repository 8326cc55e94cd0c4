import { kindCounts } from "@danfang/words";
import type { foldersEn } from "../en/folders.ts";
import type { Words } from "../en/words.ts";

export const foldersZh: Words<typeof foldersEn> = {
  folders: {
    comma: "、",
    ...kindCounts("zh"),
    none: "没有模型",
    scanning: "正在查找…",
    unusable: "现在用不了",
    from_own: "丹方自己的",
    from_commandLine: "由 --models 指定",
    from_settings: "在这里添加",
    looking: "正在查看…",
    checked: "在 {{path}} 里找到的",
    layout_webui: "WebUI 安装目录",
    layout_forge: "Forge 安装目录",
    layout_comfyui: "ComfyUI 安装目录",
    layout_invokeai: "InvokeAI 安装目录",
    layout_stabilityMatrix: "Stability Matrix 的模型",
    layout_models: "models 文件夹",
    layout_oneKind: "只放一类模型的文件夹",
    layout_plain: "不是安装目录，里面的文件当作大模型",
    added: "已添加 {{path}}",
    addedWith: "找到 {{found}}",
    addAnyway: "仍然添加",
    removed: "不再读取 {{path}}，文件都还在。",
  },
};
