import {
  type Icon,
  IconAdjustmentsHorizontal,
  IconBox,
  IconBrush,
  IconHelpCircle,
  IconListCheck,
  IconPhoto,
} from "@tabler/icons-react";

export interface Place {
  readonly to: "/" | "/gallery" | "/models" | "/queue" | "/settings" | "/help";
  readonly name: "create" | "gallery" | "models" | "queue" | "settings" | "help";
  readonly icon: Icon;
  /** The key that goes there after `g`. */
  readonly key: string;
}

/** Where one can go, in the rail's order. */
export const places: readonly Place[] = [
  { to: "/", name: "create", icon: IconBrush, key: "c" },
  { to: "/gallery", name: "gallery", icon: IconPhoto, key: "g" },
  { to: "/models", name: "models", icon: IconBox, key: "m" },
  { to: "/queue", name: "queue", icon: IconListCheck, key: "q" },
  { to: "/settings", name: "settings", icon: IconAdjustmentsHorizontal, key: "s" },
  { to: "/help", name: "help", icon: IconHelpCircle, key: "h" },
];
