import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { endLeftEngines, recordEngines } from "./engine-records.ts";
import { identityOf, type ProcessIdentity } from "./process-identity.ts";

const folder = await temporaryFolder();
let home = "";
let records = "";
const children: ChildProcess[] = [];
beforeEach(({ task }) => {
  home = join(folder, task.id);
  records = join(home, "cache", "engines");
  mkdirSync(home);
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A process that waits for ever. */
async function waiting(): Promise<{ child: ChildProcess; identity: ProcessIdentity }> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e9); console.log(1)"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  children.push(child);
  await once(child.stdout!, "data");
  return { child, identity: identityOf(child.pid!) };
}

async function dead(): Promise<ProcessIdentity> {
  const { child, identity } = await waiting();
  child.kill("SIGKILL");
  await once(child, "exit");
  return identity;
}

function record(engine: ProcessIdentity, owner: ProcessIdentity): void {
  mkdirSync(records, { recursive: true });
  writeFileSync(join(records, `${engine.pid}.json`), JSON.stringify({ engine, owner }));
}

it("an engine is on record while it runs", async () => {
  const note = recordEngines(home);
  note(31, "started");
  expect(readdirSync(records)).toEqual(["31.json"]);
  note(31, "over");
  expect(readdirSync(records)).toEqual([]);
});

it("a home that cannot be written has no records, and no harm is done", () => {
  const file = join(home, "file");
  writeFileSync(file, "");
  recordEngines(file)(31, "started");
  expect(endLeftEngines(file)).toEqual([]);
});

describe.runIf(process.platform === "linux")("a left engine", () => {
  it("is ended even if it is stopped, once its owner is gone", async () => {
    const { child, identity } = await waiting();
    child.kill("SIGSTOP");
    record(identity, await dead());
    const exited = once(child, "exit");
    expect(endLeftEngines(home)).toEqual([identity.pid]);
    expect(await exited).toEqual([null, "SIGKILL"]);
    expect(readdirSync(records)).toEqual([]);
  });

  it("is none while its owner lives", async () => {
    const { identity } = await waiting();
    record(identity, identityOf(process.pid));
    expect(endLeftEngines(home)).toEqual([]);
    expect(existsSync(join(records, `${identity.pid}.json`))).toBe(true);
  });

  it("is none whose id another process has by now, nor what is no record", async () => {
    const { identity } = await waiting();
    record({ ...identity, started: "1" }, await dead());
    writeFileSync(join(records, "half.json"), '{"engine":');
    expect(endLeftEngines(home)).toEqual([]);
    expect(() => process.kill(identity.pid, 0)).not.toThrow();
    expect(readdirSync(records)).toEqual([]);
  });
});
