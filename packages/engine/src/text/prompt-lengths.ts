import type { Encoded } from "../orders/encode-order.ts";

/** Vectors of an encoded prompt. */
export const lengthOf = ({ context }: Encoded): number => context.shape[1] ?? 0;

/** A prompt of at least that many vectors: its last one is repeated. Source: AUTOMATIC1111 `prompt_parser.stack_conds`. */
export function repeatedTo(prompt: Encoded, length: number): Encoded {
  const [n = 1, own = 0, width = 0] = prompt.context.shape;
  if (own >= length) return prompt;
  const data = new Float32Array(length * width);
  data.set(prompt.context.data);
  const last = prompt.context.data.subarray((own - 1) * width);
  for (let row = own; row < length; row++) data.set(last, row * width);
  return { ...prompt, context: { shape: [n, length, width], data } };
}
