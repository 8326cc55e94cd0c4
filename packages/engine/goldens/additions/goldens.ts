import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const inFolder = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Hypernetworks in the order of a prompt, by the names of files in this folder, with their strengths. */
export type Uses = readonly (readonly [name: string, weight: number])[];

export interface AdditionGoldens {
  readonly modules: Readonly<Record<string, { readonly input: string; readonly uses: Uses }>>;
  readonly unet: { readonly toy: "two-levels"; readonly uses: Uses };
  readonly pictures: Readonly<
    Record<
      string,
      {
        readonly request: {
          readonly prompt: string;
          readonly negativePrompt: string;
          readonly steps: number;
          readonly sampler: string;
          readonly schedule: string;
          readonly cfgScale: number;
          readonly seed: number;
          readonly width: number;
          readonly height: number;
          readonly clipSkip: number;
        };
        readonly hypernetworks: Uses;
        readonly chunks: readonly { readonly tokens: readonly number[]; readonly weights: readonly number[] }[];
      }
    >
  >;
}

/** What was asked; see make.py. */
export const additionGoldens: AdditionGoldens = JSON.parse(readFileSync(inFolder("goldens.json"), "utf8"));
/** Inputs and answers. */
export const additionTensors = inFolder("goldens.safetensors");
export const hypernetworkFile = (name: string) => inFolder(`hypernetworks/${name}.pt`);
