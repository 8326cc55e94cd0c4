/** Complex numbers, row by row: [height, width]. */
export interface ComplexPlane {
  readonly width: number;
  readonly height: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

function factorsOf(n: number): number[] {
  const factors: number[] = [];
  for (let p = 2; n > 1; ) {
    if (n % p === 0) {
      factors.push(p);
      n /= p;
    } else p = p * p > n ? n : p + 1;
  }
  return factors;
}

/** A line's values at `at`, `at + step`, … */
interface Line {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * The discrete Fourier transform of `n` values, any n, by its prime factors (Cooley and Tukey 1965). The inverse where
 * `sign` is 1; neither divides by n.
 */
function openTransform(n: number, sign: 1 | -1) {
  const factors = factorsOf(n);
  const cos = Float64Array.from({ length: n }, (_, k) => Math.cos((2 * Math.PI * k) / n));
  const sin = Float64Array.from({ length: n }, (_, k) => sign * Math.sin((2 * Math.PI * k) / n));
  const largest = Math.max(1, ...factors);
  const [partsRe, partsIm] = [new Float64Array(largest), new Float64Array(largest)];

  function combine(out: Line, at: number, p: number, m: number): void {
    const turn = n / (p * m);
    for (let k = 0; k < m; k++) {
      for (let r = 0; r < p; r++) {
        const [x, y, w] = [out.re[at + r * m + k]!, out.im[at + r * m + k]!, r * k * turn];
        partsRe[r] = x * cos[w]! - y * sin[w]!;
        partsIm[r] = x * sin[w]! + y * cos[w]!;
      }
      for (let q = 0; q < p; q++) {
        let [re, im] = [partsRe[0]!, partsIm[0]!];
        for (let r = 1; r < p; r++) {
          const w = ((q * r) % p) * (n / p);
          re += partsRe[r]! * cos[w]! - partsIm[r]! * sin[w]!;
          im += partsRe[r]! * sin[w]! + partsIm[r]! * cos[w]!;
        }
        out.re[at + q * m + k] = re;
        out.im[at + q * m + k] = im;
      }
    }
  }

  function combineTwo({ re, im }: Line, at: number, m: number): void {
    const turn = n / (2 * m);
    for (let k = 0; k < m; k++) {
      const [a, b] = [at + k, at + k + m];
      const [c, s] = [cos[k * turn]!, sin[k * turn]!];
      const x = re[b]! * c - im[b]! * s;
      const y = re[b]! * s + im[b]! * c;
      re[b] = re[a]! - x;
      im[b] = im[a]! - y;
      re[a]! += x;
      im[a]! += y;
    }
  }

  function transform(
    from: Line,
    begin: number,
    step: number,
    out: Line,
    at: number,
    size: number,
    depth: number,
  ): void {
    if (size === 1) {
      out.re[at] = from.re[begin]!;
      out.im[at] = from.im[begin]!;
      return;
    }
    const p = factors[depth]!;
    const m = size / p;
    for (let r = 0; r < p; r++) transform(from, begin + r * step, step * p, out, at + r * m, m, depth + 1);
    if (p === 2) combineTwo(out, at, m);
    else combine(out, at, p, m);
  }

  return (from: Line, out: Line) => transform(from, 0, 1, out, 0, n, 0);
}

/** Along rows and columns, each divided by √n: numpy's `fft2` or `ifft2` with `norm="ortho"`. */
export function fourier({ width, height, re, im }: ComplexPlane, direction: "forward" | "inverse"): ComplexPlane {
  const sign = direction === "forward" ? -1 : 1;
  const [outRe, outIm] = [new Float64Array(re.length), new Float64Array(re.length)];
  const across = openTransform(width, sign);
  for (let y = 0; y < height; y++) {
    const row = (data: Float64Array) => data.subarray(y * width, (y + 1) * width);
    across({ re: row(re), im: row(im) }, { re: row(outRe), im: row(outIm) });
  }
  const down = openTransform(height, sign);
  const line = (): Line => ({ re: new Float64Array(height), im: new Float64Array(height) });
  const [from, to] = [line(), line()];
  const scale = 1 / Math.sqrt(width * height);
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      from.re[y] = outRe[y * width + x]!;
      from.im[y] = outIm[y * width + x]!;
    }
    down(from, to);
    for (let y = 0; y < height; y++) {
      outRe[y * width + x] = to.re[y]! * scale;
      outIm[y * width + x] = to.im[y]! * scale;
    }
  }
  return { width, height, re: outRe, im: outIm };
}

/** Rows and columns turned round so that what was first is in the middle. Source: numpy `fftshift`, of even sizes. */
export function shiftToMiddle({ width, height, re, im }: ComplexPlane): ComplexPlane {
  const turned = (data: Float64Array) => {
    const out = new Float64Array(data.length);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        out[((y + height / 2) % height) * width + ((x + width / 2) % width)] = data[y * width + x]!;
    return out;
  };
  return { width, height, re: turned(re), im: turned(im) };
}
