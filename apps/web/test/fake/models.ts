import { createHash } from "node:crypto";
import type { ModelEntry } from "@danfang/domain";

export const samplerList = {
  samplers: [
    "Euler a",
    "Euler",
    "LMS",
    "Heun",
    "DPM2",
    "DPM2 a",
    "DPM++ 2S a",
    "DPM++ 2M",
    "DPM++ SDE",
    "DPM++ 2M SDE",
    "DPM++ 3M SDE",
    "DDIM",
    "PLMS",
    "UniPC",
  ].map((name) => ({ name, aliases: [] })),
  schedules: [
    { name: "automatic", label: "Automatic" },
    { name: "uniform", label: "Uniform" },
    { name: "karras", label: "Karras" },
    { name: "exponential", label: "Exponential" },
    { name: "sgm_uniform", label: "SGM Uniform" },
  ],
};

/** The starter's models, and some of an installation beside them. */
export function fakeModels(withReal: boolean): ModelEntry[] {
  const entry = (kind: ModelEntry["kind"], name: string, more: Partial<ModelEntry>): ModelEntry => ({
    id: createHash("sha1").update(`${kind}/${name}`).digest("hex").slice(0, 12),
    kind,
    name,
    stem: name.replace(/^.*\//, "").replace(/\.[^.]+$/, ""),
    folder: "/home/you/danfang/starter/models",
    family: "Stable Diffusion 1.x",
    precision: "fp16",
    sizeBytes: 47_100_000,
    isStarter: true,
    ...more,
  });
  const mine = { isStarter: false, folder: "/home/you/stable-diffusion-webui/models" };
  const starter = [
    entry("checkpoint", "starter-emoji.safetensors", {
      hash: "1a2b3c4d5e",
      nativeSize: 128,
      family: "Stable Diffusion 1.x, miniature",
    }),
    entry("vae", "starter-emoji.vae.safetensors", { sizeBytes: 1_200_000 }),
    entry("lora", "made-of-gold.safetensors", { sizeBytes: 310_000 }),
    entry("hypernetwork", "graphite.pt", { sizeBytes: 520_000, precision: "fp32" }),
    entry("embedding", "blue-ink.pt", { sizeBytes: 3_100, precision: "fp32" }),
  ];
  if (!withReal) return starter;
  return [
    ...starter,
    entry("checkpoint", "anime/AOM3A1B_orangemixs.safetensors", {
      ...mine,
      sizeBytes: 2_132_000_000,
      hash: "5493a0ec49",
      nativeSize: 512,
    }),
    entry("checkpoint", "photo/deliberate_v2.ckpt", {
      ...mine,
      sizeBytes: 1_240_000_000,
      family: "unknown",
      problem: {
        code: "formats/truncated",
        message: "deliberate_v2.ckpt ends after 1240000000 bytes; its header promises 2132626794.",
        hint: "The download stopped early. Resume it, or fetch the file again.",
      },
    }),
    entry("vae", "kl-f8-anime2.ckpt", { ...mine, sizeBytes: 404_000_000, precision: "fp32" }),
  ];
}
