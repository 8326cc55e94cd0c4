import { fields, type PassesOf, type PassesRequest } from "@danfang/domain";

/** All ways of several passes in one group of fields; those of another `kind` stay as they were. */
export interface PassesDraft
  extends Omit<PassesOf<"outpaint">, "kind" | "maskBlur">,
    Pick<PassesOf<"outpaintTiles">, "content">,
    Omit<PassesOf<"loopback">, "kind">,
    Omit<PassesOf<"upscale">, "kind" | "tilesAtOnce"> {
  /** `once`: none of them. */
  readonly kind: "once" | PassesRequest["kind"];
  readonly seamBlur: number;
}

const { usual: growth } = fields["init.passes.outpaint.left"];

export const emptyPasses: PassesDraft = {
  kind: "once",
  left: growth,
  right: growth,
  up: growth,
  down: growth,
  seamBlur: fields["init.passes.outpaint.maskBlur"].usual,
  falloff: fields["init.passes.outpaint.falloff"].usual,
  colorVariation: fields["init.passes.outpaint.colorVariation"].usual,
  content: fields["init.passes.outpaintTiles.content"].usual,
  loops: fields["init.passes.loopback.loops"].usual,
  finalDenoisingStrength: fields["init.passes.loopback.finalDenoisingStrength"].usual,
  curve: fields["init.passes.loopback.curve"].usual,
  upscaler: fields["init.passes.upscale.upscaler"].usual,
  scale: fields["init.passes.upscale.scale"].usual,
  overlap: fields["init.passes.upscale.overlap"].usual,
};

export const growsIn = ({ kind }: PassesDraft): boolean => kind === "outpaint" || kind === "outpaintTiles";

/** Undefined where one pass is made, and where nothing is to grow. */
export function passesRequestOf(draft: PassesDraft): PassesRequest | undefined {
  const { kind, left, right, up, down, seamBlur: maskBlur, falloff, colorVariation, content } = draft;
  const { loops, finalDenoisingStrength, curve, upscaler, scale, overlap } = draft;
  const growth = { left, right, up, down };
  if (growsIn(draft) && left + right + up + down === 0) return undefined;
  switch (kind) {
    case "once":
      return undefined;
    case "outpaint":
      return { kind, ...growth, maskBlur, falloff, colorVariation };
    case "outpaintTiles":
      return { kind, ...growth, maskBlur, content };
    case "loopback":
      return { kind, loops, finalDenoisingStrength, curve };
    case "upscale":
      return { kind, upscaler, scale, overlap, tilesAtOnce: 1 };
  }
}

export function passesDraftOf(passes: PassesRequest | undefined): PassesDraft {
  if (passes === undefined) return emptyPasses;
  if (passes.kind === "upscale") {
    const { tilesAtOnce: _, ...fields } = passes;
    return { ...emptyPasses, ...fields };
  }
  if (passes.kind === "loopback") return { ...emptyPasses, ...passes };
  const { maskBlur, ...fields } = passes;
  return { ...emptyPasses, ...fields, seamBlur: maskBlur };
}
