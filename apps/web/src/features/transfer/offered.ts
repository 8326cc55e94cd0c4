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
  const text = data.getData("text/plain") || data.getData("text/uri-list") || (html && wordsOfHtml(html));
  return { files, folders: [...folders], text };
}

/** The words of a page's piece; nothing in it runs or is fetched. */
const wordsOfHtml = (html: string): string =>
  new DOMParser().parseFromString(html, "text/html").body.textContent?.trim() ?? "";

/**
 * Whether a paste into a text field is the field's own: words are, also where a picture of them comes along, as office
 * programs do it. A file's name that comes along with the file is no words.
 */
export const isFieldsOwn = ({
  files,
  text,
}: Pick<Offered, "text"> & { readonly files: readonly { readonly name: string }[] }): boolean =>
  files.length === 0 || (text.trim() !== "" && !files.some(({ name }) => text.trim().endsWith(name)));
