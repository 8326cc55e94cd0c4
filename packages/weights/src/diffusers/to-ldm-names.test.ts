import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { TensorEntry } from "@danfang/formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identify } from "../identify/identify.ts";
import { ldmTensors, sd2Widths, sd15Widths, sdxlRefinerWidths, sdxlWidths } from "../ldm-tensors.ts";
import { readCheckpoint } from "../open-checkpoint.ts";
import { toLdmNames } from "./to-ldm-names.ts";
import { unetNames } from "./unet-names.ts";
import { vaeNames } from "./vae-names.ts";

type Pairs = readonly (readonly [diffusers: string, ldm: string])[];
const goldens = JSON.parse(
  gunzipSync(readFileSync(new URL("../../goldens/diffusers/names.json.gz", import.meta.url))).toString(),
) as Readonly<Record<string, { readonly unet: Pairs; readonly vae: Pairs }>>;
const widths = { sd1: sd15Widths, sd2: sd2Widths, sdxl: sdxlWidths, "sdxl-refiner": sdxlRefinerWidths };

/** The tensors of a published size, each at a place of its own. */
function entriesOf(family: keyof typeof widths): TensorEntry[] {
  let offset = 0;
  return ldmTensors(widths[family]).map(({ name, shape }) => {
    const length = 2 * shape.reduce((a, b) => a * b, 1);
    offset += length;
    return { name, shape, dtype: "F16", offset: offset - length, length };
  });
}

const byName = (entries: readonly TensorEntry[]) => new Map(entries.map((entry) => [entry.name, entry]));

describe.each(Object.keys(widths) as (keyof typeof widths)[])("what diffusers calls the tensors of %s", (family) => {
  const { unet, vae } = goldens[family]!;

  it("is what its own converter calls them", () => {
    const ofUnet = unetNames(unet.map(([name]) => name));
    const ofVae = vaeNames(vae.map(([name]) => name));
    expect(unet.map(([name]) => `model.diffusion_model.${ofUnet(name)}`)).toEqual(unet.map(([, ldm]) => ldm));
    expect(vae.map(([name]) => `first_stage_model.${ofVae(name)}`)).toEqual(vae.map(([, ldm]) => ldm));
  });

  it("makes the same checkpoint", () => {
    const ldm = entriesOf(family);
    const original = byName(ldm);
    const renamed = (pairs: Pairs, prefix: string) =>
      pairs.map(([name, from]): TensorEntry => ({ ...original.get(from)!, name: prefix + name }));
    const text = ldm.flatMap((entry) => {
      const [, root = ""] =
        /^(cond_stage_model\.(?:transformer|model)\.|conditioner\.embedders\.\d\.(?:transformer|model)\.)/.exec(
          entry.name,
        ) ?? [];
      if (root === "") return [];
      const part = /embedders\.\d\.model/.test(root) ? "text_encoder_2." : "text_encoder.";
      return [{ ...entry, name: part + entry.name.slice(root.length) }];
    });
    const tensors = byName([...renamed(unet, "unet."), ...renamed(vae, "vae."), ...text]);
    const ours = readCheckpoint("diffusers", { metadata: {}, tensors });
    const theirs = readCheckpoint("ldm", { metadata: {}, tensors: original });
    expect({ ...identify(tensors), evidence: [] }).toEqual({ ...identify(original), evidence: [] });
    expect(ours.unet.layout).toEqual(theirs.unet.layout);
    expect(ours.text.map(({ layout }) => layout)).toEqual(theirs.text.map(({ layout }) => layout));
    expect(placesOf(ours)).toEqual(placesOf(theirs));
  });
});

/** Where each tensor lies, by its LDM name. */
const placesOf = ({ unet, vae, text }: ReturnType<typeof readCheckpoint>) =>
  [unet.tensors, vae!, ...text.map(({ tensors }) => tensors)].map((scope) =>
    Object.fromEntries(
      scope
        .names()
        .map((name) => [name, scope.tensor(name).offset])
        .sort(),
    ),
  );

it("older pipelines call the VAE's attention query, key, value", () => {
  const rename = vaeNames([]);
  expect(rename("decoder.mid_block.attentions.0.query.weight")).toBe("decoder.mid.attn_1.q.weight");
  expect(rename("encoder.mid_block.attentions.0.proj_attn.bias")).toBe("encoder.mid.attn_1.proj_out.bias");
});

it("names of anything at all are renamed or left, never refused", () => {
  const part = fc.constantFrom(
    "down_blocks",
    "up_blocks",
    "mid_block",
    "resnets",
    "attentions",
    "0",
    "7",
    "conv1",
    "weight",
  );
  const name = fc.array(part, { minLength: 1, maxLength: 7 }).map((parts) => parts.join("."));
  fc.assert(
    fc.property(fc.array(name), (names) => {
      names.forEach(unetNames(names));
      names.forEach(vaeNames(names));
      const heads = ["unet.conv_in.weight", "vae.decoder.up_blocks.0.resnets.0.conv1.weight"];
      const entries = [...names, ...names.map((n) => `unet.${n}`), ...heads].map(
        (n): TensorEntry => ({ name: n, shape: [], dtype: "F16", offset: 0, length: 2 }),
      );
      toLdmNames(byName(entries));
    }),
  );
});
