/** A version as PEP 440 orders it: release numbers, then whether it is a pre-release, then commits after the tag. */
export interface WebuiVersion {
  readonly release: readonly number[];
  readonly isPrerelease: boolean;
  readonly post: number;
}

/**
 * The WebUI's `Version` field, `v1.9.4-169-ga30b19dd` → 1.9.4 post 169; `undefined` for any other program's text.
 *
 * Source: AUTOMATIC1111 v1.10.1 `infotext_versions.py`: `X-Y-rest` is cut to `X-Y`, then read as PEP 440.
 */
export function parseWebuiVersion(text: string | undefined): WebuiVersion | undefined {
  const tag = text?.trim().split("-").slice(0, 2).join("-") ?? "";
  const match = /^v?(?<release>\d+(?:\.\d+)*)(?<pre>[-.]?(?:rc|a|b)[-.]?\d*)?(?:-(?<post>\d+))?$/i.exec(tag);
  if (!match?.groups) return undefined;
  const { release = "", pre, post = "0" } = match.groups;
  return { release: release.split(".").map(Number), isPrerelease: pre !== undefined, post: Number(post) };
}

/** Whether `version` comes before release `release` with `post` commits after it. */
export function isBefore(version: WebuiVersion, release: readonly number[], post = 0): boolean {
  for (let i = 0; i < Math.max(release.length, version.release.length); i++) {
    const difference = (version.release[i] ?? 0) - (release[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return version.isPrerelease || version.post < post;
}
