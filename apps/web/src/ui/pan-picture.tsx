import { SegmentedControl } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type PointerEvent, type ReactElement, useLayoutEffect, useRef, useState } from "react";
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

/**
 * A picture as large as there is room; one that is larger than the room can also be read pixel by pixel, and dragged
 * about. A click goes to where it points, and back.
 */
export function PanPicture({ width, height, src, alt }: PanPictureProps): ReactElement {
  const { t } = useTranslation();
  const { ref: roomRef, width: room, height: roomHeight } = useElementSize<HTMLDivElement>();
  /** The point of the picture that stands in the middle, as shares; undefined while all of it is shown. */
  const [middle, setMiddle] = useState<{ readonly x: number; readonly y: number }>();
  const scroller = useRef<HTMLElement>(null);
  const held = useRef<{ x: number; y: number; left: number; top: number }>(undefined);
  const isLarger = width > room + 1 || height > roomHeight + 1;
  const isWhole = middle === undefined || !isLarger;
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null || middle === undefined) return;
    box.scrollTo(middle.x * box.scrollWidth - box.clientWidth / 2, middle.y * box.scrollHeight - box.clientHeight / 2);
  }, [middle]);
  function drag(event: PointerEvent<HTMLElement>) {
    const { current: from } = held;
    if (from === undefined || event.pointerType !== "mouse") return;
    event.currentTarget.scrollTo(from.left + from.x - event.clientX, from.top + from.y - event.clientY);
  }
  function release(event: PointerEvent<HTMLElement>) {
    const { current: from } = held;
    held.current = undefined;
    if (from === undefined || event.pointerType !== "mouse") return;
    if (Math.hypot(event.clientX - from.x, event.clientY - from.y) < clickSlack) setMiddle(undefined);
  }
  return (
    <div className="pan" ref={roomRef}>
      {isWhole ? (
        <PictureBox
          width={width}
          height={height}
          src={src}
          alt={alt}
          onClick={isLarger ? (at) => setMiddle(at ?? { x: 0.5, y: 0.5 }) : undefined}
        />
      ) : (
        <section
          ref={scroller}
          className="pan-room"
          aria-label={alt}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
          tabIndex={0}
          onPointerDown={(event) => {
            if (event.pointerType === "mouse") event.currentTarget.setPointerCapture(event.pointerId);
            const { scrollLeft: left, scrollTop: top } = event.currentTarget;
            held.current = { x: event.clientX, y: event.clientY, left, top };
          }}
          onPointerMove={drag}
          onPointerUp={release}
          onPointerCancel={() => {
            held.current = undefined;
          }}
          onKeyDown={(event) => {
            // Arrows move the picture here; elsewhere they go to its neighbours.
            if (event.key.startsWith("Arrow")) event.stopPropagation();
          }}
        >
          <img src={src} alt="" width={width} height={height} draggable={false} />
        </section>
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
          onChange={(scale) => setMiddle(scale === "full" ? { x: 0.5, y: 0.5 } : undefined)}
        />
      )}
    </div>
  );
}
