import { describe, expect, it } from "vitest";
import { directFileAccess, foldersPassedOver, lenientDecoding } from "./file-access.ts";
import { filesOf, isForTests, textOf } from "./workspaces.ts";

const product = filesOf("{packages,apps}/*/src/**/*.{ts,tsx}").filter((file) => !isForTests(file));

/**
 * Who may read or write files past `readWhole`, `readTextFile` and `writeFileAtomically`, and why "cannot be read" is not
 * taken for "empty" there. What a person would lose by being written over never belongs in this list.
 */
const mayTouchFiles: Readonly<Record<string, string>> = {
  "packages/formats/src/files/read-whole.ts": "the primitive",
  "packages/formats/src/files/atomic-file.ts": "the primitive",
  "packages/studio/src/database/replace-file.ts": "sets a damaged database aside, by name",
  "packages/studio/src/models/moving/rename-free.ts": "gives whole files another name, and never another's",
  "packages/workbench/src/processes/process-identity.ts": "asks the system who runs",
  "packages/workbench/src/processes/engine-records.ts":
    "which engines run: made anew at each start, half of a note is none",
  "packages/workbench/src/pictures/read-picture.ts": "pictures: what cannot be read is refused",
  "packages/studio/src/outputs/pending-pictures.ts": "pictures: looks whether one is whole after a crash",
  "packages/studio/src/upscaling/upscaling.ts": "pictures: what cannot be read is refused",
  "apps/server/src/routes/picture-bytes.ts": "pictures: what cannot be read is refused",
  "apps/server/src/a1111/paint.ts": "pictures: what cannot be read is refused",
  "apps/server/src/serve-studio.ts": "a file of Danfang's own",
  "apps/server/src/docs/page.ts": "files of Danfang's own",
  "apps/cli/src/run-cli.ts": "a file of Danfang's own",
  "apps/cli/src/command/keep-fault.ts": "the last fault, written by a process that ends: nobody can be waited for",
  "apps/cli/src/io/writable.ts": "tries whether a folder can be written, with an empty file",
};

/** Who may take a folder that cannot be read for an empty one, and why nobody misses what is in it. */
const mayPassFoldersOver: Readonly<Record<string, string>> = {
  "packages/engine/src/models/model-stamp.ts": "a state to compare: unreadable is one, too",
  "packages/formats/src/files/sweep-parts.ts": "leftovers: they are removed another time",
  "packages/studio/src/outputs/pending-pictures.ts": "leftovers: they are removed another time",
  "packages/studio/src/inputs/input-store.ts": "leftovers: they are removed another time",
  "packages/studio/src/gallery/bounded-folder.ts": "a cache: it is made again",
  "packages/library/src/layout.ts": "a hint about a folder that `demandFolder` has read",
};

/** Who may decode with U+FFFD, and why nothing that somebody wrote is lost by it. */
const mayReplaceCharacters: Readonly<Record<string, string>> = {
  "packages/formats/src/image/user-comment.ts": "EXIF's own encodings, tried in turn; the picture keeps its bytes",
  "packages/formats/src/image/image-text.ts": "text in a picture, only shown; the picture keeps its bytes",
  "packages/formats/src/image/png.ts": "text in a picture, only shown; the picture keeps its bytes",
  "packages/formats/src/torch/pickle-opcodes.ts": "names in a stranger's file, only compared",
  "packages/prompt/src/tokens/clip-bpe.ts": "tokens may end within a character; only shown",
  "packages/prompt/src/tokens/clip-merges.ts": "a file of Danfang's own",
  "packages/prompt/src/tokens/unescape-html.ts": "one byte of Windows-1252, which has them all",
  "packages/weights/src/embedding/read-embedding-image.ts": "JSON in a picture: what it cannot read is refused",
  "packages/workbench/src/processes/process-identity.ts": "asks the system who runs",
  "packages/workbench/src/processes/engine-records.ts": "numbers that Danfang wrote, checked by a schema",
  "packages/studio/src/gallery/timeline-file.ts": "numbers that Danfang wrote, checked by a schema",
  "apps/server/src/docs/page.ts": "files of Danfang's own",
  "apps/server/src/serve-studio.ts": "a file of Danfang's own",
  "apps/server/src/security/basic-auth.ts": "a password, only compared",
  "apps/cli/src/run-cli.ts": "a file of Danfang's own",
  "apps/web/src/api/event-stream.ts": "what Danfang's own server says",
};

describe.each([
  { law: "whole files are read and written by the primitives alone", find: directFileAccess, may: mayTouchFiles },
  { law: "text is decoded strictly, or in one of the listed places", find: lenientDecoding, may: mayReplaceCharacters },
  {
    law: "a folder that cannot be read is not taken for an empty one, or in one of the listed places",
    find: foldersPassedOver,
    may: mayPassFoldersOver,
  },
])("$law", ({ find, may }) => {
  const found = product.filter((file) => find(textOf(file)).length > 0);

  it("by everybody who is not listed", () => {
    expect(found.filter((file) => !Object.hasOwn(may, file))).toEqual([]);
  });

  it("and the list names nobody in vain", () => {
    expect(Object.keys(may).filter((file) => !found.includes(file))).toEqual([]);
  });
});

describe("the law on files", () => {
  it.each([
    'import { readFile } from "node:fs/promises";',
    'import { existsSync, readFileSync as read } from "node:fs";',
    'import {\n  mkdir,\n  writeFile,\n} from "fs/promises";',
    'import * as fs from "node:fs";',
    'import fs from "node:fs";',
    'import { promises } from "node:fs";',
    'const { appendFile } = await import("node:fs/promises");',
    'const fs = require("fs");',
    'export { copyFile } from "node:fs/promises";',
  ])("finds one that is planted: %s", (code) => {
    expect(directFileAccess(code)).not.toEqual([]);
  });

  it.each([
    'import { mkdir, readdir, rm, stat } from "node:fs/promises";',
    'import type { Stats } from "node:fs";',
    'import { type Stats, statSync } from "node:fs";',
    'import { readFile } from "./read-file.ts";',
    "// readFile of node:fs is not used here",
  ])("lets others be: %s", (code) => {
    expect(directFileAccess(code)).toEqual([]);
  });
});

describe("the law on folders", () => {
  it.each([
    "await readdir(folder).catch(() => [])",
    "readdir(dirname(path), { withFileTypes: true }).catch(() => [])",
    "readdir(folder).catch(() => undefined)",
    "readdir(folder).then(\n  (names) => names,\n  () => [],\n)",
  ])("finds one that is planted: %s", (code) => {
    expect(foldersPassedOver(code)).toHaveLength(1);
  });

  it.each(["await readdir(folder)", "readdir(folder).catch((cause) => failed(folder, cause))"])(
    "lets others be: %s",
    (code) => {
      expect(foldersPassedOver(code)).toEqual([]);
    },
  );
});

describe("the law on decoding", () => {
  it.each([
    "new TextDecoder()",
    'new TextDecoder("gbk")',
    'bytes.toString("utf8")',
    'readFile(file, "utf8")',
    "new TextDecoderStream()",
  ])("finds one that is planted: %s", (code) => {
    expect(lenientDecoding(code)).toHaveLength(1);
  });

  it.each(['new TextDecoder("utf-8", { fatal: true })', 'bytes.toString("hex")'])("lets others be: %s", (code) => {
    expect(lenientDecoding(code)).toEqual([]);
  });
});
