import type { EngineCalls } from "./engine-calls.ts";

/** The steps that pictures are painted of: one model at a time in use, several kept loaded. */
export type EngineParts = Pick<EngineCalls, "load" | "encode" | "denoise" | "encodeImage" | "decode" | "upscale">;
