import { readFileSync } from "node:fs";
import { mkdir, open, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { bytesSource } from "../../../packages/formats/src/index.ts";
import { printZip } from "../../../packages/formats/src/testing/print-torch.ts";
import { readMember, readZipDirectory } from "../../../packages/formats/src/torch/zip.ts";
import { ldmTensors, openCheckpoint, sd15Widths } from "../../../packages/weights/src/index.ts";
import { mutateText } from "../mutate-text.ts";
import { type Mutation, mutate } from "../mutations.ts";
import { headerOfShapes, mutateHeader, sparseFile } from "../sparse-safetensors.ts";
import type { Target } from "./target.ts";

type Member = readonly [name: string, data: Uint8Array];

const root = join(import.meta.dirname, "../../..");
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const weights = "diffusion_pytorch_model";

/** A pipeline of SD 1.5's size; of its .safetensors files only the headers. */
function pipeline(): Member[] {
  const shapes = new Map(ldmTensors(sd15Widths).map(({ name, shape }) => [name, shape]));
  const goldens = JSON.parse(
    gunzipSync(readFileSync(join(root, "packages/weights/goldens/diffusers/names.json.gz"))).toString(),
  );
  const part = (name: "unet" | "vae") =>
    headerOfShapes((goldens.sd1[name] as [string, string][]).map(([own, ldm]) => [own, shapes.get(ldm) ?? [1]]));
  const textRoot = "cond_stage_model.transformer.";
  const text = [...shapes].flatMap(([name, shape]) =>
    name.startsWith(textRoot) ? [[name.slice(textRoot.length), shape] as const] : [],
  );
  return [
    ["model_index.json", json({ _class_name: "StableDiffusionPipeline", unet: ["diffusers", "UNet2DConditionModel"] })],
    [`unet/${weights}.safetensors`, part("unet")],
    [`unet/${weights}.safetensors.index.json`, json({ weight_map: { "conv_in.weight": `${weights}.safetensors` } })],
    ["unet/config.json", json({ attention_head_dim: 8, block_out_channels: [320, 640, 1280, 1280], sample_size: 64 })],
    [`vae/${weights}.safetensors`, part("vae")],
    ["vae/config.json", json({ scaling_factor: 0.18215 })],
    ["text_encoder/model.safetensors", headerOfShapes(text)],
    ["text_encoder/config.json", json({ num_attention_heads: 12 })],
    ["scheduler/scheduler_config.json", json({ prediction_type: "epsilon", beta_start: 0.00085, beta_end: 0.012 })],
  ];
}

const torchFile = readFileSync(join(root, "packages/formats/src/torch/goldens/views.pt"));
const whole = pipeline();

async function membersOf(bytes: Uint8Array): Promise<Member[]> {
  const source = bytesSource(bytes, "folder.zip");
  const members: Member[] = [];
  for (const member of (await readZipDirectory(source)).values())
    members.push([member.name, await readMember(source, member, 2 ** 26)]);
  return members;
}

const parts = ["unet", "vae", "text_encoder", "text_encoder_2", "scheduler", "safety_checker"];
const fileNames = ["", ".fp16", ".non_ema", "-00001-of-00002", ".index", ".fp16.index"].flatMap((middle) =>
  ["safetensors", "bin", "json", "safetensors.index.json", "bin.index.json", "index.fp16.json"].flatMap((end) =>
    [weights, "model", "pytorch_model", "config"].map((stem) => `${stem}${middle}.${end}`),
  ),
);

/** Files of a folder gone, renamed to other variants, or changed inside. */
const mutateMembers: Mutation = (bytes, r, others) => {
  let members = [...whole];
  for (let n = 1 + r.below(4); n > 0; n--) {
    const at = r.below(members.length);
    const [name, data] = members[at]!;
    switch (r.below(5)) {
      case 0:
        members.splice(at, 1);
        break;
      case 1:
        members[at] = [`${dirname(name)}/${r.pick(fileNames)}`, data];
        break;
      case 2:
        members.push([`${r.pick(parts)}/${r.pick(fileNames)}`, r.pick([data, torchFile])]);
        break;
      default: {
        const change = r.below(4) === 0 ? mutate : name.endsWith(".json") ? mutateText : mutateHeader;
        const same = members.filter(([other]) => other.endsWith(".json") === name.endsWith(".json"));
        members[at] = [name, change(data, r, name.endsWith(".bin") ? others : same.map(([, other]) => other))];
      }
    }
    members = [...new Map(members)];
  }
  return members.length === 0 ? bytes : printZip(members);
};

async function writeMember(path: string, data: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if (!path.endsWith(".safetensors")) return writeFile(path, data);
  const sparse = sparseFile(data, path);
  await writeFile(path, await sparse.read(0, 8 + data.length));
  const file = await open(path, "r+");
  if (sparse.size < 2 ** 40) await file.truncate(sparse.size);
  await file.close();
}

/** Folders as diffusers saves them. */
export const folderTargets: readonly Target[] = [
  {
    name: "folder",
    seeds: [],
    invent: () => printZip(whole),
    mutate: mutateMembers,
    async read(bytes, scratch) {
      const folder = `${scratch}-folder`;
      await rm(folder, { recursive: true, force: true });
      for (const [name, data] of await membersOf(bytes)) await writeMember(join(folder, name), data);
      await openCheckpoint(join(folder, "model_index.json"));
    },
  },
];
