import { z } from "zod";
import type { Brand } from "./units.ts";

/** Which order, and which picture of the gallery: one is never taken for the other. */
export type JobId = Brand<string, "JobId">;
export const JobId: z.ZodType<JobId, string> = z.string();
export type PictureId = Brand<string, "PictureId">;
export const PictureId: z.ZodType<PictureId, string> = z.string();

/** SHA-256 of a file, 64 hexadecimal digits; not its first ten, which people know files by. */
export type Sha256 = Brand<string, "Sha256">;
export const Sha256: z.ZodType<Sha256, string> = z.string().regex(/^[0-9a-f]{64}$/);
