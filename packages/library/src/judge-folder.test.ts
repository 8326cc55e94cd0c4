import { mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { problemOf } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { findModels } from "./find-models.ts";
import { judgeFolder } from "./judge-folder.ts";
import { plantFiles } from "./testing/plant-files.ts";

const codesOf = async (folder: string, roots: readonly string[] = []) =>
  (await judgeFolder(folder, roots)).warnings.map(({ code }) => code.replace("library/", ""));
const refusal = (folder: string, roots: readonly string[] = []) =>
  judgeFolder(folder, roots).then(
    () => "taken",
    (error) => problemOf(error).code.replace("library/", ""),
  );

describe("a folder to read models from", () => {
  it.each([
    ["webui", ["webui.py", "models/Stable-diffusion/a.ckpt", "models/Lora/b.pt", "models/Lora/c.safetensors"]],
    [
      "forge",
      ["webui.py", "modules_forge/x.py", "models/Stable-diffusion/a.ckpt", "models/Lora/b.pt", "embeddings/e.pt"],
    ],
    ["comfyui", ["comfy/x.py", "models/checkpoints/a.safetensors", "models/loras/b.safetensors"]],
    ["invokeai", ["invokeai.yaml", "models/sd-1/main/a.safetensors", "models/sd-1/lora/b.safetensors"]],
    ["stabilityMatrix", ["Models/StableDiffusion/a.safetensors", "Models/Lora/b.safetensors"]],
    ["models", ["Stable-diffusion/a.ckpt", "Lora/b.pt"]],
    ["plain", ["a.safetensors", "sub/b.ckpt"]],
  ] as const)("is recognised with what it holds: %s", async (layout, files) => {
    const folder = await plantFiles(...files);
    const { counts, warnings, ...rest } = await judgeFolder(folder, []);
    expect(rest.layout).toBe(layout);
    expect(warnings).toEqual([]);
    const models = files.filter((file) => !file.endsWith(".py") && !file.endsWith(".yaml"));
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(models.length);
  });

  it("of a single kind holds that kind, whoever's it is", async () => {
    const root = await plantFiles("Lora/a.safetensors", "loras/b.safetensors", "VAE/c.pt", "checkpoints/d.ckpt");
    const found = async (name: string) => (await judgeFolder(join(root, name), [])).counts;
    expect(await found("Lora")).toEqual({ lora: 1 });
    expect(await found("loras")).toEqual({ lora: 1 });
    expect(await found("VAE")).toEqual({ vae: 1 });
    expect(await found("checkpoints")).toEqual({ checkpoint: 1 });
    expect(await findModels([join(root, "Lora")], "checkpoint")).toEqual([]);
  });

  it("is refused where nothing can be read from it, and the reason names what is there", async () => {
    const root = await plantFiles("file.txt");
    expect(await refusal(join(root, "file.txt"))).toBe("folderIsFile");
    expect(await refusal(join(root, "missing", "deeper"))).toBe("folderMissing");
    const error = await judgeFolder(join(root, "missing", "deeper"), []).catch((thrown) => thrown);
    expect(error.facts).toMatchObject({ there: root });
    expect(await refusal(join(root, "file.txt", "below"))).toBe("folderMissing");
  });

  it("is refused where it is one already, by whatever way", async () => {
    const root = await plantFiles("a.safetensors");
    const other = await plantFiles("x");
    await symlink(root, join(other, "link"));
    expect(await refusal(root, [root])).toBe("folderKnown");
    expect(await refusal(join(other, "link"), [root])).toBe("folderKnown");
    expect(await refusal(root, [join(other, "link")])).toBe("folderKnown");
  });

  it("is warned of where it overlaps another, even one that is gone", async () => {
    const root = await plantFiles("in/a.safetensors", "b.safetensors");
    expect(await codesOf(join(root, "in"), [root])).toEqual(["folderInside"]);
    expect(await codesOf(root, [join(root, "in")])).toEqual(["folderAround"]);
    expect(await codesOf(root, [join(root, "gone")])).toEqual(["folderAround"]);
    expect(await codesOf(root, [`${root}-other`, `${dirname(root)}/elsewhere`])).toEqual([]);
  });

  it("is warned of where it holds nothing, or the installation lies one folder further in", async () => {
    const root = await plantFiles("empty/x", "portable/ComfyUI/models/checkpoints/a.safetensors", "texts/read.me");
    await mkdir(join(root, "nothing"));
    expect(await codesOf(join(root, "nothing"))).toEqual(["folderEmpty"]);
    expect(await codesOf(join(root, "texts"))).toEqual(["folderWithoutModels"]);
    const [warning] = (await judgeFolder(join(root, "portable"), [])).warnings;
    expect(warning).toMatchObject({
      code: "library/folderOneAbove",
      facts: { inside: [join(root, "portable", "ComfyUI")] },
    });
  });

  it("is warned of where links in it lead to the whole disk", async () => {
    const root = await plantFiles("models/Stable-diffusion/a.safetensors");
    await symlink("/", join(root, "models/Stable-diffusion/disk"));
    expect(await codesOf(root)).toEqual(["folderCircles"]);
  });

  it("is warned of where it is a home folder", async () => {
    const home = await plantFiles("a.safetensors");
    const { warnings } = await judgeFolder(home, [], home);
    expect(warnings.map(({ code }) => code)).toEqual(["library/folderIsHome"]);
    expect(await codesOf(home)).toEqual([]);
  });
});
