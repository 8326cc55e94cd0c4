import type { ServerResponse } from "node:http";
import {
  type GenerationRequest,
  type Job,
  type ModelEntry,
  type QueueStatus,
  Settings,
  type StudioEvent,
} from "@danfang/domain";
import { fakeModels } from "./models.ts";
import { earlierPicture, type FakePicture } from "./pictures.ts";

/** What the fake studio starts with. */
export interface FakeOptions {
  readonly pictures?: number;
  readonly settings?: Partial<Settings>;
  readonly realCheckpoint?: boolean;
  readonly millisecondsPerStep?: number;
  /** Where the painter rests in every job until it is told to go on: what is seen there stays, however slow the browser. */
  readonly restsAt?: Rest;
}

export interface Rest {
  readonly batch: number;
  readonly step: number;
}

export interface FakeStyle {
  readonly name: string;
  readonly prompt: string;
  readonly negativePrompt: string;
}

/** Everything that the fake studio knows; its routes read and change it. */
export class FakeState {
  settings: Settings;
  status: QueueStatus = { paused: false, queued: 0, running: 0 };
  isClosed = false;
  readonly models: ModelEntry[];
  readonly jobs: Job[] = [];
  readonly pictures: FakePicture[] = [];
  readonly styles: FakeStyle[] = [{ name: "ink wash", prompt: "{prompt}, ink wash", negativePrompt: "photo" }];
  /** Jobs whose batch in hand is to be left. */
  readonly skipped = new Set<string>();
  readonly listeners = new Set<ServerResponse>();
  readonly #log: StudioEvent[] = [];
  readonly #restsAt: Rest | undefined;
  #resting = Promise.withResolvers<void>();
  #rest = Promise.withResolvers<void>();
  #serial = 0;

  constructor(options: FakeOptions) {
    this.settings = Settings.parse(options.settings ?? {});
    this.#restsAt = options.restsAt;
    this.models = fakeModels(options.realCheckpoint ?? true);
    for (let i = 0; i < (options.pictures ?? 0); i++) this.pictures.unshift(earlierPicture(i, this.nextSerial()));
  }

  /** Waits where the painter is to rest. */
  async rest({ batch, step }: Rest): Promise<void> {
    if (batch !== this.#restsAt?.batch || step !== this.#restsAt.step || this.isClosed) return;
    this.#rest = Promise.withResolvers();
    this.#resting.resolve();
    await this.#rest.promise;
  }

  /** Ends the painter's rest, as soon as it begins. */
  async goOn(): Promise<void> {
    await this.#resting.promise;
    this.#resting = Promise.withResolvers();
    this.#rest.resolve();
  }

  close(): void {
    this.isClosed = true;
    this.#rest.resolve();
  }

  nextSerial(): number {
    this.#serial++;
    return this.#serial;
  }

  publish(event: StudioEvent): void {
    this.#log.push(event);
    for (const listener of this.listeners) listener.write(printEvent(this.#log.length, event));
  }

  /** Tells a listener what came after event `last`, and from now on everything. */
  listen(listener: ServerResponse, last = this.#log.length): void {
    for (let i = last; i < this.#log.length; i++) listener.write(printEvent(i + 1, this.#log[i]!));
    this.listeners.add(listener);
  }

  addJob(wanted: GenerationRequest, priority: number): Job {
    const seed = wanted.seed === -1 ? Math.floor(Math.random() * 1e9) : wanted.seed;
    const job: Job = {
      ...{ id: `j${this.nextSerial()}`, request: { ...wanted, seed }, state: "queued", priority },
      ahead: this.jobs.filter(isActive).length,
      ...{ attempts: 0, step: 0, steps: wanted.steps, batch: 0, pictures: [], createdAt: new Date().toISOString() },
    };
    this.jobs.push(job);
    this.publish({ type: "job", job });
    this.recount();
    return job;
  }

  updateJob(id: string, change: Partial<Job>): Job {
    const at = this.jobs.findIndex((job) => job.id === id);
    const job = { ...this.jobs[at]!, ...change };
    this.jobs[at] = job;
    this.publish({ type: "job", job });
    this.recount();
    return job;
  }

  changeModel(id: string, { previewUrl }: { previewUrl: string | undefined }): void {
    const at = this.models.findIndex((model) => model.id === id);
    const { previewUrl: _, ...model } = this.models[at]!;
    this.models[at] = previewUrl === undefined ? model : { ...model, previewUrl };
    this.publish({ type: "models" });
  }

  job(id: string): Job | undefined {
    return this.jobs.find((job) => job.id === id);
  }

  recount(): void {
    const count = (wanted: Job["state"]) => this.jobs.filter(({ state }) => state === wanted).length;
    this.status = { ...this.status, queued: count("queued"), running: count("running") };
    this.publish({ type: "queue", status: this.status });
  }
}

export const isActive = ({ state }: Job): boolean => state === "queued" || state === "running";

const printEvent = (id: number, event: StudioEvent) => `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`;
