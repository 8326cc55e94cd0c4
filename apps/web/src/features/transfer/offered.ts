/** What a clipboard or a drop holds, as plain data: read while its event lasts. */
export interface Offered {
  readonly files: readonly File[];
  /** Names of folders; a browser does not tell where they lie. */
  readonly folders: readonly string[];
  readonly text: string;
}

/** What a clipboard or a drop holds. */
export function readOffered(data: DataTransfer): Offered {
  const folders = new Set(
    [...data.items].flatMap((item) => {
      const entry = item.kind === "file" ? item.webkitGetAsEntry() : null;
      return entry?.isDirectory ? [entry.name] : [];
    }),
  );
  const files = [...data.files].filter(({ name }) => !folders.has(name));
  const html = data.getData("text/html");
  const text = dataInHtml(html) ?? (data.getData("text/plain") || data.getData("text/uri-list") || wordsOfHtml(html));
  return { files, folders: [...folders], text };
}

const pageOf = (html: string): HTMLElement => new DOMParser().parseFromString(html, "text/html").body;

/** What breaks a line; the words of a page stand in no more than these. */
const breaks = "br, p, div, li, pre, tr, h1, h2, h3, h4, dt, dd";

/** The words of a page's piece, its lines as they were; nothing in it runs or is fetched. */
function wordsOfHtml(html: string): string {
  const page = pageOf(html);
  for (const block of page.querySelectorAll(breaks)) block.append("\n");
  for (const line of page.querySelectorAll("br")) line.replaceWith("\n");
  return (page.textContent ?? "").replace(/\n[ \t]*(?:\n[ \t]*)+/g, "\n").trim();
}

/** Civitai copies its data beside the words that people read. Source: civitai `src/utils/metadata`. */
function dataInHtml(html: string): string | undefined {
  if (!html.includes("data-civitai-metadata")) return undefined;
  const data = pageOf(html).querySelector("[data-civitai-metadata]")?.getAttribute("data-civitai-metadata");
  try {
    return data ? decodeURIComponent(data) : undefined;
  } catch {
    return undefined; // not written by Civitai after all
  }
}

/**
 * Whether a paste into a text field is the field's own: words are, also where a picture of them comes along, as office
 * programs do it. A file's name that comes along with the file is no words.
 */
export const isFieldsOwn = ({
  files,
  text,
}: Pick<Offered, "text"> & { readonly files: readonly { readonly name: string }[] }): boolean =>
  files.length === 0 || (text.trim() !== "" && !files.some(({ name }) => text.trim().endsWith(name)));
