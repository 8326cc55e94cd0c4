import type { UnetLayout, UnetModule } from "../unet-layout.ts";

/** A module of the checkpoint's UNet under another program's name. */
export interface Renamed {
  /** LDM's path: what is below `model.diffusion_model.`. */
  readonly ldm: string;
  readonly diffusers: string;
}

/** Parts of a residual block. Source: diffusers `ResnetBlock2D`; CompVis `openaimodel.ResBlock`. */
const resParts: Readonly<Record<string, string>> = {
  "in_layers.0": "norm1",
  "in_layers.2": "conv1",
  "emb_layers.1": "time_emb_proj",
  "out_layers.0": "norm2",
  "out_layers.3": "conv2",
  skip_connection: "conv_shortcut",
};

const outside: readonly Renamed[] = [
  { ldm: "input_blocks.0.0", diffusers: "conv_in" },
  { ldm: "time_embed.0", diffusers: "time_embedding.linear_1" },
  { ldm: "time_embed.2", diffusers: "time_embedding.linear_2" },
  { ldm: "label_emb.0.0", diffusers: "add_embedding.linear_1" },
  { ldm: "label_emb.0.2", diffusers: "add_embedding.linear_2" },
  { ldm: "out.0", diffusers: "conv_norm_out" },
  { ldm: "out.2", diffusers: "conv_out" },
];

function partsOf({ kind, path }: UnetModule, diffusers: string): Renamed[] {
  if (kind === "res")
    return Object.entries(resParts).map(([part, name]) => ({
      ldm: `${path}.${part}`,
      diffusers: `${diffusers}.${name}`,
    }));
  if (kind === "down") return [{ ldm: `${path}.op`, diffusers: `${diffusers}.conv` }];
  if (kind === "up") return [{ ldm: `${path}.conv`, diffusers: `${diffusers}.conv` }];
  return [{ ldm: path, diffusers }]; // a transformer's inner names are the same in both
}

/** The modules of one level, in order, as diffusers numbers them: residual blocks, attentions, samplers apart. */
function levelNames(modules: readonly UnetModule[], level: string): Renamed[] {
  const counts = { res: 0, transformer: 0, down: 0, up: 0, conv: 0 };
  const lists = { res: "resnets", transformer: "attentions", down: "downsamplers", up: "upsamplers", conv: "convs" };
  return modules.flatMap((module) => partsOf(module, `${level}.${lists[module.kind]}.${counts[module.kind]++}`));
}

/** Runs of modules between changes of level; a module that changes it ends its run. */
function byLevel(modules: readonly UnetModule[]): UnetModule[][] {
  const runs: UnetModule[][] = [[]];
  for (const module of modules) {
    runs.at(-1)?.push(module);
    if (module.kind === "down" || module.kind === "up") runs.push([]);
  }
  return runs;
}

/**
 * What diffusers calls each module of this UNet. Counted from how the network is wired, so that it holds for any number
 * of levels and of residual blocks. A transformer stands for all modules below it.
 *
 * Source: huggingface/diffusers `convert_original_stable_diffusion_to_diffusers.py`.
 */
export function diffusersNames(layout: UnetLayout): Renamed[] {
  const blocks = [...layout.input.flat()].filter(({ path }) => path !== "input_blocks.0.0");
  return [
    ...outside,
    ...byLevel(blocks).flatMap((modules, i) => levelNames(modules, `down_blocks.${i}`)),
    ...levelNames(layout.middle, "mid_block"),
    ...byLevel(layout.output.flat()).flatMap((modules, i) => levelNames(modules, `up_blocks.${i}`)),
  ];
}
