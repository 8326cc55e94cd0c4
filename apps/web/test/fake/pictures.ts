import type { GenerationRequest, Picture } from "@danfang/domain";
import { samplePrompts } from "./samples.ts";

/** A picture, and which of the samples it shows. */
export type FakePicture = Picture & { readonly sample: number };

export const requestOf = (more: Partial<GenerationRequest>): GenerationRequest => ({
  prompt: "",
  negativePrompt: "",
  vae: "auto",
  steps: 20,
  sampler: "Euler",
  schedule: "automatic",
  cfgScale: 5,
  seed: 1,
  clipSkip: 1,
  batchSize: 1,
  batchCount: 1,
  rng: "cpu",
  etaNoiseSeedDelta: 0,
  ...more,
});

/** A finished picture of a request. */
export function pictureOf(
  request: GenerationRequest,
  sample: number,
  at: Date,
  serial: number,
  jobId?: string,
): FakePicture {
  const { width = 128, height = 128 } = request;
  const { prompt, negativePrompt, steps, sampler, schedule, cfgScale, seed, rng } = request;
  const name = request.checkpoint?.replace(/^.*\/|\.[^.]+$/g, "") ?? "starter-emoji";
  const checkpoint = { name, hash: name === "starter-emoji" ? "1a2b3c4d5e" : "5493a0ec49" };
  const negative = negativePrompt === "" ? "" : `Negative prompt: ${negativePrompt}\n`;
  const settings = `Steps: ${steps}, Sampler: ${sampler}, Schedule type: Automatic, CFG scale: ${cfgScale}, Seed: ${seed}`;
  const made = `Size: ${width}x${height}, Model hash: ${checkpoint.hash}, Model: ${checkpoint.name}, RNG: CPU, Version: danfang 0.1.0`;
  return {
    ...{ sample, id: `p${serial}`, width, height, sizeBytes: 20_000, favourite: false, hasTimeline: true },
    ...(jobId === undefined ? {} : { jobId }),
    fileName: `2026-11-23/${String(serial).padStart(5, "0")}-${seed}.png`,
    recipe: { prompt, negativePrompt, steps, sampler, schedule, cfgScale, seed, width, height, checkpoint, rng },
    infotext: `${prompt}\n${negative}${settings}, ${made}`,
    createdAt: at.toISOString(),
  };
}

const shapes = [
  [512, 512],
  [512, 768],
  [768, 512],
  [128, 128],
] as const;

/** Picture `i` of a gallery that was there before: shapes, steps, samplers and checkpoints in turn. */
export function earlierPicture(i: number, serial: number): FakePicture {
  const sample = i % samplePrompts.length;
  const [width, height] = shapes[i % shapes.length] ?? shapes[0];
  const request = requestOf({
    ...{ prompt: samplePrompts[sample] ?? "", seed: 1000 + i, steps: i % 3 === 0 ? 20 : 28, width, height },
    sampler: i % 3 === 0 ? "Euler" : "DPM++ 2M",
    checkpoint: i % 2 === 0 ? "starter-emoji.safetensors" : "anime/AOM3A1B_orangemixs.safetensors",
  });
  const picture = pictureOf(request, sample, new Date(Date.UTC(2026, 10, 1, 0, i)), serial);
  return i % 7 === 0 ? { ...picture, favourite: true } : picture;
}

export function countBy(names: readonly string[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}

const isSheet = ({ recipe }: Picture) => recipe.extra?.Script === "X/Y/Z plot";
function unstacked(pictures: readonly Picture[]): readonly Picture[] {
  const sheets = pictures.filter((picture) => isSheet(picture) && picture.deletedAt === undefined);
  const jobs = new Set(sheets.map(({ jobId }) => jobId));
  return pictures.filter((picture) => isSheet(picture) || picture.jobId === undefined || !jobs.has(picture.jobId));
}

/** A sheet with the number of cells under it. */
export function withCells(pictures: readonly Picture[], picture: Picture): Picture {
  if (!isSheet(picture)) return picture;
  return { ...picture, cells: pictures.filter(({ jobId, id }) => jobId === picture.jobId && id !== picture.id).length };
}

export function binOf(pictures: readonly Picture[]): { pictures: number; sizeBytes: number; keptFiles: number } {
  const binned = pictures.filter(({ deletedAt }) => deletedAt !== undefined);
  return {
    pictures: binned.length,
    sizeBytes: binned.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    keptFiles: 1,
  };
}

export function search(pictures: readonly Picture[], query: URLSearchParams): Picture[] {
  const job = query.get("job");
  if (job !== null) return pictures.filter((picture) => picture.jobId === job).reverse();
  const text = query.get("text")?.toLowerCase() ?? "";
  const isPlain = ["text", "favourite", "checkpoint", "sampler", "deleted"].every((name) => !query.has(name));
  const shown = isPlain && query.has("stacked") ? unstacked(pictures) : pictures;
  return shown.filter(
    ({ recipe, favourite, deletedAt }) =>
      (deletedAt !== undefined) === (query.get("deleted") === "true") &&
      (query.get("favourite") !== "true" || favourite) &&
      (!query.has("checkpoint") || recipe.checkpoint?.name === query.get("checkpoint")) &&
      (!query.has("sampler") || recipe.sampler === query.get("sampler")) &&
      (recipe.prompt ?? "").toLowerCase().includes(text),
  );
}
