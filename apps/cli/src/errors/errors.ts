import { defineErrors, type Reason } from "@danfang/domain/plain";
import type { Expected } from "../catalogue/expected.ts";
import { didYouMean, expectation } from "./expectation.ts";

/** Problems of the command line itself. */
export const cliErrors = defineErrors("cli", {
  unknownCommand: (d: { name: string; nearest: string | undefined }) => ({
    en: {
      message: `There is no command "${d.name}".`,
      hint: didYouMean.en(d.nearest && `"danfang ${d.nearest}"`, "`danfang --help` lists the commands."),
    },
    zh: {
      message: `没有「${d.name}」这个命令。`,
      hint: didYouMean.zh(d.nearest && `danfang ${d.nearest}`, "danfang --help 列出全部命令。"),
    },
  }),
  plannedCommand: (d: { name: string }) => ({
    en: {
      message: `"danfang ${d.name}" is not in this version yet.`,
      hint: "It comes with a later version; `danfang --help` lists what works today.",
    },
    zh: {
      message: `这个版本还没有 danfang ${d.name}。`,
      hint: "它会随以后的版本到来；danfang --help 列出现在能用的命令。",
    },
  }),
  unknownOption: (d: { option: string; command: string; nearest: string | undefined }) => ({
    en: {
      message: `"danfang ${d.command}" has no option ${d.option}.`,
      hint: didYouMean.en(d.nearest, `\`danfang ${d.command} --help\` lists its options.`),
    },
    zh: {
      message: `danfang ${d.command} 没有 ${d.option} 这个选项。`,
      hint: didYouMean.zh(d.nearest, `danfang ${d.command} --help 列出它的选项。`),
    },
  }),
  missingValue: (d: { option: string; value: string }) => ({
    en: {
      message: `${d.option} needs a value.`,
      hint: `Write ${d.option} ${d.value}.`,
    },
    zh: { message: `${d.option} 缺少值。`, hint: `请写成 ${d.option} ${d.value}。` },
  }),
  unexpectedValue: (d: { option: string; value: string }) => ({
    en: {
      message: `${d.option} takes no value, but was given "${d.value}".`,
      hint: `Write ${d.option} alone.`,
    },
    zh: {
      message: `${d.option} 不带值，却写了「${d.value}」。`,
      hint: `只写 ${d.option} 即可。`,
    },
  }),
  unexpectedArgument: (d: { argument: string; command: string }) => ({
    en: {
      message: `"danfang ${d.command}" does not know what to do with "${d.argument}".`,
      hint: `Put quotation marks around a text with spaces, and an option's name before it: --prompt "${d.argument}".`,
    },
    zh: {
      message: `danfang ${d.command} 不知道「${d.argument}」是做什么的。`,
      hint: `含空格的文字要加引号，并在前面写明选项：--prompt "${d.argument}"。`,
    },
  }),
  notText: (_: Record<string, never>) => ({
    en: {
      message: "The input is not text in UTF-8, UTF-16 or GB18030.",
      hint: "Save it as UTF-8, or set the terminal to UTF-8 (on Windows: chcp 65001).",
    },
    zh: {
      message: "输入的不是 UTF-8、UTF-16 或 GB18030 编码的文本。",
      hint: "请另存为 UTF-8，或者把终端设成 UTF-8（Windows 上：chcp 65001）。",
    },
  }),
  missingOption: (d: { option: string; command: string; value: string }) => ({
    en: {
      message: `"danfang ${d.command}" needs ${d.option}.`,
      hint: `Write danfang ${d.command} ${d.option} ${d.value}.`,
    },
    zh: {
      message: `danfang ${d.command} 需要 ${d.option}。`,
      hint: `请写成 danfang ${d.command} ${d.option} ${d.value}。`,
    },
  }),
  missingOperand: (d: { command: string; operand: string }) => ({
    en: {
      message: `"danfang ${d.command}" needs ${d.operand}.`,
      hint: `\`danfang ${d.command} --help\` has examples.`,
    },
    zh: {
      message: `danfang ${d.command} 需要 ${d.operand}。`,
      hint: `danfang ${d.command} --help 有例子。`,
    },
  }),
  conflictingOptions: (d: { options: string; reason: Reason }) => ({
    en: {
      message: `${d.options} cannot be combined: ${d.reason.en}.`,
      hint: "Use one of them.",
    },
    zh: { message: `${d.options} 不能一起用：${d.reason.zh}。`, hint: "请只用其中一个。" },
  }),
  badValue: (d: { option: string; value: string; expected: Expected }) => ({
    en: {
      message: `${d.option} must be ${expectation.en(d.expected)}; it is "${d.value}".`,
      hint:
        d.expected.kind === "multiple"
          ? `The nearest is ${d.option} ${d.expected.nearest}.`
          : `Give ${d.option} another value, or leave it out.`,
    },
    zh: {
      message: `${d.option} ${expectation.zh(d.expected)}，现在是「${d.value}」。`,
      hint:
        d.expected.kind === "multiple"
          ? `最接近的是 ${d.option} ${d.expected.nearest}。`
          : `请给 ${d.option} 换一个值，或去掉它。`,
    },
  }),
  unknownFormat: (d: { option: string; path: string; suffix: string; formats: string }) => ({
    en: {
      message: `${d.path} cannot be written: "${d.suffix}" is not a format for ${d.option}.`,
      hint: `End the file's name in ${d.formats}; a name without suffix, or with / at its end, is a folder.`,
    },
    zh: {
      message: `无法写入 ${d.path}：${d.option} 不支持「${d.suffix}」格式。`,
      hint: `文件名请以 ${d.formats} 结尾；没有后缀或以 / 结尾的名字会当作文件夹。`,
    },
  }),
  noPictures: (d: { folder: string; count: number; most: number }) => ({
    en:
      d.count === 0
        ? { message: `${d.folder} has no pictures inside.`, hint: "Name a folder with PNG, JPEG, WebP or TIFF files." }
        : { message: `${d.folder} has ${d.count} pictures inside.`, hint: `Name a folder with at most ${d.most}.` },
    zh:
      d.count === 0
        ? { message: `${d.folder} 里没有图片。`, hint: "请换一个有 PNG、JPEG、WebP 或 TIFF 文件的文件夹。" }
        : { message: `${d.folder} 里有 ${d.count} 张图片。`, hint: `请换一个不超过 ${d.most} 张的文件夹。` },
  }),
  badJsonLine: (d: { line: number }) => ({
    en: {
      message: `Line ${d.line} of the input is not a JSON string.`,
      hint: 'With --jsonl every line is one JSON string: "a red fox".',
    },
    zh: {
      message: `输入的第 ${d.line} 行不是 JSON 字符串。`,
      hint: '使用 --jsonl 时，每行是一个 JSON 字符串："a red fox"。',
    },
  }),
  readableByOthers: (d: { file: string }) => ({
    en: {
      message: `Other users of this machine can read ${d.file}, and with it the passwords.`,
      hint: `chmod 600 ${d.file} keeps it to yourself.`,
    },
    zh: {
      message: `这台机器上的其他用户也能读 ${d.file}，看到里面的密码。`,
      hint: `运行 chmod 600 ${d.file}，就只有你自己能读。`,
    },
  }),
  resultsLost: (d: { reason: Reason }) => ({
    en: {
      message: `The results could not be written to where they were sent: ${d.reason.en}.`,
      hint: "Make room there, or send them to another place. Pictures that were painted are where --out says.",
    },
    zh: {
      message: `结果没能写到指定的去处：${d.reason.zh}。`,
      hint: "请在那里腾出空间，或把结果写到别处。已经画好的图在 --out 指定的位置。",
    },
  }),
  unwritable: (d: { path: string; reason: Reason }) => ({
    en: {
      message: `${d.path} cannot be written: ${d.reason.en}.`,
      hint: "Choose another place with --out, or check that you may write there and that the drive has room.",
    },
    zh: {
      message: `无法写入 ${d.path}：${d.reason.zh}。`,
      hint: "请用 --out 换一个位置，或检查是否有写入权限、磁盘是否有空间。",
    },
  }),
});
