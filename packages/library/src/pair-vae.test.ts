import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { listVaes, pairVae, readVaeChoice, type VaeSettings } from "./pair-vae.ts";
import { plantFiles } from "./testing/plant-files.ts";

const checkpoints = "models/Stable-diffusion";
const automatic: VaeSettings = { selected: "Automatic", overrides: true };

/** Which VAE a checkpoint gets among these files, and why. */
async function paired(
  files: readonly string[],
  settings: Partial<VaeSettings> & { choice?: string; isVaeBaked?: boolean; checkpoint?: string } = {},
) {
  const root = await plantFiles(...files);
  const { choice, isVaeBaked = true, checkpoint = `${checkpoints}/photo/sd15.safetensors`, ...rest } = settings;
  const { vae, ...why } = pairVae({ path: join(root, checkpoint), isVaeBaked, choice }, await listVaes([root]), {
    ...automatic,
    ...rest,
  });
  return { vae: vae && basename(vae), ...why };
}

const near = `${checkpoints}/photo/sd15.vae.pt`;
const other = "models/VAE/kl-f8.safetensors";

describe("a checkpoint's VAE, automatically", () => {
  it("lies beside it", async () => {
    expect(await paired([near, other])).toEqual({ vae: "sd15.vae.pt", why: "beside" });
  });

  it("or in the folder of VAEs, under the checkpoint's name and whatever follows", async () => {
    expect(await paired(["models/VAE/sd15.ckpt", other])).toEqual({ vae: "sd15.ckpt", why: "folder" });
    expect(await paired(["models/VAE/sd15-anime.vae.safetensors"])).toEqual({
      vae: "sd15-anime.vae.safetensors",
      why: "folder",
    });
  });

  it("else is the one inside, and if there is none, none", async () => {
    expect(await paired([other])).toEqual({ vae: undefined, why: "baked" });
    expect(await paired([other], { isVaeBaked: false })).toEqual({ vae: undefined, why: "none" });
  });

  it("is the user's choice for it before one that is named like it", async () => {
    expect(await paired([near, other], { choice: "kl-f8.safetensors" })).toMatchObject({ why: "user choice" });
    expect(await paired([near, other], { choice: "None" })).toEqual({ vae: undefined, why: "baked" });
    expect(await paired([near, other], { choice: "gone.pt" })).toMatchObject({ vae: "sd15.vae.pt" });
    expect(await paired([near, other], { choice: "Automatic" })).toMatchObject({ vae: "sd15.vae.pt" });
  });
});

describe("a VAE that is selected", () => {
  it("wins over all others", async () => {
    const selected = "kl-f8.safetensors";
    expect(await paired([near, other], { selected, choice: "sd15.vae.pt" })).toEqual({
      vae: selected,
      why: "selected",
    });
    expect(await paired([near, other], { selected: "KL-F8" })).toEqual({ vae: selected, why: "selected" });
    expect(await paired([near, other], { selected: "None" })).toEqual({ vae: undefined, why: "baked" });
  });

  it("or counts last, where it is not to override", async () => {
    const selected = "kl-f8.safetensors";
    expect(await paired([other], { selected, overrides: false })).toMatchObject({ why: "selected" });
    expect(await paired([near, other], { selected, overrides: false })).toMatchObject({ why: "beside" });
    expect(await paired([near, other], { selected, overrides: false, choice: "None" })).toMatchObject({ why: "baked" });
  });

  it("and is not there, is said", async () => {
    const gone = await paired([near, other], { selected: "gone.pt" });
    expect(gone).toEqual({ vae: undefined, why: "baked", missing: "gone.pt" });
  });
});

it("VAEs are listed as the WebUI lists them: those beside checkpoints first, a later namesake in an earlier place", async () => {
  const root = await plantFiles(
    ...[near, `${checkpoints}/a.vae.safetensors`, `${checkpoints}/a.vae.ckpt`, `${checkpoints}/plain.safetensors`],
    ...["models/VAE/z.pt", "models/VAE/b.safetensors", "models/VAE/deep/a.vae.ckpt", "models/VAE/notes.txt"],
  );
  const vaes = await listVaes([root]);
  expect([...vaes.keys()]).toEqual("a.vae.ckpt sd15.vae.pt a.vae.safetensors z.pt b.safetensors".split(" "));
});

describe("a choice of VAE", () => {
  it("is read from the checkpoint's JSON, and everything else in there is left alone", async () => {
    const root = await plantFiles("sd15.json", "odd.json", "list.json");
    await writeFile(join(root, "sd15.json"), JSON.stringify({ vae: "kl-f8.pt", notes: 7 }));
    await writeFile(join(root, "list.json"), JSON.stringify([{ vae: "x" }]));
    expect(await readVaeChoice(join(root, "sd15.safetensors"))).toEqual({ is: "value", value: "kl-f8.pt" });
    for (const name of ["list.ckpt", "none.ckpt"])
      expect(await readVaeChoice(join(root, name))).toEqual({ is: "absent" });
    expect(await readVaeChoice(join(root, "odd.ckpt"))).toMatchObject({ problem: { code: "files/badJson" } });
  });
});
