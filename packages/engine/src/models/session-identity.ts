import type { LatentCells } from "@danfang/domain";

/** A LoRA as a graph knows it: its file, and how many of its ranks. */
interface LoraIdentity {
  readonly file: string;
  readonly dyn?: number | undefined;
}

/** Which graph of which files a session runs: never strengths, which its runs are fed. */
export interface SessionIdentity {
  /** The network: an encoder's name, `unet`, `vae-decoder`, `vae-encoder`, `taesd`, `upscaler`. */
  readonly part: string;
  readonly file: string;
  /** Those that change this part. In another order, or of another number of ranks, they are another graph. */
  readonly loras?: readonly LoraIdentity[] | undefined;
  /** Files, in order. */
  readonly hypernetworks?: readonly string[] | undefined;
  /** A picture's edges meet. */
  readonly tiling?: boolean | undefined;
  /** Tokens merge, at whatever ratio. */
  readonly merging?: boolean | undefined;
  /** The side of a usual picture, by which it is chosen how a LoRA is laid over the UNet. */
  readonly laidFor?: LatentCells | undefined;
  /** Attention is computed in tiles, down to this depth. */
  readonly tiles?: number | undefined;
}

/** The same for two identities that mean the same session, and only for them. */
export const keyOf = ({
  part,
  file,
  loras = [],
  hypernetworks = [],
  tiling,
  merging,
  tiles,
  laidFor,
}: SessionIdentity): string =>
  JSON.stringify([
    part,
    file,
    loras.map((lora) => [lora.file, lora.dyn ?? null]),
    hypernetworks,
    tiling ?? false,
    merging ?? false,
    tiles ?? null,
    laidFor ?? null,
  ]);

/** The session for people: two may read the same. */
export function describeSession(identity: SessionIdentity): string {
  const { part, file, loras = [], hypernetworks = [], tiling, merging, tiles } = identity;
  return [
    `${part} ${file}`,
    ...loras.map((lora) => ` + ${lora.file} ${lora.dyn ?? ""}`),
    ...hypernetworks.map((hypernetwork) => ` + ${hypernetwork}`),
    tiling ? " tiling" : "",
    merging ? " merging" : "",
    tiles === undefined ? "" : ` tiles ${tiles}`,
  ].join("");
}

/** Whether a session is made of a file. */
export const isMadeOf = ({ file, loras = [], hypernetworks = [] }: SessionIdentity, one: string): boolean =>
  file === one || hypernetworks.includes(one) || loras.some((lora) => lora.file === one);
