const fence = /^\s*(?:```|~~~)[\w-]*\s*$/;

/** What stands around a text, and the text. */
export interface Unwrapped {
  readonly text: string;
  /** Words outside of it. */
  readonly around: string;
}

/** A text out of its code fence, its quotation marks of mail and its list, as chats and notes show it. */
export function unwrap(text: string): Unwrapped {
  const { text: inside, around } = outOfFence(text);
  return { text: outOfMarks(outOfMarks(outOfMarks(inside, />/), />/), /[-*•·]/), around };
}

function outOfFence(text: string): Unwrapped {
  const trimmed = text.trim();
  if (!trimmed.includes("```") && !trimmed.includes("~~~")) return { text, around: "" };
  const lines = trimmed.split("\n");
  const first = lines.findIndex((line) => fence.test(line));
  if (first < 0) return { text: trimmed.replace(/^`{3}|`{3}$/g, ""), around: "" };
  const last = lines.findIndex((line, i) => i > first && fence.test(line));
  if (last < 0) return { text: lines.toSpliced(first, 1).join("\n"), around: "" };
  const around = [...lines.slice(0, first), ...lines.slice(last + 1)].filter((line) => !fence.test(line));
  return { text: lines.slice(first + 1, last).join("\n"), around: around.join("\n").trim() };
}

/** Without the mark that every line begins with; one line alone has none. */
function outOfMarks(text: string, mark: RegExp): string {
  const lines = text.split("\n");
  const said = lines.map((line) => line.trimStart()).filter((line) => line !== "");
  const isMarked = (line: string) => mark.test(line[0] ?? "") && (line[0] === ">" || /\s/.test(line[1] ?? " "));
  if (said.length < 2 || !said.every(isMarked)) return text;
  return lines.map((line) => line.trimStart().slice(1).trimStart()).join("\n");
}
