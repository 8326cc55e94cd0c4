import { readFile } from "node:fs/promises";
import { openFile, readSafetensors } from "@danfang/formats";
import {
  type ClipLayout,
  parseLdmYaml,
  readClipLayout,
  readUnetLayout,
  type TensorScope,
  tensorScope,
  type UnetLayout,
} from "@danfang/weights";
import { type ToyName, toyFile } from "../../goldens/networks/toy-checkpoint.ts";

/** The three networks of a toy checkpoint, whatever family it belongs to. */
export interface ToyNetworks {
  readonly unet: { readonly tensors: TensorScope; readonly layout: UnetLayout };
  readonly text: { readonly tensors: TensorScope; readonly layout: ClipLayout };
  readonly vae: TensorScope;
}

/** Opens a toy checkpoint as `openCheckpoint` would if every family could be painted with. */
export async function openToyNetworks(name: ToyName, checkpoint: string): Promise<ToyNetworks> {
  const source = await openFile(checkpoint);
  const { tensors } = await readSafetensors(source).finally(() => source.close());
  const config = parseLdmYaml(await readFile(toyFile(name, "yaml"), "utf8"), toyFile(name, "yaml"));
  const all = [...tensors.values()];
  const unet = tensorScope(checkpoint, all, "model.diffusion_model.");
  const isOld = !tensors.has("cond_stage_model.transformer.text_model.embeddings.token_embedding.weight");
  const text = tensorScope(checkpoint, all, `cond_stage_model.transformer.${isOld ? "" : "text_model."}`);
  const rule = config.unetHeads ? { heads: config.unetHeads } : { channelsPerHead: config.unetHeadChannels ?? 0 };
  return {
    unet: { tensors: unet, layout: readUnetLayout(unet, rule) },
    text: { tensors: text, layout: readClipLayout(text, config.textHeads) },
    vae: tensorScope(checkpoint, all, "first_stage_model."),
  };
}
