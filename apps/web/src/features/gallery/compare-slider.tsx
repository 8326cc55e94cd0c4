import { type ReactElement, useState } from "react";
import "./compare-slider.css";

interface CompareSliderProps {
  readonly left: { readonly src: string; readonly alt: string };
  readonly right: { readonly src: string; readonly alt: string };
  readonly ratio: number;
  readonly label: string;
}

/** Two pictures on top of each other, and where one ends and the other begins. */
export function CompareSlider({ left, right, ratio, label }: CompareSliderProps): ReactElement {
  const [share, setShare] = useState(50);
  return (
    <div className="compare-slider" style={{ aspectRatio: ratio, "--share": `${share}%` } as React.CSSProperties}>
      <img src={right.src} alt={right.alt} draggable={false} />
      <img src={left.src} alt={left.alt} draggable={false} className="compare-left" />
      <span className="compare-line" aria-hidden />
      <input
        type="range"
        min={0}
        max={100}
        step={1}
        value={share}
        aria-label={label}
        onChange={(event) => setShare(Number(event.currentTarget.value))}
      />
    </div>
  );
}
