/**
 * The shape of the house, from the ground up. An import goes to a lower row, never sideways or up.
 *
 * domain: nouns · formats, prompt: raw · words: what fields are called · weights: meaning · engine, library, recipes,
 * hubs: abilities, each useful alone · workbench: use cases, which keep nothing · studio: what is kept, and jobs worked off ·
 * server, cli: skins. The page gets everything else over HTTP.
 */
const rows: readonly (readonly string[])[] = [
  ["domain"],
  ["formats", "prompt", "words"],
  ["weights"],
  ["engine", "library", "recipes", "hubs"],
  ["workbench"],
  ["studio"],
  ["server", "cli"],
];
const page = "web";
const pageMayImport: readonly string[] = ["domain", "prompt", "words"];

const rowOf = (name: string) => rows.findIndex((row) => row.includes(name));

export const isInPicture = (name: string): boolean => name === page || rowOf(name) >= 0;

export const mayImport = (from: string, to: string): boolean =>
  from === page ? pageMayImport.includes(to) : rowOf(to) >= 0 && rowOf(to) < rowOf(from);
