// The numbers behind the check, folded away: for whoever helps on the telephone.
import { useTranslation } from "react-i18next";
import { currentLanguage } from "../../ui/language.ts";
import classes from "./check-details.module.css";
import type { FoundDevices } from "./device-check-rules.ts";

export function CheckDetails({ found }: { found: FoundDevices }) {
  const { t } = useTranslation();
  const rows = detailRows(found);
  if (rows.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>{t("lobby.check.details.title")}</summary>
      <dl>
        {rows.map(([name, values]) => (
          <div key={name}>
            <dt>{t(`lobby.check.details.${name}`)}</dt>
            <dd>{t(`lobby.check.details.${name}Value`, values)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

type Row = readonly [name: string, values: Record<string, string>];

function detailRows({ picture, line }: FoundDevices): Row[] {
  const rows: Row[] = [];
  const say = (value: number, digits = 0) =>
    value.toLocaleString(currentLanguage(), { maximumFractionDigits: digits, minimumFractionDigits: digits });
  if (picture !== undefined) {
    rows.push(["size", { width: String(picture.widthPixels), height: String(picture.heightPixels) }]);
    if (picture.framesPerSecond !== undefined) rows.push(["frames", { frames: say(picture.framesPerSecond) }]);
  }
  const numbers = line === "checking" ? undefined : line.numbers;
  if (numbers === undefined) return rows;
  rows.push(["up", { rate: say(numbers.upKbps / 1_000, 1) }], ["down", { rate: say(numbers.downKbps / 1_000, 1) }]);
  if (numbers.availableUpKbps !== undefined) rows.push(["room", { rate: say(numbers.availableUpKbps / 1_000, 1) }]);
  if (numbers.upLoss !== undefined || numbers.downLoss !== undefined)
    rows.push(["loss", { up: say(100 * (numbers.upLoss ?? 0), 1), down: say(100 * (numbers.downLoss ?? 0), 1) }]);
  if (numbers.roundTripMs !== undefined) rows.push(["roundTrip", { time: say(numbers.roundTripMs) }]);
  if (numbers.jitterMs !== undefined) rows.push(["jitter", { time: say(numbers.jitterMs) }]);
  if (numbers.carrier !== undefined) rows.push([`way_${numbers.carrier}`, {}]);
  return rows;
}
