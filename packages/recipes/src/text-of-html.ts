import { decodeEntities } from "./restoring/entities.ts";

/** Civitai copies its data as JSON in this attribute, beside words that people read. Source: civitai `src/utils/metadata`. */
const civitaiAttribute = 'data-civitai-metadata="';
/** Elements that begin and end lines. */
const blocks = new Set(
  "address article blockquote br div dd dl dt h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul".split(" "),
);
/** Elements whose inside nobody reads. */
const unread = new Set(["head", "script", "style", "template", "title"]);

/**
 * The text of a piece of HTML as the clipboard carries it, its line breaks where the page had them; of Civitai's, the data
 * itself. Nothing of it is run or loaded. Linear and total: what is no HTML comes back as it is.
 */
export function textOfHtml(html: string): string {
  const start = html.indexOf(civitaiAttribute);
  const end = start < 0 ? -1 : html.indexOf('"', start + civitaiAttribute.length);
  const data = end < 0 ? undefined : uriDecoded(html.slice(start + civitaiAttribute.length, end));
  return data ?? wordsOf(html);
}

function uriDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // not written by Civitai after all
  }
}

function wordsOf(html: string): string {
  const parts: string[] = [];
  let preformatted = 0;
  let isFresh = true; // nothing was said since a line began
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf("<", at);
    const words = html.slice(at, open < 0 ? html.length : open);
    parts.push(preformatted > 0 ? words : words.replace(/\s+/g, " "));
    if (words.trim() !== "") isFresh = false;
    if (open < 0) break;
    if (!/[a-z!?/]/i.test(html[open + 1] ?? "")) {
      parts.push("<"); // a sign, no tag
      at = open + 1;
      continue;
    }
    const isComment = html.startsWith("<!--", open);
    const close = html.indexOf(isComment ? "-->" : ">", open);
    if (close < 0) break;
    const [, slash = "", name = ""] = /^<(\/?)([a-z][a-z\d]{0,20})/i.exec(html.slice(open, open + 24)) ?? [];
    const tag = name.toLowerCase();
    at = close + (isComment ? 3 : 1);
    if (slash === "" && unread.has(tag)) at = endOf(html, tag, at);
    else if (tag === "td" || tag === "th") parts.push(" ");
    else if (tag === "br" || (blocks.has(tag) && !isFresh)) {
      parts.push("\n");
      isFresh = true;
    }
    if (tag === "pre" || tag === "textarea") preformatted = Math.max(0, preformatted + (slash === "" ? 1 : -1));
  }
  const lines = decodeEntities(parts.join("")).split("\n");
  return lines
    .map((line) => line.trim())
    .filter((line, i, all) => line !== "" || (all[i - 1] ?? "") !== "")
    .join("\n")
    .trim();
}

function endOf(html: string, tag: string, from: number): number {
  const end = html.indexOf(`</${tag}`, from);
  const close = end < 0 ? -1 : html.indexOf(">", end);
  return close < 0 ? html.length : close + 1;
}
