/** What reads or writes a file past the primitives of `packages/formats/src/files`. */
const direct =
  /^(readFile|writeFile|appendFile|copyFile|cp|rename|truncate)(Sync)?$|^createWriteStream$|^promises$|^default$|^\*/;

/** Names that a module takes from `node:fs` and that touch whole files; `*` for all of them at once. */
export function directFileAccess(code: string): string[] {
  const imports = code.matchAll(
    /\b(?:import|export)\s+([^;"']*?)\s*\bfrom\s*["'](?:node:)?fs(?:\/promises)?["']|\b(?:import|require)\(\s*["'](?:node:)?fs(?:\/promises)?["']/g,
  );
  return [...imports].flatMap(([, clause = "*"]) => namesIn(clause)).filter((name) => direct.test(name));
}

function namesIn(clause: string): string[] {
  const braces = /\{([^}]*)\}/.exec(clause);
  const listed = (braces?.[1] ?? "").split(",").map((name) => name.trim().replace(/^type .*/, ""));
  const rest = clause.replace(/\{[^}]*\}/, "").trim();
  const whole =
    rest === "" || rest === "," ? [] : [rest.startsWith("*") ? "*" : rest.startsWith("type") ? "" : "default"];
  return [...listed.map((name) => name.split(/\s+as\s+/)[0] ?? ""), ...whole].filter((name) => name !== "");
}

/** Folders that are taken for empty ones where they cannot be read, by how they are written. */
export const foldersPassedOver = (code: string): string[] =>
  [
    ...code.matchAll(
      /\b(?:readdir|opendir|scandir)\w*\([^;]*?\)\.(?:catch\(|then\([^;]*?,\s*)(?:async )?\(\w*\) => (?:\[\]|undefined)/g,
    ),
  ].map(([text]) => text);

/** Decoders that put U+FFFD in the place of what they cannot read, by how they are written. */
export const lenientDecoding = (code: string): string[] =>
  [
    ...code.matchAll(
      /new TextDecoder\((?![^)]*fatal: true)[^)]*\)|new TextDecoderStream\((?![^)]*fatal: true)[^)]*\)|\.toString\("utf-?8"[^)]*\)|,\s*"utf-?8"\)/g,
    ),
  ].map(([text]) => text);
