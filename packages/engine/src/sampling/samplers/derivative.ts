import type { Sigma } from "@danfang/domain";
import type { Latent } from "../latent.ts";

/** dx/dσ of the probability-flow path: (x − denoised)/σ. Source: Karras et al. 2022, arXiv 2206.00364, eq. 3. */
export function derivative(x: Latent, denoised: Latent, sigma: Sigma): Latent {
  const d = new Float32Array(x.length);
  for (let k = 0; k < d.length; k++) d[k] = (x[k]! - denoised[k]!) / sigma;
  return d;
}
