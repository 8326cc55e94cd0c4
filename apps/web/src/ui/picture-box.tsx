import type { ReactElement, ReactNode } from "react";
import "./picture-box.css";

/** A small picture is not blown up beyond this many times its size. */
const largestScale = 4;

interface PictureBoxProps {
  readonly width: number;
  readonly height: number;
  readonly src?: string | undefined;
  readonly alt: string;
  readonly children?: ReactNode;
  readonly onClick?: (() => void) | undefined;
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
          <button type="button" className="picture-box-button" onClick={onClick} aria-label={alt}>
            {picture}
          </button>
        )}
        {children}
      </div>
    </div>
  );
}
