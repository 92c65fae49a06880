// What to change about place or light, as a picture: read faster than words, from three metres too.
import {
  IconArrowBigDownLines,
  IconArrowBigLeftLines,
  IconArrowBigRightLines,
  IconArrowBigUpLines,
  IconBulb,
  IconHandStop,
  IconMoodSmile,
  IconShoe,
  IconSunOff,
  IconUser,
  IconVideoOff,
} from "@tabler/icons-react";
import type { Framing } from "../../camera/camera-status.ts";

const ICONS: Readonly<Record<Exclude<Framing, "">, typeof IconUser>> = {
  no_camera: IconVideoOff,
  no_person: IconUser,
  too_dark: IconBulb,
  too_bright: IconSunOff,
  step_back: IconArrowBigUpLines,
  step_closer: IconArrowBigDownLines,
  move_left: IconArrowBigLeftLines,
  move_right: IconArrowBigRightLines,
  feet_out_of_picture: IconShoe,
  hands_out_of_picture: IconHandStop,
  head_out_of_picture: IconMoodSmile,
};

export function FramingIcon({ framing, className }: { framing: Exclude<Framing, "">; className?: string | undefined }) {
  const Icon = ICONS[framing];
  return <Icon aria-hidden className={className} stroke={1.75} />;
}
