import type {
  FilePieces,
  Finding,
  GenerationRequest,
  InspectionAnswer,
  Job,
  JobState,
  ModelEntry,
  ModelFacets,
  ModelFilter,
  ModelFolder,
  ModelFolderCheck,
  ModelName,
  ModelPage,
  ModelSort,
  ModelView,
  NamedModels,
  Picture,
  PicturePage,
  Problem,
  QueueStatus,
  Recipe,
  Settings,
  TimelineStep,
  Trouble,
} from "@danfang/domain";
import { defined } from "@danfang/domain";
import { ProblemError, unreachable } from "../ui/problem.ts";

/** What somebody says of a model; what is left out stays. */
export interface ModelMark {
  readonly isFavourite?: boolean;
  readonly notes?: string;
  readonly tags?: readonly string[];
}

export interface StudioStatus {
  readonly version: string;
  readonly queue: QueueStatus;
  readonly engine?: {
    readonly backend: string;
    readonly threads: number;
    readonly available?: readonly string[];
    readonly rssBytes?: number;
  };
  readonly home: string;
  /** What went wrong since the start that no request asked for. */
  readonly notices: readonly Problem[];
  /** What does not work now. */
  readonly troubles: readonly Trouble[];
}

export interface SamplerList {
  readonly samplers: readonly {
    readonly name: string;
    readonly aliases?: readonly string[];
    readonly defaultSchedule?: string;
  }[];
  readonly schedules: readonly { readonly name: string; readonly label: string }[];
}

/** What a stranger's text or picture says, as far as it was understood. */
export interface RecipeReading {
  readonly recipe: Recipe;
  readonly request: Partial<GenerationRequest>;
  readonly findings: readonly Finding[];
  readonly missing: readonly { readonly kind: string; readonly name?: string; readonly hash?: string }[];
  /** Keys of `recipe.extra` that nothing follows. */
  readonly unused?: readonly string[];
  readonly infotext?: string;
}

/** What a recipe is written as: for AUTOMATIC1111, as a graph for ComfyUI, as it is. */
export type RecipeForm = "a1111" | "comfyui" | "json";
interface WrittenRecipe {
  readonly text: string;
  readonly findings: readonly Finding[];
}

export interface PictureFilter {
  readonly text?: string;
  readonly favourite?: boolean;
  readonly checkpoint?: string;
  readonly sampler?: string;
  readonly deleted?: boolean;
  /** Pictures of one job, in the order in which they were painted. */
  readonly job?: string;
  /** Grids as one tile; heeded where nothing is searched or filtered. */
  readonly stacked?: boolean;
}

export interface Facets {
  readonly checkpoints: readonly { readonly name: string; readonly count: number }[];
  readonly samplers: readonly { readonly name: string; readonly count: number }[];
}

/** What is in the bin, and what emptying it frees. */
export interface Bin {
  readonly pictures: number;
  readonly sizeBytes: number;
  /** In folders of other programs: these files stay. */
  readonly keptFiles: number;
}

export interface EmptiedBin {
  readonly removed: number;
  readonly freedBytes: number;
  readonly failed: readonly Problem[];
}

/** What somebody agrees to when a model's picture is changed. */
export interface PreviewConsent {
  readonly replace?: true;
  readonly foreign?: true;
}

export interface ImportResult {
  readonly added: number;
  readonly known: number;
  readonly failed: unknown;
}

export interface PromptReading {
  readonly tokenCount: number;
  readonly tokenLimit?: number;
  readonly chunkTexts?: readonly string[];
}

/** A picture that was handed in, to start from or as a mask. */
export interface InputPicture {
  /** As orders name it. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** A piece of prompt with a name. */
export interface PromptStyle {
  readonly name: string;
  readonly prompt: string;
  readonly negativePrompt: string;
}

export interface StyleListing {
  readonly styles: readonly SavedStyle[];
  /** Files of styles that cannot be read, and why. */
  readonly problems: readonly Problem[];
}

export interface SavedStyle extends PromptStyle {
  /** Those of an adopted installation are only read. */
  readonly isOwn: boolean;
}

/** A part of the settings, at any depth; `null` takes a choice back. */
export type SettingsPatch = {
  readonly [K in keyof Settings]?: Settings[K] extends unknown[] | string ? Settings[K] : PartOf<Settings[K]>;
};

type PartOf<T> = { readonly [K in keyof T]?: T[K] | null };

async function send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const isForm = body instanceof FormData;
  const answer = await fetch(path, {
    method,
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    headers: {
      Accept: "application/json",
      ...(body === undefined || isForm ? {} : { "Content-Type": "application/json" }),
    },
    ...defined({ signal }),
  }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw unreachable(cause);
  });
  const text = await answer.text();
  if (!answer.ok) throw new ProblemError(readProblem(text, answer.status), answer.status);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

