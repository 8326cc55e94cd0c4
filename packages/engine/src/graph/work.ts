import type { TensorScope, UnetLayout, UnetModule } from "@danfang/weights";

/** Floating point operations of matrix products and convolutions; a multiply-add counts as two. */
export type Flops = number;

const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

/** Weights of matrices and convolutions below a scope; norms and biases do no work worth counting. */
const matrices = (w: TensorScope, path: string) => {
  const scope = w.at(path);
  return scope
    .names()
    .map((name) => ({ name, tensor: scope.tensor(name) }))
    .filter(({ tensor }) => tensor.shape.length >= 2);
};

/** Attention of T tokens to S tokens of width C: the two products, q·kᵀ and its softmax·v. */
const attentionFlops = (t: number, s: number, c: number): Flops => 4 * t * s * c;

/**
 * Work of one UNet evaluation for one latent of `height`×`width` cells with `tokens` context vectors.
 *
 * Counted from the checkpoint's own shapes: each kernel once per cell (or token) of its output.
 */
export function unetFlops(w: TensorScope, layout: UnetLayout, height: number, width: number, tokens: number): Flops {
  const cells = (level: number) => Math.ceil(height / 2 ** level) * Math.ceil(width / 2 ** level);
  const moduleFlops = (module: UnetModule): Flops => {
    const sites = cells(module.level);
    let flops = 0;
    for (const { name, tensor } of matrices(w, module.path)) {
      const times = name.includes("emb_layers") ? 1 : /attn2\.to_[kv]/.test(name) ? tokens : sites;
      flops += 2 * product(tensor.shape) * times;
      if (name.endsWith("attn1.to_q.weight")) flops += attentionFlops(sites, sites, tensor.shape[0] ?? 0);
      if (name.endsWith("attn2.to_q.weight")) flops += attentionFlops(sites, tokens, tensor.shape[0] ?? 0);
    }
    return flops;
  };
  const modules = [...layout.input, layout.middle, ...layout.output].flat();
  const head = 2 * product(w.tensor("out.2.weight").shape) * cells(0);
  return sum(modules.map(moduleFlops)) + head;
}

/** Work of decoding one latent of `height`×`width` cells. */
export function vaeDecoderFlops(w: TensorScope, height: number, width: number): Flops {
  const ups = new Set(w.names().flatMap((name) => /^decoder\.up\.(\d+)\./.exec(name)?.[1] ?? [])).size;
  const latent = height * width;
  const sitesOf = (name: string): number => {
    const up = /^decoder\.up\.(\d+)\.(\w+)/.exec(name);
    if (up) return latent * 4 ** (ups - 1 - Number(up[1]) + (up[2] === "upsample" ? 1 : 0));
    return name.startsWith("decoder.conv_out") ? latent * 4 ** (ups - 1) : latent;
  };
  const decoder = matrices(w, "decoder").map(({ name, tensor }) => {
    const full = `decoder.${name}`;
    const attended = name.endsWith("attn_1.q.weight") ? attentionFlops(latent, latent, tensor.shape[0] ?? 0) : 0;
    return 2 * product(tensor.shape) * sitesOf(full) + attended;
  });
  return sum(decoder);
}

/** Work of encoding one chunk of `tokens` tokens. */
export function clipFlops(w: TensorScope, tokens: number): Flops {
  const layers = matrices(w, "encoder").map(({ name, tensor }) => {
    const attended = name.endsWith("q_proj.weight") ? attentionFlops(tokens, tokens, tensor.shape[0] ?? 0) : 0;
    return 2 * product(tensor.shape) * tokens + attended;
  });
  return sum(layers);
}
