import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { InspectionAnswer } from "@danfang/domain";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type FakeApp, fakeApp } from "../testing/fake-app.ts";

let app: FakeApp;
beforeEach(() => {
  app = fakeApp();
});
afterEach(() => app.close());

const golden = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../../../packages/engine/goldens/${path}`, import.meta.url)));

function ask(file: unknown, bytes: Uint8Array = new Uint8Array()): Promise<Response> {
  const form = new FormData();
  form.set("file", typeof file === "string" ? file : JSON.stringify(file));
  form.set("bytes", new File([bytes.slice()], "pieces"));
  return app.ask("/v1/inspect", { method: "POST", body: form });
}

it("asks for the pieces of a file that it needs, then says what it is and where it goes", async () => {
  const whole = golden("upscalers/new-4x.pth");
  const pieces: { offset: number; length: number }[] = [];
  for (let round = 1; ; round++) {
    expect(round).toBeLessThan(9);
    const sent = Buffer.concat(pieces.map(({ offset, length }) => whole.subarray(offset, offset + length)));
    const response = await ask({ name: "4x.pth", size: whole.length, pieces }, sent);
    expect(response.status).toBe(200);
    const answer = InspectionAnswer.parse(await response.json());
    if ("need" in answer) pieces.push(...answer.need);
    else {
      expect(answer.inspection).toMatchObject({ kind: "upscaler", architecture: "ESRGAN", scale: 4, safe: true });
      expect(answer.inspection.place).toMatchObject({ webui: "models/ESRGAN" });
      expect(answer.folders).toHaveLength(1);
      break;
    }
  }
});

it.each([
  ["no file", "{", new Uint8Array()],
  ["a size that is none", { name: "a", size: -1, pieces: [] }, new Uint8Array()],
  [
    "more pieces than one may send",
    { name: "a", size: 99, pieces: Array(65).fill({ offset: 0, length: 1 }) },
    Buffer.alloc(65),
  ],
  ["fewer bytes than it tells of", { name: "a", size: 99, pieces: [{ offset: 0, length: 9 }] }, new Uint8Array(8)],
  ["a piece outside of the file", { name: "a", size: 9, pieces: [{ offset: 8, length: 2 }] }, new Uint8Array(2)],
])("refuses %s", async (_, file, bytes) => {
  const response = await ask(file, bytes);
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ code: "server/badRequest" });
});

it("takes no body but a form", async () => {
  expect((await app.send("/v1/inspect", { name: "a" })).status).toBe(422);
});
