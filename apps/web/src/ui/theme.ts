import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

/** Paper and ink by day, from the page to the text. */
const gray: MantineColorsTuple = [
  "#FBFAF7",
  "#F5F2EB",
  "#EEEAE1",
  "#E7E2D8",
  "#D8D1C3",
  "#A69D8E",
  "#6F675B",
  "#564F45",
  "#37322B",
  "#1F1B16",
];

/** The same by lamplight, from the text to the deepest shade. */
const dark: MantineColorsTuple = [
  "#EFEAE0",
  "#CFC8BA",
  "#A59C8C",
  "#857C6E",
  "#3D372E",
  "#2A261F",
  "#1E1B16",
  "#16140F",
  "#110F0B",
  "#0C0A08",
];

/** 朱砂: the one fire. */
const cinnabar: MantineColorsTuple = [
  "#FBEFEC",
  "#F5DCD6",
  "#EBB8AD",
  "#E38F7D",
  "#E0593C",
  "#D04A2E",
  "#C23B22",
  "#A8311B",
  "#8C2916",
  "#6F2011",
];

const jade: MantineColorsTuple = [
  "#EAF5F0",
  "#D3EADF",
  "#A9D6C2",
  "#7CC2A2",
  "#54B48A",
  "#3F9A72",
  "#2F7D5B",
  "#27694C",
  "#1F543D",
  "#173F2E",
];

const amber: MantineColorsTuple = [
  "#FBF4E6",
  "#F5E6C8",
  "#EDD199",
  "#E6BC6A",
  "#E0A94A",
  "#CC922F",
  "#B7791F",
  "#8A5A12",
  "#6E480E",
  "#52350A",
];

const fontFamily =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif';
const fontFamilyMonospace =
  'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", "Sarasa Mono SC", "Noto Sans Mono CJK SC", monospace';

export const theme = createTheme({
  colors: { gray, dark, cinnabar, jade, amber },
  primaryColor: "cinnabar",
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.22,
  black: "#1F1B16",
  fontFamily,
  fontFamilyMonospace,
  fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  lineHeights: { xs: "1.4", sm: "1.5", md: "1.55", lg: "1.55", xl: "1.4" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2rem" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "8px", xl: "8px" },
  defaultRadius: "md",
  shadows: {
    xs: "none",
    sm: "none",
    md: "0 4px 24px rgb(0 0 0 / 12%)",
    lg: "0 4px 24px rgb(0 0 0 / 12%)",
    xl: "0 4px 24px rgb(0 0 0 / 12%)",
  },
  headings: { fontWeight: "600", fontFamily },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Button: { defaultProps: { variant: "filled" } },
    // A dialog's head is not the page's banner.
    ModalHeader: { defaultProps: { role: "none" } },
    DrawerHeader: { defaultProps: { role: "none" } },
    // A tick before the name would push that one name to the right.
    Select: { defaultProps: { checkIconPosition: "right" } },
  },
});

/** Mantine's variables by the names of the look, where its palette alone does not give them. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "var(--paper)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-dimmed": "var(--faded)",
    "--mantine-color-default": "var(--raised)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-color-default-hover": "var(--hover)",
    "--mantine-color-placeholder": "var(--placeholder)",
    "--mantine-color-error": "var(--cinnabar)",
    "--mantine-color-anchor": "var(--cinnabar)",
  },
  dark: {
    "--mantine-color-body": "var(--paper)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-dimmed": "var(--faded)",
    "--mantine-color-default": "var(--raised)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-color-default-hover": "var(--hover)",
    "--mantine-color-placeholder": "var(--placeholder)",
    "--mantine-color-error": "var(--cinnabar)",
    "--mantine-color-anchor": "var(--cinnabar)",
  },
});
