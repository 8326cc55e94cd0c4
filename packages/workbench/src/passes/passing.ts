import type { GenerationRequest, PaintedImage, RgbImage } from "@danfang/domain";
import type { GivenPictures } from "../pictures/given-pictures.ts";
import type { PaintPass, PassTeller } from "./pass.ts";

export interface PassContext {
  readonly paintPass: PaintPass;
  /** The pictures that an order names. Errors: `workbench/badPicture`. */
  readonly read: (init: NonNullable<GenerationRequest["init"]>) => Promise<GivenPictures>;
  /** A picture larger by an upscaler, and the upscaler's name. Errors: `library/notFound`, those of the engine. */
  readonly enlarge: (
    picture: RgbImage,
    how: { readonly upscaler: string; readonly scale: number },
  ) => Promise<{ readonly picture: RgbImage; readonly name: string }>;
  readonly signal: AbortSignal | undefined;
}

/** What ways of several passes need. */
export interface Passing extends Pick<PassContext, "enlarge" | "signal"> {
  readonly teller: PassTeller;
}

/** A picture of a job, made in several passes. */
export interface FinishedPicture {
  readonly index: number;
  readonly pixels: RgbImage;
  /** The pass whose recipe it has. */
  readonly like: PaintedImage;
  /** What its infotext says beyond that. */
  readonly extra?: Readonly<Record<string, string>>;
}
