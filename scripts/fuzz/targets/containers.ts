import { bytesSource, listZip, readGguf, readNpy, readNpz, surveyTorch } from "../../../packages/formats/src/index.ts";
import type { Target } from "./target.ts";

const goldens = "packages/formats/src/archive/goldens";

/** Containers that are looked into and never loaded. */
export const containerTargets: readonly Target[] = [
  {
    name: "gguf",
    seeds: [`${goldens}/*.gguf`],
    read: async (bytes) => readGguf(bytesSource(bytes, "fuzz.gguf")),
  },
  {
    name: "zip-directory",
    seeds: [`${goldens}/*.npz`, "packages/formats/src/torch/goldens/*.pt"],
    read: async (bytes) => listZip(bytesSource(bytes, "fuzz.zip")),
  },
  {
    name: "numpy",
    seeds: [`${goldens}/*.np?`],
    async read(bytes) {
      const source = bytesSource(bytes, "fuzz.npz");
      return (await readNpy(source)) ?? readNpz(source);
    },
  },
  {
    name: "survey",
    seeds: ["packages/formats/src/torch/goldens/*t"],
    read: async (bytes) => surveyTorch(bytesSource(bytes, "fuzz.pt")),
  },
];
