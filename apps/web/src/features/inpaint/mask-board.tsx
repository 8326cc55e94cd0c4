import { type ReactElement, type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { inputUrl } from "../../api/client.ts";
import type { Point, Stroke, StrokeHistory } from "./strokes.ts";
import { useDrawnMask } from "./use-drawn-mask.ts";
import { type MaskTool, useStrokes } from "./use-strokes.ts";
import { useView } from "./use-view.ts";
import type { Room } from "./view.ts";

interface MaskBoardProps {
  /** The canvas that is drawn on, as large as the picture. */
  readonly ref: RefObject<HTMLCanvasElement | null>;
  readonly image: string;
  /** The mask so far, or an empty text. */
  readonly mask: string;
  readonly history: StrokeHistory;
  readonly tool: MaskTool;
  readonly diameter: number;
  /** Counted up: show the whole picture again. */
  readonly fits: number;
  /** How large the picture is, as soon as that is known. */
  readonly onSize: (size: Room) => void;
  readonly onStroke: (stroke: Stroke) => void;
}

/** The picture with its mask: drawn on with one pointer, moved and zoomed with two, the wheel or the hand. */
export function MaskBoard(props: MaskBoardProps): ReactElement {
  const { ref: canvas, image, mask, history, tool, diameter, fits, onSize, onStroke } = props;
  const { t } = useTranslation();
  const board = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Room>();
  const [view, setView] = useView(board, size, fits);
  const redraw = useDrawnMask({ canvas, size, mask, history });
  const { pointer, handlers } = useStrokes({ canvas, tool, diameter, view, setView, redraw, onStroke });
  function measure({ naturalWidth: width, naturalHeight: height }: HTMLImageElement) {
    setSize({ width, height });
    onSize({ width, height });
  }
  const style = {
    transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
    width: size?.width,
    height: size?.height,
  };
  return (
    <div ref={board} className="mask-board" data-tool={tool} {...handlers}>
      <div className="mask-sheet" style={style}>
        <img
          src={inputUrl(image)}
          alt={t("start.alt")}
          draggable={false}
          onLoad={({ currentTarget }) => measure(currentTarget)}
        />
        {size !== undefined && <canvas ref={canvas} width={size.width} height={size.height} aria-hidden />}
      </div>
      {pointer !== undefined && <BrushCursor at={pointer} diameter={diameter * view.scale} />}
    </div>
  );
}

/** How wide the brush is where it would draw, CSS pixels. */
function BrushCursor({ at, diameter }: { at: Point; diameter: number }): ReactElement {
  return (
    <span className="mask-cursor" style={{ left: at.x, top: at.y, width: diameter, height: diameter }} aria-hidden />
  );
}
