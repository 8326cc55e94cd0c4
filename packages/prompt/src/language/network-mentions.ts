import { floatOf, wholeNumberOf } from "./decimal.ts";
import type { ExtraNetwork } from "./extra-networks.ts";

/** A LoRA, or one of its relatives, as a prompt asks for it. */
export interface LoraMention {
  readonly name: string;
  readonly textWeight: number;
  readonly unetWeight: number;
  /** Highest rank that is used, for files that allow to cut it. */
  readonly dyn?: number;
}

/** A hypernetwork as a prompt asks for it. */
export interface HypernetworkMention {
  readonly name: string;
  readonly weight: number;
}

/** Something in `<…>` that is not used, and why. */
export type NetworkFinding =
  | { readonly code: "prompt/unknownNetworkType"; readonly type: string }
  | { readonly code: "prompt/networkWithoutName"; readonly type: string }
  | {
      readonly code: "prompt/networkArgumentNotANumber";
      readonly type: string;
      readonly name: string;
      readonly argument: string;
    };

/** What a prompt's networks come to. */
export interface NetworkMentions {
  readonly loras: readonly LoraMention[];
  readonly hypernetworks: readonly HypernetworkMention[];
  readonly findings: readonly NetworkFinding[];
}

/**
 * `<lora:name:text:unet:dyn>` with `te=`, `unet=`, `dyn=` (`lyco` is another word for it), `<hypernet:name:weight>`.
 *
 * Weights left out are 1, the U-Net's is the text encoder's. A LoRA mentioned twice is applied twice, both times with
 * the weights of the last mention. What cannot be read is a finding and is not used; the WebUI then drops every network
 * of that type. Source: AUTOMATIC1111 `extra_networks_lora.py`, `extra_networks_hypernet.py`, `networks.load_networks`.
 */
export function readNetworkMentions(networks: readonly ExtraNetwork[]): NetworkMentions {
  const loras: LoraMention[] = [];
  const hypernetworks: HypernetworkMention[] = [];
  const findings: NetworkFinding[] = [];
  for (const network of byType(networks)) {
    const { type } = network;
    if (type === "lora" || type === "lyco") keep(readLora(network), loras);
    else if (type === "hypernet") keep(readHypernetwork(network), hypernetworks);
    else findings.push({ code: "prompt/unknownNetworkType", type });
  }
  const last = new Map(loras.map((lora) => [lora.name, lora]));
  return { loras: loras.map(({ name }) => last.get(name)!), hypernetworks, findings };

  function keep<T extends object>(read: T | NetworkFinding, kept: T[]): void {
    if ("code" in read) findings.push(read);
    else kept.push(read);
  }
}

/** Networks of the type that appears first, then of the next: the order in which the WebUI loads them. */
const byType = (networks: readonly ExtraNetwork[]) => [...Map.groupBy(networks, ({ type }) => type).values()].flat();

function readLora({ type, positional, named }: ExtraNetwork): LoraMention | NetworkFinding {
  const [name, ...numbers] = positional;
  if (name === undefined) return { code: "prompt/networkWithoutName", type };
  const given = [numbers[0], named.get("te"), numbers[1], named.get("unet"), numbers[2], named.get("dyn")] as const;
  const read = given.map((argument, i) => argument && (i < 4 ? floatOf(argument) : wholeNumberOf(argument)));
  for (const [i, argument] of given.entries())
    if (argument !== undefined && typeof read[i] !== "number")
      return { code: "prompt/networkArgumentNotANumber", type, name, argument };
  const [te, namedTe, unet, namedUnet, dyn, namedDyn] = read as (number | undefined)[];
  const textWeight = namedTe ?? te ?? 1;
  const rank = namedDyn ?? dyn;
  return {
    name,
    textWeight,
    unetWeight: namedUnet ?? unet ?? textWeight,
    ...(rank === undefined ? {} : { dyn: rank }),
  };
}

function readHypernetwork({ type, args }: ExtraNetwork): HypernetworkMention | NetworkFinding {
  const [name = "", argument] = args;
  const weight = argument === undefined ? 1 : floatOf(argument);
  if (weight === undefined) return { code: "prompt/networkArgumentNotANumber", type, name, argument: argument! };
  return { name, weight };
}
