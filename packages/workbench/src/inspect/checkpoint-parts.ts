import type { Checkpoint } from "@danfang/weights";

const headsOf = (checkpoint: Checkpoint): string => {
  const modules = [...checkpoint.unet.layout.input, checkpoint.unet.layout.middle].flat();
  const heads = [...new Set(modules.flatMap((m) => (m.kind === "transformer" ? [m.heads] : [])))];
  return heads.join("/");
};

/** What a checkpoint's parts are, in a few words each. */
export function checkpointParts(checkpoint: Checkpoint): Record<string, string> {
  const { layout } = checkpoint.unet;
  const texts = checkpoint.text.map(
    ({ kind, layout }) =>
      `${kind === "clip" ? "CLIP" : "OpenCLIP"}, ${layout.width} wide, ${layout.layers} layers, ${layout.heads} heads`,
  );
  const encoder = checkpoint.vae?.has("encoder") ? "encoder and decoder" : "decoder";
  return {
    unet: `${layout.modelChannels} wide, ${layout.levels} levels, ${headsOf(checkpoint)} heads, context ${layout.contextWidth ?? 0}`,
    textEncoder: texts.join("; "),
    ...(checkpoint.vae ? { vae: encoder } : {}),
  };
}
