import sharp from "sharp";

/** σ of step 1 … steps on a Karras-like path from 14.6 to 0.03. */
export function sigmaAt(step: number, steps: number): number {
  const rho = 7;
  const share = steps === 1 ? 0 : (step - 1) / (steps - 1);
  return (14.6 ** (1 / rho) + share * (0.03 ** (1 / rho) - 14.6 ** (1 / rho))) ** rho;
}

/** A preview as early steps have it: blurred in proportion to the noise. */
export async function noisy(png: Buffer, sigma: number): Promise<string> {
  const blurred =
    sigma > 0.5
      ? await sharp(png)
          .blur(Math.min(6, 0.4 + sigma / 3))
          .png()
          .toBuffer()
      : png;
  return `data:image/png;base64,${blurred.toString("base64")}`;
}
