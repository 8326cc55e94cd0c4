import type { ProblemWords } from "../problem-words.ts";

/** Models: what they are, and where they are found. */
export const weightsProblems: Readonly<Record<string, ProblemWords>> = {
  "models/notFound": { title: "没有模型 {{id}}。", hint: "可能被移走或删掉了，请刷新模型列表。" },
  "models/folderGone": {
    title: "模型文件夹 {{folder}} 不在那里。",
    hint: "请接上它所在的磁盘，或者在设置里把它从列表中去掉。它回来以后，里面的模型会自动出现，用到它们的任务也会接着画。",
  },
  "weights/numberedLora": {
    title: "{{file}} 是最早的一种 LoRA（cloneofsimo 的）：层只有编号，文件里没有写明哪个是哪个。",
    hint: "没有 WebUI 能读这种文件。请找它的 kohya 或 diffusers 格式的版本。",
  },
  "weights/jxlPicture": {
    title: "{{file}} 是 JPEG XL 图片，这里读不了；里面有没有 Embedding 也就不知道。",
    hint: "请把它另存为无损的 PNG 或 WebP（像素要完全一样），或者找 .safetensors 或 .pt 的 Embedding。",
  },
  "weights/notAnUpscaler": {
    title: "{{file}} 不是可用的放大模型：{{found}}。",
    hint: "请选择 ESRGAN、Real-ESRGAN、SwinIR、DAT 或 SPAN 模型，或者用不需要文件的 Lanczos。",
  },
  "weights/badLora": {
    title: "LoRA 文件 {{file}} 有问题：张量「{{tensor}}」的形状或数值不对。",
    hint: "文件坏了或拼错了。请重新下载，或者不用它。",
  },
  "weights/notALora": {
    title: "{{file}} 不是 LoRA，也不是 LyCORIS 一类的文件。",
    hint: "看看它是什么文件，该放在哪里。",
  },
  "weights/loraWrongFamily": {
    title: "{{file}} 是给 {{family}} 用的，而这个底模是 {{checkpoint}}。",
    hint: "换一个同系列的底模，或者下载这个 LoRA 的对应版本。",
  },
  "weights/loraMatchesNothing": {
    title: "{{file}} 的 {{modules}} 个模块在这个底模里一个也对不上，不会有任何效果。",
    hint: "它是给别的模型做的。",
  },
  "weights/loraPartlyMatches": {
    title:
      "{{file}} 的 {{modules}} 个模块里有 {{unmatched}} 个在这个底模里找不到（例如「{{first}}」），其余的照常使用。",
    hint: "同系列的话不用处理，画面可能与作者的略有不同。",
  },
  "weights/loraWrongShape": {
    title: "{{file}} 的「{{tensor}}」是 {{actual}}，底模里是 {{expected}}，已跳过。",
    hint: "这个 LoRA 是给别的模型做的，或者坏了。请换成这个底模系列的版本。",
  },
  "weights/notAnEmbedding": { title: "{{file}} 不是 Embedding（文本反转）。", hint: "看看它是什么文件，该放在哪里。" },
  "weights/badEmbedding": { title: "{{file}} 里的向量没法用。", hint: "文件坏了，请重新下载原文件。" },
  "weights/embeddingOtherWidth": {
    title: "Embedding「{{name}}」宽 {{width}}，而这个底模要 {{expected}}：它的名字只当普通文字用。",
    hint: "它是给别的底模家族做的：768 是 SD 1.x，1024 是 2.x，2048 是 XL。请找对应的版本。",
  },
  "weights/notAHypernetwork": {
    title: "{{file}} 不是超网络。",
    hint: "超网络是 WebUI 的 .pt 文件。看看它是什么文件。",
  },
  "weights/badHypernetwork": { title: "{{file}} 描述的超网络不成立。", hint: "文件坏了，请重新下载原文件。" },
  "weights/unsupportedActivation": {
    title: "{{file}} 用了激活函数「{{activation}}」，没有超网络能用它运行。",
    hint: "WebUI 也运行不了它。请换一个超网络。",
  },
  "weights/hypernetworkOtherWidth": {
    title: "超网络「{{name}}」对这个底模不起作用：它是给宽度 {{widths}} 做的，底模是 {{expected}}。",
    hint: "它是给别的底模家族做的：768 是 SD 1.x，1024 是 2.x，2048 是 XL。",
  },
  "models/otherKind": {
    title: "{{file}} 放在 {{kind}} 的文件夹里，其实是 {{found}}。",
    hint: "把它移到对应种类的文件夹。",
  },
  "models/fixedPreview": { title: "{{file}} 是丹方自带的，预览图不能更换。", hint: "换一个你自己的模型。" },
  "models/badPreview": {
    title: "{{file}} 的预览图换不了：{{reason}}",
    hint: "换一张图片，可以是 PNG、JPEG 或 WebP。",
  },
  "models/previewExists": { title: "{{model}} 已经有预览图 {{file}} 了。", hint: "确定要换的话，请先确认。" },
  "models/foreignFolder": {
    title: "{{file}} 在别的软件的文件夹里：{{folder}}。",
    hint: "确定要在那里写入或删除图片的话，请先确认。",
  },
  "library/notFound": {
    title: ["没有叫「{{reference}}」的 {{kind}}。现有：{{nearest}}。", "没有叫「{{reference}}」的 {{kind}}。"],
    hint: [
      "可以写名字或哈希（命令行里也可以写路径）。找过的文件夹：{{folders}}。在设置里或用 --models DIR 添加别的文件夹。",
      "可以写名字或哈希（命令行里也可以写路径）。在设置里或用 --models DIR 添加模型文件夹。",
    ],
  },
  "library/noModels": {
    title: "还没有 {{kind}}。",
    hint: ["放一个到 {{folders}}，或用 --models DIR 指定已有模型的文件夹。", "用 --models DIR 指定已有模型的文件夹。"],
  },
  "weights/missingTensor": {
    title: "{{file}} 里没有张量「{{tensor}}」。",
    hint: "文件不完整，或者是别的种类：danfang inspect 能看里面是什么。它本该是底模的话，请重新下载。",
  },
  "weights/unexpectedShape": {
    title: "{{file}} 的张量「{{tensor}}」是 {{actual}}，而网络的其余部分要 {{expected}}。",
    hint: "文件坏了，或是融合时出了错。请下载原来的文件。",
  },
  "weights/unsupportedPrecision": {
    title: "{{file}} 的张量「{{tensor}}」存成了 {{dtype}}，没法运行。",
    hint: "请用 fp16、bf16 或 fp32 的版本。",
  },
  "weights/notACheckpoint": {
    title: "{{file}} 不是能用来画图的底模：{{found}}。",
    hint: "底模是最大的那个文件，一般 2 GB 以上。danfang inspect 会告诉你这个文件该放在哪里。",
  },
  "weights/notAVae": {
    title: "{{file}} 不是 VAE：{{found}}。",
    hint: "请选 VAE 文件夹里的文件，或用「自动」（--vae auto）。",
  },
  "weights/unsupportedFamily": {
    title: "{{file}} 属于 {{family}} 系列，暂时还画不了。",
    hint: "请用 Stable Diffusion 1.x、2.x 或 XL 的底模。",
  },
  "weights/badConfiguration": {
    title: "{{file}} 有问题：{{fault}}。",
    hint: "底模旁边的 .yaml 必须是作者发布的 LDM 配置。请改正；移走它就用该系列的默认配置。",
  },
  "weights/badHeads": {
    title: "{{file}}：「{{tensor}}」的宽度 {{width}} 不能被 {{heads}} 个注意力头整除。",
    hint: "把作者的 LDM 配置放在底模旁边，同名，后缀 .yaml。",
  },
};
