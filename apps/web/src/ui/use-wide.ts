import { useMediaQuery } from "@mantine/hooks";

/** Whether there is room for columns: from 768 CSS pixels on. The style sheets break at the same width. */
export const useWide = (): boolean => useMediaQuery("(min-width: 768px)", true, { getInitialValueInEffect: false });
