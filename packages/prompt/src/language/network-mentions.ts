import { defined } from "@danfang/domain";
import { floatOf, wholeNumberOf } from "./decimal.ts";
import type { ExtraNetwork } from "./extra-networks.ts";
import { type NetworkArguments, readArguments, type WrittenArgument } from "./network-arguments.ts";

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
    const read = readArguments(network);
    switch (read?.kind) {
      case "lora":
        keep(readLora(type, read), loras);
        break;
      case "hypernetwork":
        keep(readHypernetwork(type, read), hypernetworks);
        break;
      case undefined:
        findings.push({ code: "prompt/unknownNetworkType", type });
    }
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

function readLora(type: string, { name, te, unet, dyn }: NetworkArguments): LoraMention | NetworkFinding {
  if (name === undefined) return { code: "prompt/networkWithoutName", type };
  const unread = [...te, ...unet].find(({ text }) => floatOf(text) === undefined) ?? dyn.find(isNoWholeNumber);
  if (unread) return { code: "prompt/networkArgumentNotANumber", type, name: name.text, argument: unread.text };
  const textWeight = floatOf(te.at(-1)?.text ?? "1") ?? 1;
  const rank = wholeNumberOf(dyn.at(-1)?.text ?? "");
  return {
    name: name.text,
    textWeight,
    unetWeight: floatOf(unet.at(-1)?.text ?? "") ?? textWeight,
    ...defined({ dyn: rank }),
  };
}

const isNoWholeNumber = ({ text }: WrittenArgument) => wholeNumberOf(text) === undefined;

function readHypernetwork(
  type: string,
  { name, te: [weight] }: NetworkArguments,
): HypernetworkMention | NetworkFinding {
  const [called, argument = "1"] = [name?.text ?? "", weight?.text];
  const read = floatOf(argument);
  return read === undefined
    ? { code: "prompt/networkArgumentNotANumber", type, name: called, argument }
    : { name: called, weight: read };
}
