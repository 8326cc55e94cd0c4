import type { ListedKind, ModelEntry } from "@danfang/domain";
import { IconAffiliate, IconArrowsMaximize, IconBox, IconDroplet, IconPuzzle, IconTag } from "@tabler/icons-react";
import type { ReactElement } from "react";

const signs = {
  checkpoint: IconBox,
  vae: IconDroplet,
  lora: IconPuzzle,
  hypernetwork: IconAffiliate,
  embedding: IconTag,
  upscaler: IconArrowsMaximize,
} as const satisfies Record<ListedKind, unknown>;

/** The picture that lies beside the file, 4:5, or the kind's sign in its place. */
export function ModelPicture({
  model: { kind, previewUrl },
  size,
}: {
  model: ModelEntry;
  /** Longest side that is asked for, pixels. */
  size: 256 | 512;
}): ReactElement {
  const Sign = signs[kind];
  return (
    <div className="model-picture" aria-hidden>
      {previewUrl === undefined ? (
        <Sign size={26} stroke={1.2} />
      ) : (
        <img src={`${previewUrl}&size=${size}`} alt="" loading="lazy" decoding="async" />
      )}
    </div>
  );
}
