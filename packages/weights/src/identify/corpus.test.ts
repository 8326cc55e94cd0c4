import { performance } from "node:perf_hooks";
import { type TensorEntry, tensorTable } from "@danfang/formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identifyTable } from "./identify.ts";
import type { Identity } from "./identity.ts";
import { type CorpusEntry, readCorpus, tensorsOf } from "./testing/corpus.ts";

const corpus = readCorpus();
const judge = (tensors: readonly TensorEntry[]) => identifyTable(tensorTable(tensors));

const isFamily = ({ family, ors = [] }: CorpusEntry, got: string) => family === got || ors.includes(got);
const isRight = (entry: CorpusEntry, got: Identity) =>
  got.kind === entry.kind &&
  isFamily(entry, got.family) &&
  (entry.architecture === undefined || entry.architecture === got.architecture);

const told = ({ kind, family, architecture, confidence }: Identity) =>
  [kind, family, architecture, confidence].filter((word) => word !== undefined).join(" ");

describe("files made of the names and shapes of public classes", () => {
  it("are known for what they are, and none is confidently taken for another", () => {
    const wrong = corpus.flatMap((entry) => {
      const got = judge(tensorsOf(entry));
      return isRight(entry, got) ? [] : [{ id: entry.id, got: told(got), confidence: got.confidence }];
    });
    expect(wrong.filter(({ confidence }) => confidence === "certain")).toEqual([]);
    expect(wrong.length / corpus.length, JSON.stringify(wrong)).toBeLessThanOrEqual(0.01);
    expect(corpus.length).toBeGreaterThanOrEqual(250);
  });

  it("have their variant, algorithm and precision, where the class has one", () => {
    const wrong = corpus.flatMap((entry) => {
      const { variant, precision, lora } = judge(tensorsOf(entry));
      const isSame =
        (entry.variant ?? variant) === variant &&
        (entry.precision ?? precision) === precision &&
        (entry.algorithm === undefined || lora?.algorithms.includes(entry.algorithm));
      return isSame ? [] : [{ id: entry.id, variant, precision, algorithms: lora?.algorithms }];
    });
    expect(wrong).toEqual([]);
  });

  it("show what decided: a tensor of the file, for everything that is known", () => {
    for (const entry of corpus) {
      const { kind, evidence } = judge(tensorsOf(entry));
      expect(evidence.length > 0, entry.id).toBe(kind !== "unknown");
    }
  });
});

/** A few of each kind: the laws below cost as much as all of them together. */
const some = corpus.filter((_, i) => i % 5 === 0);

describe("what a file is", () => {
  it.each(["model.", "module.", "state_dict.", "model.diffusion_model.", "diffusion_model.", "transformer."])(
    "does not change when everything is wrapped in %s",
    (wrapper) => {
      for (const entry of some.filter(({ kind }) => !["embedding", "aestheticGradient"].includes(kind))) {
        const tensors = tensorsOf(entry);
        const wrapped = tensors.map((tensor) => ({ ...tensor, name: wrapper + tensor.name }));
        const [one, other] = [judge(tensors), judge(wrapped)];
        expect([other.kind, other.family, other.variant], entry.id).toEqual([one.kind, one.family, one.variant]);
      }
    },
  );

  it("does not depend on the order of its tensors", () => {
    for (const entry of some) {
      const tensors = tensorsOf(entry);
      const back = judge(tensors.toReversed());
      expect({ ...back, evidence: [] }, entry.id).toEqual({ ...judge(tensors), evidence: [] });
    }
  });

  it("is never certainly another family when one tensor in three is missing", () => {
    const networks = corpus.filter(({ tensors }) => tensors.length > 3);
    const lost = fc.record({ at: fc.nat(networks.length - 1), offset: fc.nat(2) });
    fc.assert(
      fc.property(lost, ({ at, offset }) => {
        const entry = networks[at]!;
        const tensors = tensorsOf(entry).filter((_, i) => i % 3 !== offset);
        const got = judge(tensors);
        const isFalse = got.confidence === "certain" && got.kind !== "unknown" && !isFamily(entry, got.family);
        expect(isFalse, `${entry.id}: ${told(got)} ${got.evidence.join("; ")}`).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it("is judged in a time that grows with the file, not with its square", () => {
    const timeOf = (count: number) => {
      const tensors = Array.from(
        { length: count },
        (_, n): TensorEntry => ({ name: `w${n}x.${n}`, dtype: "F16", shape: [8, 8], offset: 0, length: 0 }),
      );
      const start = performance.now();
      judge(tensors);
      return performance.now() - start;
    };
    timeOf(2000);
    expect(timeOf(200_000) / timeOf(20_000)).toBeLessThan(40);
  });
});
