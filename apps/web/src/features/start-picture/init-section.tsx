import { Button, FileButton } from "@mantine/core";
import { IconBrush, IconPhotoUp, IconX } from "@tabler/icons-react";
import { lazy, type ReactElement, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { inputUrl } from "../../api/client.ts";
import { IconAction } from "../../ui/icon-action.tsx";
import { useStore } from "../../ui/store.ts";
import { draftStore } from "../draft/draft-store.ts";
import { maskColour, stripesOf } from "../inpaint/hatch.ts";
import { MaskKnobs } from "../inpaint/mask-knobs.tsx";
import { Field } from "../knobs/field.tsx";
import { Section } from "../knobs/section.tsx";
import { useGroup } from "../knobs/use-group.ts";
import { PassesKnobs } from "../passes/passes-knobs.tsx";
import { removeMask, removeStart, startFromFile } from "./start-picture.ts";
import { UnfinishedMask } from "./unfinished-mask.tsx";
import "./start-picture.css";

const MaskEditor = lazy(() =>
  import("../inpaint/mask-editor.tsx").then(({ MaskEditor: component }) => ({ default: component })),
);

/** A picture to start from, and which part of it is painted anew. */
export function InitSection(): ReactElement {
  const { t } = useTranslation();
  const { group, switched } = useGroup("init");
  const { mask } = useStore(draftStore);
  const [isMasking, setMasking] = useState(false);
  const hasPicture = group.image !== "";
  const hasMask = mask.isOn && mask.image !== "";
  const summary =
    !switched.isOn || !hasPicture
      ? undefined
      : `${group.denoisingStrength}${hasMask ? ` · ${t("sections.mask")}` : ""}`;
  return (
    <Section name="init" title={t("sections.init")} summary={summary} switched={switched}>
      {hasPicture ? (
        <>
          <StartPicture image={group.image} mask={hasMask ? mask.image : undefined} onMask={() => setMasking(true)} />
          <UnfinishedMask subject={{ image: group.image, mask: mask.image }} onContinue={() => setMasking(true)} />
        </>
      ) : (
        <ChoosePicture />
      )}
      <div className="knobs-pair">
        <Field at="init.denoisingStrength" />
        <Field at="init.resize" />
      </div>
      {hasPicture && <PassesKnobs image={group.image} />}
      {hasMask && <MaskKnobs />}
      <div className="knobs-pair">
        <Field at="init.noiseMultiplier" />
        <Field at="init.conditioningMaskWeight" />
      </div>
      <Field at="init.colorCorrection" />
      {isMasking && hasPicture && (
        <Suspense>
          <MaskEditor image={group.image} onClose={() => setMasking(false)} />
        </Suspense>
      )}
    </Section>
  );
}

const take = (file: File | null) => void (file !== null && startFromFile(file));
const accepted = "image/png,image/jpeg,image/webp";

function ChoosePicture(): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="start-empty" data-drop="start">
      <FileButton onChange={take} accept={accepted}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconPhotoUp size={17} stroke={1.5} />}>
            {t("start.choose")}
          </Button>
        )}
      </FileButton>
      <span className="tiny faded">{t("start.hint")}</span>
    </div>
  );
}

interface StartPictureProps {
  readonly image: string;
  readonly mask: string | undefined;
  readonly onMask: () => void;
}

function StartPicture({ image, mask, onMask }: StartPictureProps): ReactElement {
  const { t } = useTranslation();
  const colour = useStore(maskColour);
  return (
    <div className="start-picture" data-drop="start">
      <div className="start-frame">
        <img src={inputUrl(image)} alt={t("start.alt")} />
        {mask !== undefined && (
          <span
            className="start-mask"
            style={{ background: stripesOf(colour), maskImage: `url("${inputUrl(mask)}")`, maskMode: "luminance" }}
            aria-hidden
          />
        )}
      </div>
      <div className="start-tools">
        <Button
          data-drop="mask"
          size="compact-md"
          variant="default"
          leftSection={<IconBrush size={16} stroke={1.5} />}
          onClick={onMask}
        >
          {mask === undefined ? t("start.drawMask") : t("start.changeMask")}
        </Button>
        {mask !== undefined && (
          <Button size="compact-md" variant="subtle" color="gray" onClick={removeMask}>
            {t("start.removeMask")}
          </Button>
        )}
        <FileButton onChange={take} accept={accepted}>
          {(props) => (
            <Button {...props} size="compact-md" variant="subtle" color="gray">
              {t("start.other")}
            </Button>
          )}
        </FileButton>
      </div>
      <IconAction label={t("start.remove")} onClick={removeStart}>
        <IconX size={16} stroke={1.6} />
      </IconAction>
    </div>
  );
}
