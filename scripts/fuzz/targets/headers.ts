import { DanfangError } from "../../../packages/domain/src/index.ts";
import {
  buildTaesdDecoder,
  buildTaesdEncoder,
  buildUnet,
  buildUpscaler,
  buildVaeDecoder,
  buildVaeEncoder,
} from "../../../packages/engine/src/index.ts";
import { bytesSource, readSafetensors, scanSafetensors } from "../../../packages/formats/src/index.ts";
import {
  identifyTable,
  readCheckpoint,
  readUpscaler,
  readVae,
  tensorScope,
} from "../../../packages/weights/src/index.ts";
import { headerOf, mutateHeader, sparseFile } from "../sparse-safetensors.ts";
import type { Target } from "./target.ts";

const toys = "packages/engine/goldens/networks/*.json";
const upscalers = "packages/engine/goldens/upscalers/!(*golden*).safetensors";
const taesd = "packages/engine/goldens/taesd/taesd_*.safetensors";

/** What was refused by one builder may still be accepted by the next; what is not ours goes on. */
async function every(...attempts: readonly (() => unknown)[]): Promise<void> {
  let refused: DanfangError | undefined;
  for (const attempt of attempts)
    try {
      await attempt();
    } catch (error) {
      if (!(error instanceof DanfangError)) throw error;
      refused = error;
    }
  if (refused) throw refused;
}

/** Divides any width, so that the toys' UNets are built too. */
const oneHead = { unetHeads: 1, textHeads: 1 };

const headers = { takes: headerOf, mutate: mutateHeader } as const;
const read = (header: Uint8Array) => readSafetensors(sparseFile(header, "fuzz.safetensors"));

/** Files whose headers lie: opened, identified, and built into graphs. No weight is read. */
export const headerTargets: readonly Target[] = [
  {
    name: "safetensors",
    seeds: [
      "packages/weights/src/embedding/goldens/*.safetensors",
      taesd,
      "packages/engine/goldens/upscalers/compact*",
    ],
    read: async (bytes) => {
      const { table, metadata } = await scanSafetensors(bytesSource(bytes, "fuzz.safetensors"));
      return identifyTable(table, metadata);
    },
  },
  {
    name: "checkpoint-header",
    seeds: [toys],
    ...headers,
    async read(header) {
      const file = await read(header);
      const { unet, vae } = readCheckpoint("fuzz.safetensors", file, oneHead);
      buildUnet(unet.tensors, unet.layout);
      if (vae) buildVaeDecoder(vae);
    },
  },
  {
    name: "vae-header",
    seeds: [toys, taesd, "starter/models/VAE/*.safetensors"],
    ...headers,
    async read(header) {
      const { tensors } = await read(header);
      const scope = tensorScope("fuzz.safetensors", tensors.values());
      await every(
        () => buildVaeDecoder(readVae("fuzz.safetensors", { tensors })),
        () => buildVaeEncoder(readVae("fuzz.safetensors", { tensors })),
        () => buildTaesdDecoder(scope),
        () => buildTaesdEncoder(scope),
      );
    },
  },
  {
    name: "upscaler-header",
    seeds: [upscalers],
    ...headers,
    async read(header) {
      const file = await read(header);
      buildUpscaler(readUpscaler("fuzz.safetensors", file));
    },
  },
];
