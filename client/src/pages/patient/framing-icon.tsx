// What to change about place or light, as a picture: read faster than words, from three metres too.
import {
  IconArrowBigDownLines,
  IconArrowBigLeftLines,
  IconArrowBigRightLines,
  IconArrowBigUpLines,
  IconBulb,
  IconHandStop,
  IconSunOff,
  IconUser,
  IconVideoOff,
  IconWindow,
} from "@tabler/icons-react";
import type { Framing } from "../../camera/camera-status.ts";
import { BodyPartPicture } from "./body-part-picture.tsx";

const ICONS: Readonly<Record<Exclude<Framing, "" | "feet_out_of_picture" | "head_out_of_picture">, typeof IconUser>> = {
  no_camera: IconVideoOff,
  no_person: IconUser,
  too_dark: IconBulb,
  too_bright: IconSunOff,
  backlit: IconWindow,
  step_back: IconArrowBigDownLines,
  step_closer: IconArrowBigUpLines,
  move_left: IconArrowBigLeftLines,
  move_right: IconArrowBigRightLines,
  hands_out_of_picture: IconHandStop,
};

export function FramingIcon({ framing, className }: { framing: Exclude<Framing, "">; className?: string | undefined }) {
  if (framing === "feet_out_of_picture") return <BodyPartPicture part="feet" className={className} />;
  if (framing === "head_out_of_picture") return <BodyPartPicture part="head" className={className} />;
  const Icon = ICONS[framing];
  return <Icon aria-hidden className={className} stroke={1.75} />;
}
