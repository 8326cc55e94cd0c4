import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { printSafetensors } from "@danfang/formats";
import { expect, it } from "vitest";
import { findModels } from "./find-models.ts";
import { fittingVaes } from "./fitting-vaes.ts";
import { previewVaesAmong } from "./preview-vaes.ts";
import { plantFiles } from "./testing/plant-files.ts";

/** A VAE's header and nothing else to speak of. */
const vae = (channels: number, prefix = "") =>
  printSafetensors([
    {
      name: `${prefix}decoder.conv_in.weight`,
      dtype: "F16",
      shape: [1, channels, 1, 1],
      data: new Uint8Array(2 * channels),
    },
  ]);

it("VAEs that fit have latents of the same width and generation, the most recommended first", async () => {
  const root = await plantFiles("models/VAE/broken.safetensors");
  const files = {
    "abc.safetensors": vae(4),
    "vae-ft-mse-840000.safetensors": vae(4),
    "inside.safetensors": vae(4, "first_stage_model."),
    "sdxl_vae.safetensors": vae(4),
    "sd3.safetensors": vae(16),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(root, "models/VAE", name), bytes);
  const vaes = await findModels([root], "vae");
  const fitting = async (channels: number, isXl: boolean) =>
    (await fittingVaes({ channels, isXl }, vaes)).map(({ stem }) => stem);
  expect(await fitting(4, false)).toEqual(["vae-ft-mse-840000", "abc", "inside"]);
  expect(await fitting(4, true)).toEqual(["sdxl_vae"]);
  expect(await fitting(16, false)).toEqual(["sd3"]);
});

it("small networks for previews are known by their usual names", async () => {
  const root = await plantFiles(
    ...["models/VAE-taesd/taesd_decoder.pth", "models/VAE-taesd/taesdxl_decoder.safetensors"],
    ...["models/VAE-taesd/taesd_encoder.pth", "models/VAE-approx/model.pt"],
  );
  const found = previewVaesAmong(await findModels([root], "previewVae")).map(({ family, part, file }) => [
    family,
    part,
    file.stem,
  ]);
  expect(found).toEqual([
    ["sd", "decoder", "taesd_decoder"],
    ["sd", "encoder", "taesd_encoder"],
    ["sdxl", "decoder", "taesdxl_decoder"],
  ]);
});