function readProblem(text: string, status: number): Problem {
  try {
    const body = JSON.parse(text) as Partial<Problem>;
    if (typeof body.message === "string")
      return { ...body, code: body.code ?? `http/${status}`, message: body.message, hint: body.hint ?? "" };
  } catch {
    // Not JSON: a proxy's page, or nothing. The status is all there is to say.
  }
  return { code: `http/${status}`, message: `HTTP ${status}`, hint: "" };
}

const query = (fields: object): string => {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(fields))
    if (value !== undefined && value !== "") search.set(key, String(value));
  return search.size > 0 ? `?${search}` : "";
};

/** Every call of `/v1` that the page makes. Errors: {@link ProblemError}. */
export const api = {
  status: () => send<StudioStatus>("GET", "/v1/status"),

  submit: (request: GenerationRequest, priority = 0) => send<Job>("POST", "/v1/jobs", { request, priority }),
  jobs: (states: readonly JobState[], limit = 100, offset = 0) =>
    send<{ jobs: Job[] }>(
      "GET",
      `/v1/jobs${query({ state: states.join(","), limit, offset: offset || undefined })}`,
    ).then(({ jobs }) => jobs),
  job: (id: string) => send<Job>("GET", `/v1/jobs/${id}`),
  cancelJob: (id: string) => send<void>("DELETE", `/v1/jobs/${id}`),
  /** Ends the batch that is being painted; the next follows. */
  skipBatch: (id: string) => send<Job>("POST", `/v1/jobs/${id}/skip`),
  /** Lets the batch that is being painted come to its end, and cancels the rest. */
  stopAfterBatch: (id: string) => send<Job>("POST", `/v1/jobs/${id}/stop`),
  retryJob: (id: string) => send<Job>("POST", `/v1/jobs/${id}/retry`),
  changeJob: (id: string, change: { priority?: number; before?: string | null }) =>
    send<Job>("PATCH", `/v1/jobs/${id}`, change),
  clearFinished: () => send<{ removed: number }>("DELETE", "/v1/jobs"),
  queue: () => send<QueueStatus>("GET", "/v1/queue"),
  /** Cancels all that wait. */
  cancelWaiting: () => send<{ cancelled: number }>("DELETE", "/v1/queue/waiting"),
  setPaused: (paused: boolean) => send<QueueStatus>("POST", paused ? "/v1/queue/pause" : "/v1/queue/resume"),

  pictures: (filter: PictureFilter, offset: number, limit: number, signal?: AbortSignal) =>
    send<PicturePage>("GET", `/v1/pictures${query({ ...filter, offset, limit })}`, undefined, signal),
  facets: () => send<Facets>("GET", "/v1/pictures/facets"),
  picture: (id: string) => send<Picture>("GET", `/v1/pictures/${id}`),
  timeline: (id: string) =>
    send<{ steps: TimelineStep[] }>("GET", `/v1/pictures/${id}/timeline`).then(({ steps }) => steps),
  setFavourite: (id: string, favourite: boolean) => send<Picture>("PATCH", `/v1/pictures/${id}`, { favourite }),
  removePicture: (id: string) => send<void>("DELETE", `/v1/pictures/${id}`),
  restorePicture: (id: string) => send<Picture>("POST", `/v1/pictures/${id}/restore`),
  bin: () => send<Bin>("GET", "/v1/pictures/bin"),
  emptyBin: () => send<EmptiedBin>("DELETE", "/v1/pictures/bin"),
  importFolder: (folder: string) => send<ImportResult>("POST", "/v1/pictures/import", { folder }),

  /** Hands in a picture to start from, or a mask: a file, or the id of a picture of the gallery. */
  putInput: (picture: Blob | string) => {
    if (typeof picture === "string") return send<InputPicture>("POST", "/v1/inputs", { pictureId: picture });
    const form = new FormData();
    form.append("file", picture, picture instanceof File ? picture.name : "mask.png");
    return send<InputPicture>("POST", "/v1/inputs", form);
  },

  /** Makes a picture larger, and keeps the result in the gallery: one of the gallery, or one that was handed in. */
  upscale: (
    order: { upscaler: string; scale: number } & ({ pictureId: string } | { input: string }),
    signal?: AbortSignal,
  ) => send<Picture>("POST", "/v1/upscale", order, signal),

  modelPage: (wish: ModelFilter & { sort?: ModelSort; offset?: number; limit: number }, signal?: AbortSignal) =>
    send<ModelPage>("GET", `/v1/models/page${query(wish)}`, undefined, signal),
  modelFacets: (filter: ModelFilter, signal?: AbortSignal) =>
    send<ModelFacets>("GET", `/v1/models/facets${query(filter)}`, undefined, signal),
  /** What names mean, each in its place, and embeddings that a text names. */
  resolveModels: (names: readonly ModelName[], text = "") =>
    send<NamedModels>("POST", "/v1/models/resolve", { names, text }),
  /** Looks into the folders again. */
  scanModels: () => send<void>("POST", "/v1/models/scan"),
  markModel: (id: string, mark: ModelMark) => send<ModelEntry>("PATCH", `/v1/models/${id}`, mark),
  /** Reads the whole file. */
  hashModel: (id: string) => send<ModelEntry>("POST", `/v1/models/${id}/hash`),
  modelFolders: () => send<{ folders: ModelFolder[] }>("GET", "/v1/models/folders").then(({ folders }) => folders),
  /** What a folder would bring; it is not added yet. */
  checkModelFolder: (folder: string) => send<ModelFolderCheck>("POST", "/v1/models/folders/check", { folder }),
  model: (id: string) => send<ModelView>("GET", `/v1/models/${id}`),
  /** Gives a model a picture: a file, or the id of one of the gallery. */
  choosePreview: (model: string, picture: Blob | string, consent: PreviewConsent) => {
    const path = `/v1/models/${model}/preview${query(consent)}`;
    if (typeof picture === "string") return send<ModelEntry>("PUT", path, { pictureId: picture });
    const form = new FormData();
    form.append("file", picture, "preview");
    return send<ModelEntry>("PUT", path, form);
  },
  removePreview: (model: string, consent: PreviewConsent) =>
    send<ModelEntry>("DELETE", `/v1/models/${model}/preview${query(consent)}`),
  undoPreview: (model: string) => send<ModelEntry>("POST", `/v1/models/${model}/preview/undo`),
  samplers: () => send<SamplerList>("GET", "/v1/samplers"),

  styles: () => send<StyleListing>("GET", "/v1/styles"),
  addStyle: (style: PromptStyle) => send<SavedStyle>("POST", "/v1/styles", style),
  removeStyle: (name: string) => send<void>("DELETE", `/v1/styles/${encodeURIComponent(name)}`),

  settings: () => send<Settings>("GET", "/v1/settings"),
  patchSettings: (part: SettingsPatch) => send<Settings>("PATCH", "/v1/settings", part),

  readRecipeText: (text: string) => send<RecipeReading>("POST", "/v1/recipes/read", { text }),
  writeRecipe: (text: string, form: RecipeForm) => send<WrittenRecipe>("POST", "/v1/recipes/write", { text, as: form }),
  readRecipeFile: (file: Blob, name: string) => {
    const form = new FormData();
    form.append("file", file, name);
    return send<RecipeReading>("POST", "/v1/recipes/read", form);
  },
  /** What a file is, from those pieces of it that `bytes` holds one after the other; or which others it takes to tell. */
  inspectPieces: (file: FilePieces, bytes: Blob) => {
    const form = new FormData();
    form.append("file", JSON.stringify(file));
    form.append("bytes", bytes, "pieces");
    return send<InspectionAnswer>("POST", "/v1/inspect", form);
  },
  readPrompt: (text: string, signal?: AbortSignal) => send<PromptReading>("POST", "/v1/prompt", { text }, signal),
} as const;

/** Sides that thumbnails are asked for at, pixels: few, so that they are found in the cache. */
const thumbnailSizes = [128, 256, 512, 1024] as const;

export const inputUrl = (id: string): string => `/v1/inputs/${encodeURIComponent(id)}`;
export const pictureUrl = (id: string): string => `/v1/pictures/${id}/file`;
export const downloadUrl = (id: string): string => `/v1/pictures/${id}/file?download`;
export function thumbnailUrl(id: string, longSide: number): string {
  const size = thumbnailSizes.find((candidate) => candidate >= longSide) ?? 1024;
  return `/v1/pictures/${id}/thumbnail?size=${size}`;
}
