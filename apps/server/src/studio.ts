import type {
  Job,
  JobState,
  JobSubmission,
  ModelEntry,
  Picture,
  PicturePage,
  PictureQuery,
  QueueStatus,
  Settings,
  StudioEvent,
  TimelineStep,
} from "@danfang/domain";

export interface Studio {
  readonly queue: Queue;
  readonly gallery: Gallery;
  readonly models: Models;
  readonly settings: SettingsStore;
  readonly events: EventLog<StudioEvent>;
  engineStats(): Promise<
    { peakRssBytes: number; rssBytes: number; residentBytes: number; sessions: readonly string[] } | undefined
  >;
  unloadModels(): Promise<void>;
  close(): Promise<void>;
}
export interface Queue {
  submit(s: JobSubmission, o?: { source?: "studio" | "sdapi"; keepInGallery?: boolean }): Promise<Job>;
  get(id: string): Promise<Job | undefined>;
  list(q: { states?: readonly JobState[]; limit?: number; offset?: number }): Promise<Job[]>;
  cancel(id: string): Promise<Job | undefined>;
  retry(id: string): Promise<Job>;
  setPriority(id: string, n: number): Promise<Job | undefined>;
  move(id: string, beforeId: string | undefined): Promise<Job | undefined>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  status(): Promise<QueueStatus>;
  clearFinished(): Promise<number>;
  wait(id: string, signal?: AbortSignal): Promise<Job>;
}
export interface Gallery {
  page(q: PictureQuery): Promise<PicturePage>;
  get(id: string): Promise<Picture | undefined>;
  file(id: string): Promise<string | undefined>;
  thumbnail(id: string, size: number): Promise<{ bytes: Uint8Array; type: string } | undefined>;
  timeline(id: string): Promise<TimelineStep[]>;
  setFavourite(id: string, on: boolean): Promise<Picture | undefined>;
  remove(id: string): Promise<Picture | undefined>;
  restore(id: string): Promise<Picture | undefined>;
  purge(id: string): Promise<void>;
  importFolder(
    folder: string,
    o?: { signal?: AbortSignal },
  ): Promise<{ added: number; known: number; failed: unknown }>;
  facets(): Promise<{ checkpoints: { name: string; count: number }[]; samplers: { name: string; count: number }[] }>;
}
export interface Models {
  list(kind?: ModelEntry["kind"]): Promise<ModelEntry[]>;
  refresh(): Promise<ModelEntry[]>;
  get(id: string): Promise<ModelEntry | undefined>;
  hash(id: string): Promise<string>;
}
export interface SettingsStore {
  get(): Promise<Settings>;
  patch(part: unknown): Promise<Settings>;
}
export interface EventLog<E> {
  publish(e: E): void;
  since(lastId: number | undefined, signal: AbortSignal): AsyncIterable<{ id: number; event: E }>;
}
