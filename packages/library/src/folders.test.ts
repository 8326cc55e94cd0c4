import { basename } from "node:path";
import { modelKinds, shelfKinds } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { findModels } from "./find-models.ts";
import { plantFiles } from "./testing/plant-files.ts";

/** A file name that every kind takes, and one's neighbours do not mistake for theirs. */
const file = "x.safetensors";

const programs = shelfKinds.flatMap((kind) =>
  Object.entries<readonly string[]>(modelKinds[kind].folders).flatMap(([program, folders]) =>
    folders.map((folder) => ({ kind, program, folder })),
  ),
);

describe.each(programs)("$kind of $program in $folder", ({ kind, program, folder }) => {
  const path = program === "invokeai" ? `models/sdxl/${folder}` : folder;

  it("is found below the program's installation", async () => {
    const root = await plantFiles(`${path}/${file}`);
    expect((await findModels([root], kind)).map(({ name }) => name)).toContain(file);
  });

  it("is found below the program's folder of models, where it lies in that", async () => {
    const [models, ...rest] = path.split("/");
    if (!/^models$/i.test(models ?? "") || program === "invokeai") return;
    const root = await plantFiles(`${path}/${file}`);
    const found = await findModels([`${root}/${models}`], kind);
    expect(found.map(({ path: at }) => at)).toContain(`${root}/${models}/${rest.join("/")}/${basename(file)}`);
  });
});
