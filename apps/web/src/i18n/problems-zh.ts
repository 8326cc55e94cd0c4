import type { ProblemWords } from "./words.ts";

const freeMemory = "关掉其他程序，或者把尺寸调小一些，再试一次。";

/** Problems by code, in Chinese. What is not here is shown as the studio tells it, in English. */
export const problemsZh: Readonly<Record<string, ProblemWords>> = {
  "database/setAside": {
    title: "数据库 {{file}} 损坏了（{{reason}}）。已另存为 {{keptAs}}，并新建了一个。",
    hint: "图片都是文件，没有丢，画廊会重新读入它们。旧数据库里排队的任务找不回来了。",
  },
  "settings/setAside": {
    title: "读不懂 {{file}} 里的设置，已另存为 {{keptAs}}。",
    hint: "读不懂的项目恢复了默认值。原来选了什么，可以打开保留的文件查看。",
  },
  "settings/fromNowhere": { title: "读不了 {{file}} 里的设置：{{reason}}", hint: "请让这个文件可以读取。" },
  "settings/bad": { title: "这些设置不对：{{issues}}。", hint: "什么也没有改动。改正后再保存。" },
  "queue/notFound": { title: "没有任务 {{id}}。", hint: "可能已经从列表清除，它画的图在画廊里。" },
  "queue/notRetryable": { title: "这个任务不能重试：只有失败或已停止的可以。", hint: "用它的参数再提交一次。" },
  "queue/notQueued": { title: "这个任务已经不在排队，不能移动。", hint: "请选一个还在排队的任务。" },
  "queue/triedTooOften": {
    title: "这个任务开始了 {{attempts}} 次，都没有画成：{{reason}}",
    hint: "把尺寸调小，或换一个模型，再重试。",
  },
  "queue/engineHung": {
    title: "引擎 {{seconds}} 秒没有回应，已被停止。",
    hint: "它会重新启动。如果总是这样，试试更小的尺寸、别的运行设备或更少的线程。",
  },
  "outputs/unwritable": { title: "写不了 {{path}}：{{reason}}", hint: "让文件夹可以写入，并腾出一些空间，再重试。" },
  "models/notFound": { title: "没有模型 {{id}}。", hint: "可能被移走或删掉了，请刷新模型列表。" },
  "weights/notAnUpscaler": {
    title: "{{file}} 不是可用的放大模型：{{found}}。",
    hint: "请选择 ESRGAN 一类的模型（ESRGAN、Real-ESRGAN 及其衍生），或者用不需要文件的 Lanczos。",
  },
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
  "engine/scatteredTensor": {
    title: "{{file}} 里的张量「{{tensor}}」不是连续存放的，不能直接使用。",
    hint: "用原来的程序把模型另存为 .safetensors。",
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
  "formats/badStorage": { title: "{{file}} 里的数据与说明不符：{{reason}}。", hint: "文件坏了，请从原处重新下载。" },
  "models/otherKind": {
    title: "{{file}} 放在 {{kind}} 的文件夹里，其实是 {{found}}。",
    hint: "把它移到对应种类的文件夹。",
  },
  "gallery/notFound": { title: "没有图片 {{id}}。", hint: "可能已被彻底删除。" },
  "gallery/notInBin": { title: "图片 {{id}} 不在回收站里。", hint: "先移到回收站，才能彻底删除。" },
  "gallery/noFolder": {
    title: "{{folder}} 不是一个可以读取的文件夹。",
    hint: "请填写运行丹方的那台电脑上的完整路径。",
  },
  "inputs/notFound": { title: "找不到起始图片 {{image}}。", hint: "图片放得太久已被清理，请重新选择。" },
  "inputs/badPicture": {
    title: "这不是能读取的图片：{{reason}}",
    hint: "请用 PNG、JPEG 或 WebP，边长不超过 16384 像素。",
  },
  "models/fixedPreview": { title: "{{file}} 是丹方自带的，封面不能更换。", hint: "换一个你自己的模型。" },
  "models/badPreview": { title: "{{file}} 不能当模型封面：{{reason}}", hint: "换一张图片。" },
  "workbench/networkMissing": {
    title: "没有叫「{{name}}」的 {{kind}}，这次画图没有用上它。",
    hint: "把文件放进对应的文件夹，或者从提示词里去掉它。",
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
    hint: "也可以在 VAE 那里换一个合适的。",
  },
  "workbench/styleMissing": {
    title: "没有叫「{{name}}」的风格，这次没有用上。",
    hint: "可能已经改名或删除，请重新选择。",
  },
  "workbench/tooLarge": {
    title: "放大后会有 {{width}} × {{height}} 像素，太大了。",
    hint: "每边不超过 {{mostSide}}，总共不超过 {{mostMegapixels}} 百万像素。",
  },
  "workbench/badPicture": {
    title: "{{file}} 不是能打开的图片：{{reason}}",
    hint: "请用 PNG、JPEG 或 WebP，每边不超过 16384 像素。",
  },
  "styles/notFound": { title: "没有叫「{{name}}」的风格。", hint: "可能已经改名或删除，请刷新列表。" },
  "styles/exists": { title: "已经有叫「{{name}}」的风格了。", hint: "换个名字，或者直接修改原来的那个。" },
  "styles/badName": { title: "「{{name}}」不能当风格的名字。", hint: "名字只能是一行，不能为空，也不能以 # 开头。" },
  "styles/notOurs": {
    title: "风格「{{name}}」属于 {{file}}，这里只能读取。",
    hint: "要删除请到那边删；要改就另存一份，自己的同名风格优先。",
  },
  "engine/outOfMemory": { title: "内存不够。", hint: freeMemory },
  "engine/loadFailed": {
    title: "{{graph}} 载入失败：{{reason}}",
    hint: "文件损坏的话请重新下载；选了别的运行设备的话，在「设置」里改成 CPU 试试。",
  },
  "engine/runFailed": { title: "{{graph}} 中途出错：{{reason}}", hint: "换个尺寸，或在「设置」里改用 CPU。" },
  "engine/crashed": { title: "引擎进程意外结束（{{signal}}）。", hint: `多半是内存用完了。${freeMemory}` },
  "engine/notANumber": {
    title: "{{file}} 算出了无效的数值，画不出图。",
    hint: "调低 CFG，换一个 VAE，或者重新下载这个模型。",
  },
  "engine/noVae": {
    title: "{{file}} 没有自带 VAE，潜空间变不成图片。",
    hint: "在左上角选一个 VAE，模型页面通常会推荐。",
  },
  "engine/badSize": { title: "画不了 {{width}} × {{height}}：宽和高必须是 8 的倍数。", hint: "换成最接近的倍数。" },
  "engine/tooLarge": {
    title: "画不了 {{width}} × {{height}}：一边最多 {{largest}} 像素。",
    hint: "请换小一点的尺寸，或调小高分辨率修复的倍数。",
  },
  "engine/maskSize": {
    title: "蒙版是 {{width}} × {{height}} 像素，而它对应的图片是 {{pictureWidth}} × {{pictureHeight}}。",
    hint: "请直接在图片上画蒙版，或把蒙版缩放到图片的尺寸。",
  },
  "engine/maskWithHires": {
    title: "用蒙版重绘的图不能再做高分辨率修复。",
    hint: "关掉高分辨率修复；想把局部画得更细，请选「仅蒙版区域」。",
  },
  "engine/unknownBackend": { title: "这台机器上没有 {{backend}}。", hint: "可以用：{{available}}。" },
  "engine/unknownSampler": { title: "没有叫「{{name}}」的采样方法。", hint: "相近的有：{{nearest}}。" },
  "engine/unknownSchedule": { title: "没有叫「{{name}}」的调度类型。", hint: "相近的有：{{nearest}}。" },
  "engine/tooFewSteps": { title: "{{sampler}} 画不了 {{steps}} 步。", hint: "请用 {{least}} 步或更多。" },
  "grid/unknownAxis": { title: "没有叫「{{axis}}」的轴。", hint: "相近的有：{{nearest}}。" },
  "grid/unavailableAxis": { title: "「{{axis}}」这一轴在这里用不了。", hint: "请换一个轴。" },
  "grid/withoutEffect": {
    title: "「{{axis}}」这一轴不会有任何作用：参数里没有它要改的部分。",
    hint: "先打开对应的功能（起始图片、高分辨率修复或精修模型），或换一个轴。",
  },
  "grid/noValues": { title: "「{{axis}}」这一轴没有取值。", hint: "取值之间用英文逗号隔开，如 5, 7, 9。" },
  "grid/badValue": { title: "「{{value}}」不能用作「{{axis}}」的取值。", hint: "可以是：{{allowed}}。" },
  "grid/unknownName": {
    title: "「{{axis}}」这一轴上的「{{value}}」，这里没有叫这个名字的。",
    hint: "相近的有：{{nearest}}。",
  },
  "grid/notInPrompt": {
    title: "提示词里找不到「{{axis}}」这一轴要找的「{{value}}」。",
    hint: "要与提示词里的写法一字不差。",
  },
  "grid/tooManyCells": { title: "这张对比图会有 {{cells}} 格，最多只画 {{most}} 格。", hint: "减少各轴的取值。" },
  "grid/tooLarge": {
    title: "这张对比图会有 {{width}} × {{height}} 像素；边长最多 {{mostSide}}，总数最多 {{mostMegapixels}} 百万像素。",
    hint: "减少各轴的取值，或把单张的尺寸调小。",
  },
  "grid/cellFailed": { title: "「{{cell}}」这一格没有画成，留空：{{reason}}", hint: "其余各格继续。" },
  "grid/nothingPainted": { title: "对比图里一格也没有画成。", hint: "单独画其中一格，看看原因。" },
  "grid/legendNumbered": {
    title: "这台机器的字体里没有这些字：{{characters}}；含有它们的标注改为编号。",
    hint: "装一个有这些字的字体（Debian：fonts-noto-cjk）。各轴的取值都写在图片的生成信息里。",
  },
  "grid/legendMissing": {
    title: "这台机器上没有字体，对比图不写标注。",
    hint: "装一个字体（Debian：fonts-noto-cjk）。各轴的取值都写在图片的生成信息里。",
  },
  "server/notFound": { title: "这里没有 {{what}}。", hint: "可能已经移除。" },
  "server/badRequest": { title: "提交的内容不符合要求。", hint: "检查各项参数是否在允许的范围内。" },
  "server/tooLarge": { title: "内容太大，无法提交。", hint: "换一张小一些的图片。" },
  "server/unauthorised": { title: "用户名或密码不对。", hint: "请用启动工作台时设定的用户名和密码。" },
};
