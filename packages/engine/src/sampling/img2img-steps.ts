/** How a run starts from a picture. */
export interface PictureStart {
  /** 0 … 1. */
  readonly denoisingStrength: number;
  /**
   * Do as many steps as were asked for, on a schedule that is longer for it: the hires pass, and img2img with the
   * setting `img2img_fix_steps`. Otherwise only the last steps of a schedule of that many are done.
   */
  readonly exactSteps?: boolean;
}

export interface PictureSteps {
  /** Steps of the whole schedule. */
  readonly scheduleSteps: number;
  /** Steps of it that are walked, less one: the WebUI's `t_enc`. */
  readonly lastStep: number;
}

/** A strength of 1 would start before the schedule. */
const greatestStrength = 0.999;

/** Source: AUTOMATIC1111 1.10.1, `sd_samplers_common.setup_img2img_steps`. */
export function pictureSteps(steps: number, { denoisingStrength, exactSteps = false }: PictureStart): PictureSteps {
  const strength = Math.min(denoisingStrength, greatestStrength);
  if (!exactSteps) return { scheduleSteps: steps, lastStep: Math.trunc(strength * steps) };
  return { scheduleSteps: strength > 0 ? Math.trunc(steps / strength) : 0, lastStep: steps - 1 };
}
