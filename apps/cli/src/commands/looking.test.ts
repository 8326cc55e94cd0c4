import { DanfangError } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { fakeWorkbench } from "../testing/fake-workbench.ts";
import { runInFolder } from "../testing/run-in-folder.ts";

const { run } = runInFolder();
describe("doctor", () => {
  const checks = [
    { name: "Node", state: "ok", detail: "24" },
    { name: "memory", state: "warn", detail: "3 GB", hint: "close something" },
    { name: "home", state: "fail", detail: "read-only", hint: "choose another" },
  ] as const;

  it("shows every check, the next step of those that need one, and fails if one failed", async () => {
    const { status, stdout } = await run(["doctor"], { workbench: fakeWorkbench({ doctor: async () => [...checks] }) });
    expect(status).toBe(1);
    expect(stdout).toMatch(/✓ Node +24\n! memory +3 GB\n +→ close something\n✗ home +read-only\n +→ choose another/);
  });

  it("does not fail for a warning", async () => {
    const workbench = fakeWorkbench({ doctor: async () => checks.slice(0, 2) });
    const { status, stdout } = await run(["doctor", "--json"], { workbench });
    expect({ status, checks: JSON.parse(stdout).checks }).toEqual({ status: 0, checks: checks.slice(0, 2) });
  });
});

describe("inspect", () => {
  it("prints one list for all files, and for people a block each", async () => {
    const { stdout } = await run(["inspect", "a", "b", "--json"]);
    expect(JSON.parse(stdout).map(({ path }: { path: string }) => path)).toEqual(["a", "b"]);
    expect((await run(["inspect", "a", "b"])).stdout.split("\n\n")).toHaveLength(2);
  });

  it("answers for the other files when one is missing, and ends with 1", async () => {
    const inspect = async (path: string) => {
      if (path === "gone") throw new DanfangError("formats/fileMissing", { message: "gone.", hint: "Look." }, {});
      return { path, what: "model", kind: "vae", findings: [] } as const;
    };
    const { stdout, status } = await run(["inspect", "gone", "b"], { workbench: fakeWorkbench({ inspect }) });
    expect(status).toBe(1);
    expect(stdout).toMatch(/gone\. Look\.[\s\S]*b\n +kind +vae/);
    const alone = await run(["inspect", "gone", "--json"], { workbench: fakeWorkbench({ inspect }) });
    expect(JSON.parse(alone.stdout).error.code).toBe("formats/fileMissing");
  });
});
