import type { Conditioning, ConditioningSchedule } from "../orders/conditioning.ts";
import type { Encoded } from "../orders/encode-order.ts";
import { lengthOf, repeatedTo } from "../text/prompt-lengths.ts";

/**
 * The prompt and the negative one equally long, the shorter one with encodings of the empty prompt behind it. Parts
 * joined by AND are brought to one length before. All entries of a schedule have one length.
 *
 * Source: AUTOMATIC1111 1.10.1 `CFGDenoiser.pad_cond_uncond`, setting `pad_cond_uncond`.
 */
export function padWithEmpty({ cond, uncond }: Conditioning, empty: Encoded): Conditioning {
  const longest = longestOf(cond);
  const difference = longest - lengthOfAll(uncond);
  if (difference === 0) return { cond, uncond };
  const times = Math.trunc(difference / lengthOf(empty));
  if (difference > 0) return { cond, uncond: uncond.map(changed((encoded) => appended(encoded, empty, times))) };
  const longer = changed((encoded) => appended(repeatedTo(encoded, longest), empty, -times));
  return { cond: cond.map(({ schedule, weight }) => ({ weight, schedule: schedule.map(longer) })), uncond };
}

/**
 * The negative prompt as long as the prompt: its last vector repeated, or what is too much of it cut off.
 *
 * Source: AUTOMATIC1111 1.10.1 `CFGDenoiser.pad_cond_uncond_v0`, setting `pad_cond_uncond_v0`; DDIM's way before 1.6.
 */
export function fitNegative({ cond, uncond }: Conditioning): Conditioning {
  const length = longestOf(cond);
  if (lengthOfAll(uncond) === length) return { cond, uncond };
  return { cond, uncond: uncond.map(changed((encoded) => cutTo(repeatedTo(encoded, length), length))) };
}

const lengthOfAll = (schedule: ConditioningSchedule) => Math.max(...schedule.map(({ encoded }) => lengthOf(encoded)));
const longestOf = (cond: Conditioning["cond"]) => Math.max(...cond.map(({ schedule }) => lengthOfAll(schedule)));

const changed =
  (change: (encoded: Encoded) => Encoded) =>
  ({ untilStep, encoded }: ConditioningSchedule[number]): ConditioningSchedule[number] => ({
    untilStep,
    encoded: change(encoded),
  });

function appended(encoded: Encoded, tail: Encoded, times: number): Encoded {
  const [n = 1, length = 0, width = 0] = encoded.context.shape;
  const more = lengthOf(tail);
  const data = new Float32Array((length + times * more) * width);
  data.set(encoded.context.data);
  for (let k = 0; k < times; k++) data.set(tail.context.data, (length + k * more) * width);
  return { ...encoded, context: { shape: [n, length + times * more, width], data } };
}

function cutTo(encoded: Encoded, length: number): Encoded {
  const [n = 1, , width = 0] = encoded.context.shape;
  return { ...encoded, context: { shape: [n, length, width], data: encoded.context.data.slice(0, length * width) } };
}
