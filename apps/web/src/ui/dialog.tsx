import { Drawer, type DrawerProps, Modal, type ModalProps } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useBackCloses } from "./use-back-closes.ts";

/** Something over the page: its cross, Esc, and the browser's Back close it. */
export function Dialog(props: ModalProps): ReactElement {
  const { t } = useTranslation();
  useBackCloses(props.opened, props.onClose);
  return <Modal closeButtonProps={{ "aria-label": t("common.close") }} {...props} />;
}

/** The same, coming from an edge of the window. */
export function Sheet(props: DrawerProps): ReactElement {
  const { t } = useTranslation();
  useBackCloses(props.opened, props.onClose);
  return <Drawer closeButtonProps={{ "aria-label": t("common.close") }} {...props} />;
}
