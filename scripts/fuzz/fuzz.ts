/**
 * Feeds readers of strangers' files with damaged and invented ones: only errors that are declared may come out, soon and
 * without much memory. What breaks a reader is kept, with the seed that makes it again.
 *
 *     node scripts/fuzz/fuzz.ts [--minutes 10] [--seed N] [--target NAME,…] [--keep FOLDER]
 */
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DanfangError } from "../../packages/domain/src/index.ts";
import { bytesSource } from "../../packages/formats/src/index.ts";
import { readMember, readZipDirectory } from "../../packages/formats/src/torch/zip.ts";
import { type Archive, mutate, mutateInside } from "./mutations.ts";
import { randomFrom } from "./random.ts";
import { type Target, targets } from "./targets/index.ts";

/** Processor seconds for one file; none of the seeds takes a hundredth of it. */
const longest = 3;
/** Bytes that reading one file may leave behind or need. */
const mostMemory = 400 * 2 ** 20;

const { values } = parseArgs({
  options: {
    minutes: { type: "string" },
    seed: { type: "string" },
    target: { type: "string" },
    keep: { type: "string" },
  },
});
const root = join(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "danfang-fuzz-"));
const keep = values.keep ?? join(tmpdir(), "danfang-fuzz-kept");
const until = Date.now() + Number(values.minutes ?? 10) * 60_000;
const wanted = values.target?.split(",");
const chosen = targets.filter(({ name }) => wanted?.includes(name) ?? true);
const say = (text: string) => process.stdout.write(`${text}\n`);

interface Tally {
  cases: number;
  readonly outcomes: Map<string, number>;
}
const tallies = new Map<Target, Tally>(chosen.map((target) => [target, { cases: 0, outcomes: new Map() }]));
interface SeedFile {
  readonly bytes: Uint8Array;
  /** Undefined for what is no archive. */
  readonly archive: Archive | undefined;
}

async function openSeed({ takes }: Target, file: string): Promise<SeedFile> {
  const stored = new Uint8Array(readFileSync(join(root, file)));
  const bytes = takes ? takes(stored) : stored;
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return { bytes, archive: undefined };
  const source = bytesSource(bytes, file);
  const members = [...(await readZipDirectory(source)).values()];
  const read = async (member: (typeof members)[number]) =>
    [member.name, await readMember(source, member, 2 ** 30)] as const;
  return { bytes, archive: await Promise.all(members.map(read)) };
}

const seedFiles = new Map<Target, readonly SeedFile[]>();
for (const target of chosen) {
  const files = target.seeds.flatMap((pattern) => globSync(pattern, { cwd: root }));
  seedFiles.set(target, await Promise.all(files.map((file) => openSeed(target, file))));
}

function caseOf(target: Target, seed: number): Uint8Array {
  const random = randomFrom(seed);
  const files = seedFiles.get(target)!;
  const { invent } = target;
  const others = files.length > 0 ? files.map(({ bytes }) => bytes) : [invent!(random)];
  const change = target.mutate && random.below(4) > 0 ? target.mutate : mutate;
  if (invent && (files.length === 0 || random.below(4) === 0))
    return random.below(files.length === 0 ? 50 : 2) === 0 ? invent(random) : change(invent(random), random, others);
  const { bytes, archive } = random.pick(files);
  return archive && random.below(3) > 0 ? mutateInside(archive, random, others) : change(bytes, random, others);
}

async function faultOf(target: Target, bytes: Uint8Array): Promise<{ outcome: string; fault?: string }> {
  const cpu = process.cpuUsage();
  const before = process.memoryUsage().rss;
  let outcome = "read";
  try {
    await target.read(bytes, join(scratch, "case"));
  } catch (error) {
    if (!(error instanceof DanfangError))
      return { outcome: "other", fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    outcome = error.code;
    if (error.message.length > 2000 || error.hint.length === 0)
      return { outcome, fault: `message of ${error.message.length} characters` };
  }
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (user + system) / 1e6;
  const grown = process.memoryUsage().rss - before;
  if (seconds > longest) return { outcome, fault: `took ${seconds} s` };
  if (grown > mostMemory) return { outcome, fault: `took ${grown} bytes of memory` };
  return { outcome };
}

let seed = Number(values.seed ?? Date.now() % 2 ** 31);
let faults = 0;
say(`first seed ${seed}`);
for (; Date.now() < until || (values.seed !== undefined && values.minutes === undefined); seed++) {
  for (const target of chosen) {
    const bytes = caseOf(target, seed);
    const { outcome, fault } = await faultOf(target, bytes);
    const tally = tallies.get(target)!;
    tally.cases++;
    tally.outcomes.set(outcome, (tally.outcomes.get(outcome) ?? 0) + 1);
    if (fault === undefined) continue;
    faults++;
    mkdirSync(keep, { recursive: true });
    writeFileSync(join(keep, `${target.name}-${seed}.bin`), bytes);
    say(`FAULT ${target.name} seed ${seed}, ${bytes.length} bytes: ${fault}`);
  }
  if (values.seed !== undefined && values.minutes === undefined) break;
}
rmSync(scratch, { recursive: true, force: true });
say(`last seed ${seed - 1}`);
for (const [{ name }, { cases, outcomes }] of tallies)
  say(
    `${name}: ${cases} cases; ${[...outcomes]
      .sort((a, b) => b[1] - a[1])
      .map(([code, n]) => `${code} ${n}`)
      .join(", ")}`,
  );
say(faults === 0 ? "no faults" : `${faults} faults, kept in ${keep}`);
process.exitCode = faults === 0 ? 0 : 1;
