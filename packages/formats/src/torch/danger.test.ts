import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bytesSource } from "../byte-source.ts";
import { concatBytes } from "../concat-bytes.ts";
import { pickleOf, printTorch } from "../testing/print-torch.ts";
import { gradeOf, worstGrade } from "./danger.ts";
import { surveyPickle, surveyTorch } from "./survey-torch.ts";
import { torchMeanings } from "./torch-meanings.ts";

const survey = (bytes: Uint8Array) => surveyTorch(bytesSource(bytes, "strange.pt"));
const golden = (name: string) => readFileSync(new URL(`goldens/${name}`, import.meta.url));

describe("what a pickle asks for", () => {
  it("is harmless exactly where a model may ask for it, or it makes plain data", () => {
    for (const name of [...torchMeanings.calls.keys(), ...torchMeanings.values]) expect(gradeOf(name)).toBe("harmless");
    expect(["builtins dict", "collections defaultdict", "pathlib PosixPath"].map(gradeOf)).toEqual(
      Array(3).fill("harmless"),
    );
  });

  it.each([
    ...["os system", "posix system", "nt system", "builtins eval", "__builtin__ exec", "builtins getattr"],
    ...[
      "subprocess Popen",
      "webbrowser open",
      "runpy _run_code",
      "socket create_connection",
      "importlib import_module",
    ],
    ...["pickle loads", "_pickle loads", "marshal loads", "operator attrgetter", "functools partial", "shutil rmtree"],
    ...["torch load", "torch.hub load", "torch os.system", "numpy.testing._private.utils runstring", "types CodeType"],
    ...["os.path join", "harmless builtins.eval", "pip main", "asyncio.unix_events _UnixSubprocessTransport"],
  ])("%s is dangerous", (name) => {
    expect(gradeOf(name)).toBe("dangerous");
  });

  it.each(["ultralytics.nn.tasks DetectionModel", "torch.nn.modules.conv Conv2d", "osmosis Thing", "builtins print"])(
    "%s is of a program that nothing is known of",
    (name) => {
      expect(gradeOf(name)).toBe("unknown");
    },
  );

  it("is as bad as the worst of it", () => {
    const graded = (["harmless", "dangerous", "unknown"] as const).map((grade) => ({ name: "a.b", grade }));
    expect([worstGrade([]), worstGrade(graded.slice(0, 1)), worstGrade(graded.slice(1)), worstGrade(graded)]).toEqual([
      "harmless",
      "harmless",
      "dangerous",
      "dangerous",
    ]);
  });
});

describe("surveyTorch", () => {
  it("lists the tensors of a file that is not to be loaded, and what it asks for", async () => {
    const { tensors, calls, problem } = await survey(golden("evil.system.pt"));
    expect(tensors.size).toBeGreaterThan(0);
    expect(worstGrade(calls)).toBe("dangerous");
    expect(problem).toBeUndefined();
  });

  it("tells what a broken file asks for before it breaks", async () => {
    const { calls, problem } = await survey(printTorch(pickleOf("cos\nsystem\n(S'x'\ntR\xff")));
    expect(calls).toEqual([{ name: "os.system", grade: "dangerous" }]);
    expect(problem?.code).toBe("formats/badPickle");
  });

  it("tells what an archive of 2016 asks for", async () => {
    const pickle = pickleOf("cos\nsystem\n(S'x'\ntR.");
    const header = new Uint8Array(512);
    header.set(Buffer.from("pickle"), 0);
    header.set(Buffer.from(pickle.length.toString(8).padStart(11, "0")), 124);
    header.set(Buffer.from("ustar\0"), 257);
    const { calls, problem } = await survey(concatBytes([header, pickle, new Uint8Array(512 - pickle.length)]));
    expect([calls.map(({ name }) => name), problem?.code]).toEqual([["os.system"], "formats/ancientTorch"]);
  });

  it("finds a pickle of protocol 0, and one behind another file's header", async () => {
    const bytes = concatBytes([new Uint8Array(10), pickleOf("cbuiltins\neval\n(S'1'\ntR.")]);
    expect(await surveyPickle(bytesSource(bytes), 10)).toEqual([{ name: "builtins.eval", grade: "dangerous" }]);
  });
});
