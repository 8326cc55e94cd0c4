import { SegmentedControl } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type PointerEvent, type ReactElement, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { PictureBox } from "./picture-box.tsx";
import "./pan-picture.css";

interface PanPictureProps {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly src: string;
  readonly alt: string;
}

/** A pointer that moved less than this has clicked, CSS pixels. */
const clickSlack = 5;

/** A point of a picture, as shares of its sides. */
interface Point {
  readonly x: number;
  readonly y: number;
}

const center: Point = { x: 0.5, y: 0.5 };

/**
 * A picture as large as there is room; one that is larger than the room can also be read pixel by pixel, and dragged
 * about. A click goes to where it points, and back.
 */
export function PanPicture({ width, height, src, alt }: PanPictureProps): ReactElement {
  const { t } = useTranslation();
  const { ref: roomRef, width: room, height: roomHeight } = useElementSize<HTMLDivElement>();
  /** The point that stands in the middle; undefined while all of the picture is shown. */
  const [middle, setMiddle] = useState<Point>();
  const isLarger = width > room + 1 || height > roomHeight + 1;
  const isWhole = middle === undefined || !isLarger;
  return (
    <div className="pan" ref={roomRef}>
      {isWhole ? (
        <PictureBox
          width={width}
          height={height}
          src={src}
          alt={alt}
          onClick={isLarger ? (at) => setMiddle(at ?? center) : undefined}
        />
      ) : (
        <PanRoom label={alt} middle={middle} onClick={() => setMiddle(undefined)}>
          <img src={src} alt="" width={width} height={height} draggable={false} />
        </PanRoom>
      )}
      {isLarger && (
        <SegmentedControl
          className="pan-scale"
          size="xs"
          aria-label={t("viewer.scale")}
          data={[
            { value: "whole", label: t("viewer.whole") },
            { value: "full", label: "100 %" },
          ]}
          value={isWhole ? "whole" : "full"}
          onChange={(scale) => setMiddle(scale === "full" ? center : undefined)}
        />
      )}
    </div>
  );
}

interface PanRoomProps {
  readonly label: string;
  readonly middle: Point;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** A part of something larger, that is dragged about by the mouse, and scrolled by fingers and keys. */
function PanRoom({ label, middle, onClick, children }: PanRoomProps): ReactElement {
  const scroller = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    box.scrollTo(middle.x * box.scrollWidth - box.clientWidth / 2, middle.y * box.scrollHeight - box.clientHeight / 2);
  }, [middle]);
  return (
    <section
      ref={scroller}
      className="pan-room"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
      tabIndex={0}
      {...useDrag(onClick)}
      onKeyDown={(event) => {
        // Arrows move the picture here; elsewhere they go to its neighbours.
        if (event.key.startsWith("Arrow")) event.stopPropagation();
      }}
    >
      {children}
    </section>
  );
}

/** What a scrolled element listens to, so that the mouse drags it; a mouse that did not move has clicked. */
function useDrag(onClick: () => void) {
  const held = useRef<{ x: number; y: number; left: number; top: number }>(undefined);
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.pointerType === "mouse") event.currentTarget.setPointerCapture(event.pointerId);
      const { scrollLeft: left, scrollTop: top } = event.currentTarget;
      held.current = { x: event.clientX, y: event.clientY, left, top };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const { current: from } = held;
      if (from === undefined || event.pointerType !== "mouse") return;
      event.currentTarget.scrollTo(from.left + from.x - event.clientX, from.top + from.y - event.clientY);
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const { current: from } = held;
      held.current = undefined;
      if (from === undefined || event.pointerType !== "mouse") return;
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) < clickSlack) onClick();
    },
    onPointerCancel() {
      held.current = undefined;
    },
  };
}
