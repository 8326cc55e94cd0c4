/** One image in latent space. */
export interface LatentShape {
  readonly channels: number;
  /** Latent cells. */
  readonly height: number;
  readonly width: number;
}

/** Values per image. */
export const lengthOf = ({ channels, height, width }: LatentShape): number => channels * height * width;
