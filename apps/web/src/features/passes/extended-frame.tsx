import { growthOf } from "@danfang/domain";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { inputUrl } from "../../api/client.ts";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft-store.ts";
import "./extended-frame.css";

/** The picture in the frame that it grows to: what is new is hatched. */
export function ExtendedFrame({ image }: { readonly image: string }): ReactElement {
  const { t } = useTranslation();
  const { passes } = useStore(draftStore);
  const [own, setOwn] = useState<{ readonly width: number; readonly height: number }>();
  const grown = own && growthOf(own, passes);
  const whole = own &&
    grown && { width: own.width + grown.left + grown.right, height: own.height + grown.up + grown.down };
  const percent = (pixels: number, of: number) => `${(100 * pixels) / of}%`;
  return (
    <figure className="extended">
      <div
        className="extended-canvas"
        style={
          whole && {
            aspectRatio: `${whole.width} / ${whole.height}`,
            maxWidth: `${(240 * whole.width) / whole.height}px`,
          }
        }
      >
        <img
          src={inputUrl(image)}
          alt={t("start.alt")}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setOwn({ width, height })}
          style={
            own && grown && whole
              ? {
                  left: percent(grown.left, whole.width),
                  top: percent(grown.up, whole.height),
                  width: percent(own.width, whole.width),
                  height: percent(own.height, whole.height),
                }
              : undefined
          }
        />
      </div>
      {own && whole && (
        <figcaption className="tiny faded tabular">
          {own.width} × {own.height} → {whole.width} × {whole.height}
        </figcaption>
      )}
    </figure>
  );
}
