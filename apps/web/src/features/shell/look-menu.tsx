import { ActionIcon, Menu, useComputedColorScheme } from "@mantine/core";
import { IconCheck, IconDeviceDesktop, IconLanguage, IconMoon, IconSun } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { queries } from "../../api/queries.ts";
import { changeSettings } from "./use-chosen-look.ts";

const schemes = [
  { value: "light", label: "top.themeLight", icon: IconSun },
  { value: "dark", label: "top.themeDark", icon: IconMoon },
  { value: "auto", label: "top.themeAuto", icon: IconDeviceDesktop },
] as const;

const languages = [
  { value: "zh", label: "中文" },
  { value: "en", label: "English" },
] as const;

/** Light or dark, Chinese or English. */
export function LookMenu(): ReactElement {
  const { t, i18n } = useTranslation();
  const { data: settings } = useQuery(queries.settings);
  const computed = useComputedColorScheme("light");
  const tick = <IconCheck size={14} stroke={1.6} aria-hidden />;
  return (
    <div className="row" style={{ gap: 2 }}>
      <Menu position="bottom-end" width={180}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={34} aria-label={t("top.themeToggle")}>
            {computed === "dark" ? <IconMoon size={18} stroke={1.5} /> : <IconSun size={18} stroke={1.5} />}
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {schemes.map(({ value, label, icon: SchemeIcon }) => (
            <Menu.Item
              key={value}
              leftSection={<SchemeIcon size={16} stroke={1.5} />}
              rightSection={settings?.colourScheme === value ? tick : undefined}
              onClick={() => void changeSettings({ colourScheme: value })}
            >
              {t(label)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end" width={150}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={34} aria-label={`${t("top.language")} 语言 Language`}>
            <IconLanguage size={18} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {languages.map(({ value, label }) => (
            <Menu.Item
              key={value}
              lang={value}
              rightSection={i18n.language === value ? tick : undefined}
              onClick={() => void changeSettings({ language: value })}
            >
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
