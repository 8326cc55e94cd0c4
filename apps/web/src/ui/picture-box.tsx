import type { MouseEvent, ReactElement, ReactNode } from "react";
import "./picture-box.css";

/** A small picture is not blown up beyond this many times its size. */
const largestScale = 4;

interface PictureBoxProps {
  readonly width: number;
  readonly height: number;
  readonly src?: string | undefined;
  readonly alt: string;
  readonly children?: ReactNode;
  /** Told where it was clicked, as shares of width and height; by key nowhere. */
  readonly onClick?: ((at: { readonly x: number; readonly y: number } | undefined) => void) | undefined;
}

/**
 * The room that a picture of this size takes in the room there is, whether or not it has arrived: nothing moves when it does.
 * Sizes are pixels of the finished picture, also for a preview of lower resolution.
 */
export function PictureBox({ width, height, src, alt, children, onClick }: PictureBoxProps): ReactElement {
  const style = {
    "--ratio": width / height,
    "--widest": `${width * largestScale}px`,
    aspectRatio: `${width} / ${height}`,
  } as React.CSSProperties;
  const picture =
    src === undefined ? null : <img className="picture-box-image" src={src} alt={alt} draggable={false} />;
  return (
    <div className="picture-room">
      <div className="picture-box" style={style} data-empty={src === undefined || undefined}>
        {onClick === undefined ? (
          picture
        ) : (
          <button
            type="button"
            className="picture-box-button"
            onClick={(event) => onClick(placeOf(event))}
            aria-label={alt}
          >
            {picture}
          </button>
        )}
        {children}
      </div>
    </div>
  );
}

function placeOf({ currentTarget, clientX, clientY, detail }: MouseEvent): { x: number; y: number } | undefined {
  if (detail === 0) return undefined;
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  return { x: (clientX - left) / width, y: (clientY - top) / height };
}
