import fc from "fast-check";
import { expect, it } from "vitest";
import { describeSession, isMadeOf, keyOf, type SessionIdentity } from "./session-identity.ts";

/** Few values, so that equal ones meet, and names made of the words that a description is made of. */
const name = fc.constantFrom("a", "b", "a tiling", "a + b", "a + b ", "b 3", "a tiles 2", "a merging", '"', "a\u0000b");
const identity: fc.Arbitrary<SessionIdentity> = fc.record(
  {
    part: fc.constantFrom("unet", "vae-decoder", "text", "unet a"),
    file: name,
    loras: fc.array(fc.record({ file: name, dyn: fc.constantFrom(undefined, 3, 4) }), { maxLength: 2 }),
    hypernetworks: fc.array(name, { maxLength: 2 }),
    tiling: fc.boolean(),
    merging: fc.boolean(),
    tiles: fc.constantFrom(undefined, 0, 2),
    laidFor: fc.constantFrom(undefined, 64, 96),
  },
  { requiredKeys: ["part", "file"] },
);

/** The same with nothing left out: what is absent is none. */
const whole = ({ part, file, loras = [], hypernetworks = [], tiling, merging, tiles, laidFor }: SessionIdentity) => ({
  part,
  file,
  hypernetworks,
  tiles,
  laidFor,
  tiling: tiling === true,
  merging: merging === true,
  loras: loras.map((lora) => ({ file: lora.file, dyn: lora.dyn })),
});

it("two sessions share a key where they are of the same files with the same changes, and nowhere else", () => {
  fc.assert(
    fc.property(identity, identity, (one, other) => {
      expect(keyOf(one)).toBe(keyOf(whole(one)));
      const areSame = fc.stringify(whole(one)) === fc.stringify(whole(other));
      expect(keyOf(one) === keyOf(other)).toBe(areSame);
    }),
  );
});

it("every single change of a session is another key", () => {
  fc.assert(
    fc.property(identity, (one) => {
      const { loras = [], hypernetworks = [], tiles = 1, laidFor = 1 } = one;
      const changed: SessionIdentity[] = [
        { ...one, file: `${one.file} ` },
        { ...one, part: `${one.part} ` },
        { ...one, tiling: !one.tiling },
        { ...one, merging: !one.merging },
        { ...one, tiles: tiles + 1 },
        { ...one, laidFor: laidFor + 1 },
        { ...one, hypernetworks: [...hypernetworks, "c"] },
        { ...one, loras: [...loras, { file: "c" }] },
        ...loras.map((lora, at) => ({ ...one, loras: loras.with(at, { ...lora, dyn: (lora.dyn ?? 0) + 1 }) })),
      ];
      expect(new Set([one, ...changed].map(keyOf)).size).toBe(changed.length + 1);
    }),
  );
});

it("a session is made of its own files, not of one whose name begins like theirs", () => {
  const one = { part: "unet", file: "/m/a.ckpt", loras: [{ file: "/l/b" }], hypernetworks: ["/h/c"], tiling: true };
  expect(["/m/a.ckpt", "/l/b", "/h/c"].map((file) => isMadeOf(one, file))).toEqual([true, true, true]);
  expect(["/m/a", "/l", "unet", "tiling", ""].map((file) => isMadeOf(one, file))).toEqual(Array(5).fill(false));
});

it("is told to people as its network, its files and what is changed", () => {
  const told = describeSession({
    part: "unet",
    file: "/m/a.safetensors",
    loras: [{ file: "/l/b" }, { file: "/l/c", dyn: 4 }],
    hypernetworks: ["/h/d"],
    tiling: true,
    merging: true,
    tiles: 2,
  });
  expect(told).toBe("unet /m/a.safetensors + /l/b  + /l/c 4 + /h/d tiling merging tiles 2");
  expect(describeSession({ part: "upscaler", file: "/u/e.pth" })).toBe("upscaler /u/e.pth");
});
