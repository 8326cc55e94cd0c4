import { fileURLToPath } from "node:url";
import { readModelHeader, tensorScope } from "@danfang/weights";
import { expect, it } from "vitest";
import { openOrt } from "../runtime/ort.ts";
import { float32 } from "../runtime/runtime.ts";
import { readGoldens, relativeError } from "../testing/read-goldens.ts";
import { buildTaesdDecoder, buildTaesdEncoder } from "./taesd.ts";

/** Of a golden's standard deviation. */
const tolerance = 1e-5;

const folder = fileURLToPath(new URL("../../goldens/taesd/", import.meta.url));

it.each([
  ["taesd_decoder", "decoder", buildTaesdDecoder, "latent", "image"],
  ["taesd_encoder", "encoder", buildTaesdEncoder, "image", "latent"],
  ["taef2_decoder", "taef2.decoder", buildTaesdDecoder, "latent", "image"],
  ["taef2_encoder", "taef2.encoder", buildTaesdEncoder, "image", "latent"],
] as const)("the small %s for previews answers as its author's does", async (name, part, build, given, made) => {
  const file = `${folder}${name}.safetensors`;
  const { tensors } = await readModelHeader(file);
  const golden = await readGoldens(`${folder}golden.safetensors`);
  const session = await openOrt({ backend: "cpu", threads: 1 }).open(build(tensorScope(file, tensors.values())));
  const { shape, data } = golden(`${part}.${given}`);
  const answer = await session.run({ [given]: float32(shape, data) }, [made]);
  await session.close();
  expect(relativeError(answer[made]!, golden(`${part}.${made}`).data)).toBeLessThan(tolerance);
});
