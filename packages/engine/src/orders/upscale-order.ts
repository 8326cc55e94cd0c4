import type { RgbImage } from "@danfang/domain";

/** An upscaler's order: by a factor, or to a size in pixels. */
export interface UpscaleOrder {
  /** A model file, or one of the built-in ways: `Lanczos`, `Nearest`, `None`. */
  readonly upscaler:
    | { readonly kind: "model"; readonly file: string }
    | { readonly kind: "builtIn"; readonly name: string };
  readonly image: RgbImage;
  readonly to: { readonly scale: number } | { readonly width: number; readonly height: number };
}
