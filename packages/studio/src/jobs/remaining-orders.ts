import { type GenerationRequest, type Seed, seedAfter } from "@danfang/domain";

/** A part of a job, as an order of its own. */
export interface OrderPart {
  readonly request: GenerationRequest;
  /** Place of its first picture in the whole job. */
  readonly firstIndex: number;
}

/** Where the pictures of each batch start from others, a batch that was cut short starts from the rest of them. */
function startsOf({ init }: GenerationRequest, from: number): Pick<GenerationRequest, "init"> {
  if (!init?.others?.length || from === 0) return {};
  const [image, ...others] = [init.image, ...init.others].slice(from);
  return { init: { ...init, image: image!, others } };
}

/**
 * What is left of a job of which `done` pictures exist or were skipped: first the rest of a batch that was cut short,
 * then the whole batches. Picture k of the job has seed + k (in a variation: the second seed + k), and a picture is the
 * same alone as in a batch.
 */
export function remainingOrders(request: GenerationRequest, seed: Seed, done: number): OrderPart[] {
  const { batchSize, batchCount, variation } = request;
  const missing = batchSize * batchCount - done;
  if (missing <= 0) return [];
  const cut = (batchSize - (done % batchSize)) % batchSize;
  const part = (firstIndex: number, size: number, count: number): OrderPart => ({
    request: {
      ...request,
      ...(variation && variation.strength > 0
        ? { seed, variation: { ...variation, seed: seedAfter(variation.seed, firstIndex) } }
        : { seed: seedAfter(seed, firstIndex) }),
      batchSize: size,
      batchCount: count,
      ...startsOf(request, firstIndex % batchSize),
    },
    firstIndex,
  });
  const whole = (missing - cut) / batchSize;
  return [...(cut > 0 ? [part(done, cut, 1)] : []), ...(whole > 0 ? [part(done + cut, batchSize, whole)] : [])];
}
