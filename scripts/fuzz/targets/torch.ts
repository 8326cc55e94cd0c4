import { writeFile } from "node:fs/promises";
import { bytesSource, readTensor, readTorch } from "../../../packages/formats/src/index.ts";
import { readHypernetwork } from "../../../packages/weights/src/hypernetwork/open-hypernetwork.ts";
import {
  openEmbedding,
  openLora,
  openVae,
  readCheckpoint,
  readModelSource,
} from "../../../packages/weights/src/index.ts";
import { invent } from "../mutations.ts";
import type { Target } from "./target.ts";

const torch = ["packages/formats/src/torch/goldens/*t"];

/** More would only measure the memory of the machine. */
const largestTensor = 2 ** 24;

/** PyTorch's files, by everything that opens them. */
export const torchTargets: readonly Target[] = [
  {
    name: "torch",
    seeds: torch,
    invent,
    async read(bytes) {
      const file = await readTorch(bytesSource(bytes, "fuzz.pt"), { isRemote: bytes.length % 7 === 0 });
      if (bytes.length % 7 !== 0)
        for (const entry of file.tensors.values()) if (entry.length < largestTensor) await readTensor(file, entry);
    },
  },
  {
    name: "checkpoint",
    seeds: [...torch, "packages/weights/src/embedding/goldens/*"],
    read: async (bytes) => readCheckpoint("fuzz.ckpt", await readModelSource(bytesSource(bytes, "fuzz.ckpt"))),
  },
  {
    name: "vae",
    seeds: torch,
    invent,
    async read(bytes, scratch) {
      await writeFile(`${scratch}.vae.pt`, bytes);
      await openVae(`${scratch}.vae.pt`);
    },
  },
  {
    name: "embedding",
    seeds: ["packages/weights/src/embedding/goldens/*.*", "starter/embeddings/*"],
    async read(bytes, scratch) {
      await writeFile(scratch, bytes);
      await openEmbedding(scratch);
    },
  },
  {
    name: "hypernetwork",
    seeds: ["packages/engine/goldens/additions/hypernetworks/*.pt"],
    invent,
    read: async (bytes) => readHypernetwork("fuzz.pt", await readTorch(bytesSource(bytes, "fuzz.pt"))),
  },
  {
    name: "lora",
    seeds: ["starter/models/Lora/*", "packages/formats/src/torch/goldens/*t"],
    async read(bytes, scratch) {
      await writeFile(scratch, bytes);
      await openLora(scratch);
    },
  },
];
