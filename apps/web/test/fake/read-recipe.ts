import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** What the fake understands of generation data: enough for the page's journeys. The studio's reader has its own tests. */
export function readRecipe(request: IncomingMessage, body: Buffer): object {
  const isText = request.headers["content-type"]?.startsWith("application/json") === true;
  const text = isText
    ? (JSON.parse(body.toString("utf8")) as { text: string }).text
    : "fox, flat style\nSteps: 12, Sampler: Euler, CFG scale: 5, Seed: 4242, Size: 128x128, Model: starter-emoji";
  const [prompt = "", ...rest] = text.split("\n");
  const fields = Object.fromEntries(
    [...(rest.at(-1) ?? "").matchAll(/([\w /-]+): ([^,]+)(?:, |$)/g)].map(([, key, value]) => [key?.trim(), value]),
  );
  if (fields.Steps === undefined) return { recipe: {}, request: {}, findings: [], missing: [] };
  const [width, height] = (fields.Size ?? "512x512").split("x").map(Number);
  const negative = rest
    .find((line) => line.startsWith("Negative prompt:"))
    ?.slice(16)
    .trim();
  const isKnown = fields.Model === undefined || fields.Model.startsWith("starter");
  const request_ = {
    prompt,
    ...(negative === undefined ? {} : { negativePrompt: negative }),
    steps: Number(fields.Steps),
    sampler: fields.Sampler,
    cfgScale: Number(fields["CFG scale"]),
    seed: Number(fields.Seed),
    width,
    height,
    ...(isKnown ? { checkpoint: "starter-emoji.safetensors" } : {}),
  };
  const extra = Object.fromEntries(Object.entries(fields).filter(([key]) => /Hires|ADetailer/.test(key)));
  return {
    recipe: { prompt, checkpoint: { name: fields.Model }, extra },
    request: request_,
    findings: [],
    missing: isKnown
      ? []
      : [{ kind: "checkpoint", name: fields.Model, hash: createHash("sha256").update("x").digest("hex").slice(0, 10) }],
    infotext: text,
  };
}
