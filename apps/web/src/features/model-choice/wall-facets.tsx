import { defined, type ModelEntry, type ModelFacets, type ModelFilter } from "@danfang/domain";
import { Button } from "@mantine/core";
import {
  IconAlertTriangle,
  IconDropletOff,
  IconHeart,
  IconLayoutGrid,
  IconPlugOff,
  IconPuzzle,
  IconZzz,
} from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { Facet } from "../../ui/facet.tsx";

interface WallFacetsProps {
  readonly filter: ModelFilter;
  readonly facets: ModelFacets | undefined;
  /** The checkpoint that is chosen: what fits it can be asked for. */
  readonly checkpoint: ModelEntry | null | undefined;
  readonly onChange: (filter: ModelFilter) => void;
}

const flags = [
  ["favourite", IconHeart],
  ["unused", IconZzz],
  ["withoutVae", IconDropletOff],
  ["broken", IconAlertTriangle],
  ["absent", IconPlugOff],
] as const;
const groups = ["family", "base", "folder", "tag"] as const;
/** Values of a group that are shown at once. */
const fewValues = 8;

/** What a filter keeps when everything is wanted again. */
const whole = ({ kind, text }: ModelFilter): ModelFilter => defined({ kind, text });

/** Which models: by what their owner said, by what they are, by where they are; each with its count. */
export function WallFacets({ filter, facets, checkpoint, onChange }: WallFacetsProps): ReactElement {
  const { t } = useTranslation();
  const put = (name: keyof ModelFilter, value: unknown) => {
    const { [name]: _, ...others } = filter;
    onChange(value === undefined ? others : { ...others, [name]: value });
  };
  const icon = { size: 17, stroke: 1.5 } as const;
  const isWhole = Object.keys(filter).length === Object.keys(whole(filter)).length;
  const canFit = checkpoint != null && filter.kind !== "checkpoint" && filter.kind !== "upscaler";
  return (
    <div className="facets">
      <Facet
        isOn={isWhole}
        label={t("wall.all")}
        icon={<IconLayoutGrid {...icon} />}
        onClick={() => onChange(whole(filter))}
      />
      {flags.map(([flag, Icon]) => {
        const count = facets?.flags[flag] ?? 0;
        if (count === 0 && filter[flag] === undefined) return null;
        return (
          <Facet
            key={flag}
            isOn={filter[flag] === true}
            label={t(`wall.flags.${flag}`)}
            icon={<Icon {...icon} />}
            count={count}
            onClick={() => put(flag, filter[flag] ? undefined : true)}
          />
        );
      })}
      {canFit && (
        <Facet
          isOn={filter.fits !== undefined}
          label={t("wall.fits", { name: checkpoint.stem })}
          icon={<IconPuzzle {...icon} />}
          onClick={() => put("fits", filter.fits === undefined ? checkpoint.family : undefined)}
        />
      )}
      {groups.map((group) => (
        <FacetGroup
          key={group}
          title={t(`wall.groups.${group}`)}
          values={group === "base" && isSameAsFamily(facets) ? [] : (facets?.[group] ?? [])}
          chosen={filter[group]}
          nameOf={(value) =>
            group === "folder" ? lastFolders(value) : value === "unknown" ? t("models.unknownFamily") : value
          }
          onChoose={(value) => put(group, filter[group] === value ? undefined : value)}
        />
      ))}
    </div>
  );
}

/** Nothing says more than its family: the second group would be the first again. */
const isSameAsFamily = (facets: ModelFacets | undefined): boolean =>
  JSON.stringify(facets?.base) === JSON.stringify(facets?.family);

/** The end of a path, which tells folders apart. */
const lastFolders = (path: string): string => path.split(/[\\/]/).filter(Boolean).slice(-2).join("/");

interface FacetGroupProps {
  readonly title: string;
  readonly values: ModelFacets["family"];
  readonly chosen: string | undefined;
  readonly nameOf: (value: string) => string;
  readonly onChoose: (value: string) => void;
}

function FacetGroup({ title, values, chosen, nameOf, onChoose }: FacetGroupProps): ReactElement | null {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const strange = chosen !== undefined && values.every(({ value }) => value !== chosen);
  const all = strange ? [{ value: chosen, count: 0 }, ...values] : values;
  if (all.length < 2 && chosen === undefined) return null;
  const shown = isWhole ? all : all.slice(0, fewValues);
  return (
    <div className="facet-group">
      <h2 className="section-title">{title}</h2>
      {shown.map(({ value, count }) => (
        <Facet
          key={value}
          isOn={chosen === value}
          label={nameOf(value)}
          title={value}
          count={count}
          onClick={() => onChoose(value)}
        />
      ))}
      {all.length > fewValues && (
        <Button size="compact-xs" variant="subtle" color="gray" ml={4} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t("wall.fewer") : t("wall.more", { count: all.length - fewValues })}
        </Button>
      )}
    </div>
  );
}
