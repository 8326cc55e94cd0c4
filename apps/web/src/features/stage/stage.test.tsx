// @vitest-environment happy-dom
import type { Job, Picture } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { en } from "../../i18n/en/en.ts";
import { sampleJob, sampleOrder, samplePicture } from "../../testing/samples.ts";
import { all, find, press, Refused, show, tell } from "../../testing/show.tsx";
import { draftStore } from "../draft/draft-store.ts";
import { Stage } from "./stage.tsx";

interface Scene {
  readonly job?: Job;
  readonly picture?: Picture;
  readonly failed?: Job;
  readonly isKnown?: boolean;
  readonly isPaused?: boolean;
  readonly more?: object;
}
const words = () => document.querySelector(".stage")?.textContent ?? document.body.textContent ?? "";
const play = ({ job, picture, failed, isKnown = true, isPaused = false, more = {} }: Scene) =>
  show(<Stage job={job} picture={picture} failed={failed} isKnown={isKnown} isStarter onOpen={() => undefined} />, {
    answers: { "GET /v1/queue": { paused: isPaused, queued: 1, running: 0 }, ...more },
  });
const progress = { type: "progress", jobId: "j1", batch: 0, sigma: 1, steps: 20 } as const;

describe("the stage", () => {
  it("offers ideas while nothing was painted; one of them becomes the prompt", async () => {
    await play({});
    await press(find("button", "red apple"));
    expect(draftStore.get().prompt).toBe("red apple");
  });
  it("is an empty place while nobody knows whether there is a picture", async () => {
    await play({ isKnown: false });
    expect(all("button")).toEqual([]);
    expect(find(".stage-picture").getAttribute("aria-busy")).toBe("true");
  });
  it("shows the picture that was painted last", async () => {
    await play({ picture: samplePicture() });
    expect(find("img").getAttribute("src")).toBe("/v1/pictures/p1/file");
  });
  it.each([
    ["how many jobs are before it", { ahead: 2 }, false, en.create.waiting.replace("{{ahead}}", "2")],
    ["that it is loaded once none is", { ahead: 0 }, false, en.create.loading.replace("{{name}}…", "anything")],
    ["that the queue rests", { ahead: 2 }, true, en.create.paused],
  ] as const)("says of a job that waits %s", async (_, more, isPaused, said) => {
    await play({ job: sampleJob(more), isPaused });
    expect(words()).toContain(said);
  });
  it("resumes a queue that rests", async () => {
    const { asked } = await play({
      job: sampleJob(),
      isPaused: true,
      more: { "POST /v1/queue/resume": { paused: false, queued: 1, running: 0 } },
    });
    await press(find("button", en.create.resume));
    expect(asked.map(({ what }) => what)).toContain("POST /v1/queue/resume");
  });
  it("tells the step, the time that is left, and that the picture is developed after the last step", async () => {
    await play({ job: sampleJob({ state: "running" }) });
    await tell({ ...progress, step: 19, etaSeconds: 3725 });
    expect(words()).toContain("Step 19 of 20");
    expect(words()).toContain("1 h 2 min left");
    expect(words()).not.toContain("picture 1 of");
    await tell({ ...progress, step: 20, etaSeconds: 0 });
    expect(words()).toContain(en.create.decoding);
  });
  it("counts the pictures of an order of several from one", async () => {
    await play({ job: sampleJob({ state: "running", request: sampleOrder({ batchCount: 3 }) }) });
    await tell({ ...progress, batch: 1, step: 2 });
    expect(words()).toContain("picture 2 of 3");
  });
  it("says why the last job failed, and tries it again", async () => {
    const problem = { code: "engine/outOfMemory", message: "Memory ran out.", hint: "Paint smaller." };
    const { asked } = await play({
      failed: sampleJob({ state: "failed", problem }),
      more: { "POST /v1/jobs/j1/retry": new Refused({ ...problem, message: "Still no memory." }) },
    });
    expect(words()).toContain("Memory ran out.");
    await press(find("button", en.common.retry));
    expect(asked.map(({ what }) => what)).toContain("POST /v1/jobs/j1/retry");
    expect(document.body.textContent).toContain("Still no memory.");
  });
  it("says at once that it stops, and once", async () => {
    await play({
      job: sampleJob({ state: "running" }),
      more: { "DELETE /v1/jobs/j1": "", "GET /v1/jobs": { jobs: [] } },
    });
    await press(find("button", en.create.stop));
    expect((find("button", en.create.stopping) as HTMLButtonElement).disabled).toBe(true);
  });
  it("is again as it was when a stop is refused", async () => {
    const problem = { code: "studio/locked", message: "The database is locked.", hint: "" };
    await play({ job: sampleJob({ state: "running" }), more: { "DELETE /v1/jobs/j1": new Refused(problem) } });
    await press(find("button", en.create.stop));
    expect((find("button", en.create.stop) as HTMLButtonElement).disabled).toBe(false);
    expect(document.body.textContent).toContain("The database is locked.");
  });
});
