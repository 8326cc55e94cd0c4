/** What happens to a text on its way from one window to another. */
export interface Damage {
  readonly name: string;
  readonly does: (text: string) => string;
  /** Texts in which the damage leaves nothing to tell by. */
  readonly destroys?: (text: string) => boolean;
}

const escaped: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => escaped[character] ?? character);
/** Some text stands in another place than its last line, which is settings. */
const onLastLine = (does: (settings: string) => string) => (text: string) => {
  const lines = text.trimEnd().split("\n");
  return [...lines.slice(0, -1), does(lines.at(-1) ?? "")].join("\n");
};
const eachLine = (does: (line: string) => string) => (text: string) => text.split("\n").map(does).join("\n");
const endOf = (text: string) => text.trimEnd().split("\n").at(-1) ?? "";
const hasEntity = (text: string) => /&\w+;/.test(text);
const promptLines = (text: string) => text.trim().split("\n").slice(0, -1);
/** Fields that are parted by commas outside of quotation marks and brackets. */
const fieldsOf = (settings: string) =>
  settings
    .trim()
    .match(/(?:"(?:\\.|[^"\\])*"|\{[^}]*\}|\[.*\]|[^,"{[])+/g)
    ?.map((field) => field.trim()) ?? [];
const isPlain = (settings: string) => !/["{[\\]/.test(settings);

/** Damages that leave all of a recipe readable. */
export const damages: readonly Damage[] = [
  { name: "line ends of Windows", does: (text) => text.replaceAll("\n", "\r\n") },
  { name: "line ends of an old Mac", does: (text) => text.replaceAll("\n", "\r") },
  { name: "line separators of Unicode", does: (text) => text.replaceAll("\n", "\u2028") },
  { name: "spaces before every line", does: eachLine((line) => `    ${line}`) },
  { name: "tabs before every line", does: eachLine((line) => `\t\t${line}`) },
  {
    name: "quoted as in mail",
    does: eachLine((line) => `> ${line}`),
    destroys: (text) => text.trim().split("\n").length < 2,
  },
  { name: "in a code fence", does: (text) => `\`\`\`\n${text}\n\`\`\`` },
  {
    name: "in a code fence with a name and words around",
    does: (text) => `Look at this:\n\`\`\`text\n${text}\n\`\`\`\nNice, isn't it?`,
  },
  { name: "escaped for HTML", does: escapeHtml, destroys: hasEntity },
  { name: "escaped twice", does: (text) => escapeHtml(escapeHtml(text)), destroys: hasEntity },
  { name: "spaces that do not break", does: (text) => text.replaceAll(": ", ":\u00a0").replaceAll(", ", ",\u00a0") },
  { name: "characters of no width", does: (text) => `\ufeff${text.replaceAll(", ", ", \u200b")}` },
  { name: "a comma and spaces at the end", does: (text) => `${text.trimEnd()},  \n\n` },
  {
    name: "time and memory behind",
    does: (text) => `${text.trimEnd()}\nTime taken: 12.3 sec.\n\nA: 4.41 GB, R: 5.16 GB, Sys: 6.9/8 GB (86.4%)`,
  },
  {
    name: "time and memory in one line with it",
    does: (text) =>
      `${text.trimEnd()} Time taken: 1 min. 2.5 sec. Torch active/reserved: 2510/2532 MiB, Sys VRAM: 4033/6144 MiB (65.64%)`,
  },
  { name: "words behind", does: (text) => `${text.trimEnd()}\n\nHope you like it!` },
  {
    name: "an introduction",
    does: (text) => `Here is my prompt:\n${text}`,
    destroys: (text) => promptLines(text).length === 0,
  },
  {
    name: "keys in lower case",
    does: onLastLine((line) =>
      fieldsOf(line)
        .map((field) => field.replace(/^[^:]*:/, (key) => (plainKeys.has(key) ? key.toLowerCase() : key)))
        .join(", "),
    ),
  },
  {
    name: "fields in reverse order",
    does: onLastLine((line) => fieldsOf(line).toReversed().join(", ")),
    destroys: (text) => hasTwice(endOf(text)) || !/^\s*(Steps|Model)/.test(endOf(text)),
  },
  { name: "a line for every field", does: onLastLine((line) => fieldsOf(line).join("\n")) },
  {
    name: "a list of fields",
    does: onLastLine((line) =>
      fieldsOf(line)
        .map((field) => `- ${field}`)
        .join("\n"),
    ),
  },
  {
    name: "settings in three lines",
    does: onLastLine((line) => {
      const all = fieldsOf(line);
      return [all.slice(0, 2), all.slice(2, 5), all.slice(5)]
        .filter((part) => part.length > 0)
        .map((part) => part.join(", "))
        .join(",\n");
    }),
  },
  {
    name: "full-width punctuation in the settings",
    does: onLastLine((line) => line.replaceAll(": ", "：").replaceAll(", ", "，")),
    destroys: (text) => !isPlain(endOf(text)) || /[()]/.test(endOf(text)),
  },
  {
    name: "bent quotation marks in the settings",
    does: onLastLine((line) => line.replaceAll('"', "”")),
    destroys: (text) => endOf(text).includes("\\"),
  },
  {
    name: "no line breaks at all",
    does: (text) => text.trim().replace(/\n+/g, " "),
    destroys: (text) =>
      promptLines(text).length > 2 ||
      promptLines(text).some(
        (line, i) => (i > 0 || /Negative prompt:/.test(line)) && !/^Negative prompt: \S/.test(line),
      ) ||
      /Negative prompt:[\s\S]*Negative prompt:/.test(text),
  },
  { name: "the break before the settings lost", does: (text) => text.trim().replace(/\n(?=[^\n]*$)/, " ") },
  {
    name: "line breaks as a program writes them",
    does: (text) => text.trim().replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n"),
    destroys: (text) => text.includes("\\") || text.includes('"') || !text.trim().includes("\n"),
  },
];

const plainKeys = new Set([
  "Steps:",
  "Sampler:",
  "CFG scale:",
  "Seed:",
  "Size:",
  "Model hash:",
  "Model:",
  "Clip skip:",
  "Denoising strength:",
]);
const hasTwice = (settings: string) => {
  const keys = fieldsOf(settings).map((field) => field.split(":")[0]);
  return new Set(keys).size < keys.length;
};
