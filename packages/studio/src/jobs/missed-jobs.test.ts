import { GenerationRequest, type Problem } from "@danfang/domain";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { expect, it } from "vitest";
import { openMemoryQueue } from "../testing/memory-queue.ts";
import { openMissedJobs } from "./missed-jobs.ts";

const problem = (code: string): Problem => ({ code, message: `${code}.`, hint: "" });

it("jobs that failed for want of a file while a folder was gone are tried again, each once, and no other", async () => {
  const queue = openMemoryQueue({ clock: fakeClock() });
  let isGone = false;
  const missed = openMissedJobs(queue, async () => isGone);
  const failWith = async (code: string) => {
    const { id } = await queue.submit({ request: GenerationRequest.parse({ prompt: code }), priority: 0 });
    await queue.take();
    await queue.fail(id, problem(code));
    await missed.note(id, problem(code));
    return id;
  };
  const before = await failWith("library/notFound"); // with every folder there: it is named wrongly
  isGone = true;
  const [named, read, other, cleared] = [
    await failWith("library/notFound"),
    await failWith("formats/fileMissing"),
    await failWith("engine/badSize"),
    await failWith("library/noModels"),
  ];
  await queue.retry(cleared);
  await queue.cancel(cleared);
  isGone = false;
  await missed.tryAgain();
  await missed.tryAgain();
  const states = await Promise.all(
    [before, named, read, other, cleared].map(async (id) => (await queue.get(id))?.state),
  );
  expect(states).toEqual(["failed", "queued", "queued", "failed", "cancelled"]);
});
