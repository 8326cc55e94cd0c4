type Rows = readonly (readonly string[])[];

/**
 * Folders whose rooms stand on floors, from the ground up: an import may go to a lower row or stay within one, never up.
 * Only where the order means something; every room has its place. Circles are forbidden everywhere.
 */
export const floors: Readonly<Record<string, Rows>> = {
  /** Numbers and networks · what runs them · what changes them · what is asked · models in memory · steps · pictures · calls. */
  "packages/engine/src": [
    ["noise", "sampling", "tensors", "imaging", "graph"],
    ["runtime"],
    ["adapters", "tiling"],
    ["orders"],
    ["models"],
    ["text", "pictures", "preview", "denoising"],
    ["pipelines"],
    ["process"],
  ],
  /** What can be wrong · where it is kept · what is kept · what is made of it and works the jobs off · where all of it meets. */
  "packages/studio/src": [
    ["problems"],
    ["database", "engine", "files", "events", "health"],
    ["gallery", "inputs", "models", "names", "outputs", "queue", "recipes", "settings", "styles"],
    ["jobs", "upscaling"],
    ["opening"],
  ],
  /** What everybody passes · what is used at the border · who answers. */
  "apps/server/src": [["border"], ["docs", "events", "page", "reading", "security"], ["a1111", "routes"]],
  /** The shapes of bodies · what there is to name · their orders and answers from ours · what is told meanwhile. */
  "apps/server/src/a1111": [["bodies"], ["lists", "scripts", "settings"], ["answers", "requests"], ["progress"]],
  /** What can be asked, as data · its words · problems · in and out · what is printed · what was typed · what runs · commands. */
  "apps/cli/src": [
    ["catalogue"],
    ["texts"],
    ["errors"],
    ["io"],
    ["terminal"],
    ["arguments"],
    ["command"],
    ["commands"],
  ],
  /** Words, and pieces that know no studio · what the studio says · what people do with it. */
  "apps/web/src": [["i18n", "ui"], ["api"], ["features"]],
};
