import type { GenerationEvent, GenerationRequest, PaintedImage, Tensor } from "@danfang/domain";

/** What the command line asks of the workbench. */
export interface Workbench {
  generate(request: GenerationRequest, options: { signal?: AbortSignal }): AsyncIterable<GenerationEvent>;
  saveImage(image: PaintedImage, target: { path: string }): Promise<string>;
  saveLatent(latents: Tensor[], path: string): Promise<void>;
  inspect(path: string): Promise<Inspection>;
  bench(options: { onProgress?: (text: string) => void; signal?: AbortSignal }): Promise<BenchReport>;
  doctor(): Promise<Check[]>;
  close(): Promise<void>;
}
export type OpenWorkbench = (options: WorkbenchOptions) => Promise<Workbench>;
export interface WorkbenchOptions {
  readonly home?: string;
  readonly modelRoots?: string[];
  readonly backend?: string;
  readonly threads?: number;
}
export interface Inspection {
  readonly path: string;
  readonly what: "model" | "image" | "unknown";
  readonly kind?: string;
  readonly family?: string;
  readonly baseModel?: string;
  readonly precision?: string;
  readonly vae?: string;
  readonly sizeBytes?: number;
  /** What each part of it is, in a few words: `unet` → `320 wide, 8 heads`. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly safe?: boolean;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly hashes?: Readonly<Record<string, string>>;
  readonly place?: Readonly<Record<string, string>>;
  readonly findings: readonly { readonly code: string; readonly message?: string }[];
}
export interface BenchReport {
  readonly rows: readonly {
    readonly name: string;
    readonly seconds: number;
    readonly gflop?: number;
    readonly gflops?: number;
    readonly shareOfPeak?: number;
  }[];
  readonly peakGflops: number;
  readonly peakRssBytes: number;
}
export interface Check {
  readonly name: string;
  readonly state: "ok" | "warn" | "fail";
  readonly detail: string;
  readonly hint?: string;
}
