import { ownValue } from "@danfang/domain";

/** diffusers' names of the middle attention's parts, the present ones and those before 2023 → LDM's. */
const attentionParts: Readonly<Record<string, string>> = {
  group_norm: "norm",
  to_q: "q",
  to_k: "k",
  to_v: "v",
  "to_out.0": "proj_out",
  query: "q",
  key: "k",
  value: "v",
  proj_attn: "proj_out",
};

const sampler = /^(encoder|decoder)\.(?:down|up)_blocks\.(\d{1,2})\.(?:down|up)samplers\.0\.conv\.(\w+)$/;
const resnet = /^(encoder|decoder)\.(?:down|up)_blocks\.(\d{1,2})\.resnets\.(\d{1,2})\.(.+)$/;
const middleResnet = /^(encoder|decoder)\.mid_block\.resnets\.(\d)\.(.+)$/;
const middleAttention = /^(encoder|decoder)\.mid_block\.attentions\.0\.(.+)\.(weight|bias)$/;

/**
 * From diffusers' names of a VAE's tensors to LDM's; a name that is LDM's already stays. diffusers counts the decoder's
 * levels as they run, LDM from the largest picture.
 *
 * Source: diffusers `AutoencoderKL`; CompVis `model.Encoder`, `model.Decoder`.
 */
export function vaeNames(names: readonly string[]): (name: string) => string {
  const levels = names.flatMap((name) => /^decoder\.up_blocks\.(\d{1,2})\./.exec(name)?.[1] ?? []);
  const deepest = Math.max(0, ...levels.map(Number));
  const level = (half: string, n: string) => (half === "encoder" ? `down.${n}` : `up.${deepest - Number(n)}`);
  const shortcut = (rest: string) => rest.replace(/^conv_shortcut\./, "nin_shortcut.");
  return (name) =>
    name
      .replace(resnet, (_, half, n, i, rest) => `${half}.${level(half, n)}.block.${i}.${shortcut(rest)}`)
      .replace(sampler, (_, half, n, kind) =>
        half === "encoder"
          ? `encoder.down.${n}.downsample.conv.${kind}`
          : `decoder.${level(half, n)}.upsample.conv.${kind}`,
      )
      .replace(middleResnet, (_, half, n, rest) => `${half}.mid.block_${Number(n) + 1}.${shortcut(rest)}`)
      .replace(
        middleAttention,
        (_, half, part, kind) => `${half}.mid.attn_1.${ownValue(attentionParts, part) ?? part}.${kind}`,
      )
      .replace(/^(encoder|decoder)\.conv_norm_out\./, "$1.norm_out.");
}
