import { largestPictureBody } from "@danfang/domain";
import { afterEach, expect, it, vi } from "vitest";
import type { FileKind } from "./file-kind.ts";
import { kindOfFile } from "./file-kind.ts";
import { isFieldsOwn } from "./offered.ts";
import { heaviestPicture, readFile } from "./read-file.ts";
import { longestText } from "./text-kind.ts";

afterEach(() => void vi.unstubAllGlobals());

it.each<[string, string, FileKind]>([
  ["a.PNG", "", "picture"],
  ["photo", "image/jpeg", "picture"],
  ["a.webp", "image/webp", "picture"],
  ["a.avif", "", "saidPicture"],
  ["a", "image/gif", "saidPicture"],
  ["a.tiff", "image/tiff", "foreignPicture"],
  ["clip.mp4", "video/mp4", "foreignPicture"],
  ["ink.v2.safetensors", "", "model"],
  ["old.ckpt", "application/octet-stream", "model"],
  ["words.txt", "text/plain", "text"],
  ["workflow.json", "application/json", "text"],
  ["readme", "text/markdown", "text"],
  ["setup.exe", "application/x-msdownload", "other"],
  ["no suffix", "", "other"],
])("%s of type %j is taken for what its name says: %s", (name, type, kind) => {
  expect(kindOfFile({ name, type })).toBe(kind);
});

it.each([
  ["words alone", [], "fox", true],
  ["nothing", [], "", true],
  ["words with a picture of them, as office programs copy", ["image.png"], "a\tb", true],
  ["a picture alone", ["image.png"], "", false],
  ["a file, and its name as words", ["fox.png"], "/home/you/fox.png", false],
])("%s that is pasted into a field is the field's own: %j", (_, names, text, isOwn) => {
  expect(isFieldsOwn({ files: names.map((name) => ({ name })), text })).toBe(isOwn);
});

const unreadable = { arrayBuffer: () => Promise.reject(new Error("read")) };
/** A file of so many bytes that nobody reads: reading it would fail. */
function heavy(name: string, size: number, slice: (from: number) => object = () => unreadable): File {
  const file = new File([], name);
  Object.defineProperty(file, "size", { value: size });
  Object.defineProperty(file, "arrayBuffer", { value: unreadable.arrayBuffer });
  Object.defineProperty(file, "slice", { value: slice });
  return file;
}

it.each([
  ["huge.png", heaviestPicture + 1, { code: "tooHeavy", size: heaviestPicture + 1 }],
  ["huge.txt", 4 * longestText + 1, { code: "tooHeavy", size: 4 * longestText + 1 }],
  ["movie.mkv", 2 ** 34, { code: "otherFile" }],
])("%s of %d bytes is refused before a byte of it is read", async (name, size, why) => {
  expect(await readFile(heavy(name, size))).toEqual({ kind: "refused", name, why });
});

it("takes no picture that the studio would refuse for its weight alone", () => {
  expect(heaviestPicture).toBeLessThan(largestPictureBody);
});

it.each<[string, BlobPart[], object]>([
  ["words.txt", ["red fox"], { kind: "text", text: "red fox", what: { kind: "words" } }],
  ["recipe.log", ["fox\nSteps: 9, Sampler: DDIM"], { kind: "text", what: { kind: "recipe" } }],
  ["empty.txt", [], { kind: "refused", why: { code: "empty" } }],
  ["notes.txt", [Uint8Array.of(0x66, 0xff, 0xff, 0x80)], { kind: "refused", why: { code: "notText" } }],
  ["setup.exe", [Uint8Array.of(0x4d, 0x5a, 0, 0, 3)], { kind: "refused", why: { code: "otherFile" } }],
  ["a.psd", ["8BPS"], { kind: "refused", why: { code: "foreignPicture" } }],
])("%s is asked about as what is in it", async (name, parts, subject) => {
  expect(await readFile(new File(parts, name))).toMatchObject(subject);
});

it("tells what the studio refused, instead of failing", async () => {
  const problem = { code: "server/tooLarge", message: "Too large.", hint: "Smaller." };
  vi.stubGlobal("fetch", async () => Response.json(problem, { status: 413 }));
  const subject = await readFile(new File(["x"], "a.safetensors"));
  expect(subject).toEqual({ kind: "refused", name: "a.safetensors", why: { code: "problem", problem } });
});

it("reads of a model only the pieces that the studio asks for", async () => {
  const asked: unknown[] = [];
  const far = { offset: 5_000_000_000, length: 7 };
  vi.stubGlobal("fetch", async (_: string, { body }: { body: FormData }) => {
    const bytes = body.get("bytes");
    asked.push([JSON.parse(String(body.get("file"))), bytes instanceof Blob ? await bytes.text() : undefined]);
    return Response.json(
      asked.length === 1 ? { need: [far] } : { inspection: { what: "model", findings: [] }, folders: [] },
    );
  });
  const file = heavy("a.ckpt", 6_000_000_000, (from) => new Blob([from === 0 ? "head" : "middle"]));
  expect(await readFile(file)).toMatchObject({ kind: "model", inspection: { what: "model" } });
  const first = { offset: 0, length: 256 * 1024 };
  expect(asked).toEqual([
    [{ name: "a.ckpt", size: 6_000_000_000, pieces: [first] }, "head"],
    [{ name: "a.ckpt", size: 6_000_000_000, pieces: [first, far] }, "headmiddle"],
  ]);
});
