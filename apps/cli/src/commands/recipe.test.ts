import { expect, it } from "vitest";
import { runCli } from "../run-cli.ts";
import { type FakeIoOptions, fakeIo } from "../testing/fake-io.ts";
import { fakeServeStudio } from "../testing/fake-serve-studio.ts";
import { fakeWorkbench } from "../testing/fake-workbench.ts";

const swarm = JSON.stringify({ sui_image_params: { prompt: "cat", steps: 9 } });

async function run(argv: readonly string[], options: FakeIoOptions = {}) {
  const io = fakeIo(options);
  const status = await runCli(argv, io, { openWorkbench: fakeWorkbench().open, serveStudio: fakeServeStudio().serve });
  return { status, ...io.written };
}

it("a recipe is read from the input, with what was read and what was not", async () => {
  const { status, stdout } = await run(["recipe", "read", "-", "--json"], { input: `${swarm}\n` });
  const recipe = { prompt: "cat", steps: 9, source: { program: "SwarmUI" } };
  expect([status, JSON.parse(stdout)]).toEqual([0, { recipe, findings: [], infotext: swarm }]);
});

it("each of many recipes is answered on a line of its own", async () => {
  const { stdout } = await run(["recipe", "read", "-", "--jsonl"], { input: `${JSON.stringify(swarm)}\n"a fox"\n` });
  const read = stdout.trimEnd().split("\n");
  expect(read.map((line) => JSON.parse(line).recipe.prompt)).toEqual(["cat", "a fox"]);
});

it.each([["recipe"], ["recipe", "read"], ["recipe", "paint", "a"], ["recipe", "read", "a", "b"]])(
  "of %j %j is said what is missing",
  async (...argv) => {
    const { status, stderr } = await run([...argv]);
    expect(status).not.toBe(0);
    expect(stderr).toContain("read FILE|-");
  },
);
