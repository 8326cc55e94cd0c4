import type { helpEn } from "../en/help.ts";
import type { Words } from "../en/words.ts";

export const helpZh: Words<typeof helpEn> = {
  help: {
    title: "帮助",
    intro: "提示词 + 模型 + 参数决定一张图，再加一点运气（抽卡）。模型有五种：",
    where: "文件放哪里",
    files: "文件长什么样",
    use: "怎么用",
    look: "在模型页上看什么",
    without: "不用",
    with: "使用",
    tryIt: "用入门模型试试",
    sliderLabel: "使用{{kind}}前后",
    sameTitle: "同样的咒语，画出来货不对版？",
    sameBody:
      "多半不是咒语或软件的错，是模型不同。大模型只认识喂给它的图，同一句咒语在三个大模型下就是三个世界。在画廊里选两张图对比，配方中不同的地方会加粗。",
    homeworkTitle: "抄作业",
    homeworkBody:
      "在 C 站点「Copy Generation Data」，回到这里按 Ctrl+V：所有参数一次填好，缺什么模型会写在提示条上。图片也行，直接拖进来。",
    checkpoint: {
      title: "大模型（Checkpoint）",
      aka: "也叫底模、主模型",
      what: "最大的那个文件，程序会画什么全在里面，没有它什么也画不了。名字来自游戏的「存档点」。",
      files:
        ".safetensors 或 .ckpt，2～7 GB。两种都有时选 .safetensors：里面没有任何能运行的东西。（它既没有压缩也没有加密，安全不是因为这个。）",
      use: "在左上角选择。作者的页面会写适合它的参数。",
      look: "基础模型（支持 SD 1.x、2.x、XL），推荐的 VAE、采样方法、CFG、Clip 跳过层，以及带生成数据的例图。",
    },
    vae: {
      title: "VAE",
      aka: "常被叫作「滤镜」",
      what: "先把图片压缩成小小的潜空间，在那里作画，最后再解压还原。多数大模型自带；缺了或不好，图片就发灰、像没洗干净。",
      files: ".safetensors、.pt 或 .ckpt，300～800 MB。",
      use: "在大模型旁边选择。「自动」会用大模型自带的那个。",
      look: "大模型的页面会推荐一个，常见的有 kl-f8-anime2、vae-ft-mse-840000。",
    },
    lora: {
      title: "LoRA",
      aka: "固定人物、画风或物件",
      what: "给大模型补一课的小文件：一个角色、一套衣服、一种笔触。可以同时用好几个。",
      files: ".safetensors，10～200 MB。",
      use: "在提示词里写 <lora:名字:0.8>，数字是强度。通常还要写上触发词。",
      look: "基础模型（要和大模型同系列）、触发词、推荐强度。",
    },
    hypernetwork: {
      title: "超网络（Hypernetwork）",
      aka: "脑中之脑",
      what: "较早的一种补充：用一个小网络改变提示词对画面的作用，多用于画风。",
      files: ".pt，20～500 MB。",
      use: "在提示词里写 <hypernet:名字:1>。",
      look: "多见于较早的页面，现在大多被 LoRA 取代。",
    },
    embedding: {
      title: "Embedding",
      aka: "文本反转（Textual Inversion）",
      what: "从图片里学来的一个新词。相似的事物有相似的向量，它就是某种画风或事物的向量。用在反向提示词里的，收集的是「画坏了」的样子。",
      files: ".pt 或 .safetensors，10～100 KB。",
      use: "把名字写进提示词或反向提示词，例如 EasyNegative。",
      look: "基础模型，以及该写进正向还是反向提示词。",
    },
  },
};
