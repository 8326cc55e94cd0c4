/**
 * A line (or several) of comma-separated values as items: spaces around them are cut off, quotes keep commas inside and
 * are doubled to stand for themselves. Empty lines give nothing.
 *
 * Total. Source: Python's `csv.reader` with `skipinitialspace`, as AUTOMATIC1111's X/Y/Z plot reads its values.
 */
export function parseCsv(text: string): string[] {
  const items: string[] = [];
  let item = "";
  let state: "line" | "start" | "plain" | "quoted" | "quote" = "line";
  const end = () => {
    items.push(item.trim());
    item = "";
  };
  for (const char of text.replace(/\r\n?/g, "\n")) {
    if (state === "quoted") {
      if (char === '"') state = "quote";
      else item += char;
    } else if (char === "\n") {
      if (state !== "line") end();
      state = "line";
    } else if (char === ",") {
      end();
      state = "start";
    } else if (state === "quote") {
      item += char;
      state = char === '"' ? "quoted" : "plain";
    } else if (state === "plain") item += char;
    else if (char === '"') state = "quoted";
    else if (char === " ") state = "start";
    else {
      item += char;
      state = "plain";
    }
  }
  if (state !== "line") end();
  return items;
}

/** Items as one line that {@link parseCsv} reads back. Source: Python's `csv.writer`. */
export const printCsv = (items: readonly string[]): string =>
  items.map((item) => (/[",\r\n]/.test(item) ? `"${item.replaceAll('"', '""')}"` : item)).join(",");
