// What a patient is sent of a moment, decided before it is: the least is chosen unless somebody chooses more.
import type { SentWith } from "@ensemble/shared/protocol/review-messages.ts";
import { Button, Group, Radio, Stack } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./comments.module.css";

export function SendForm(props: {
  readonly name: string;
  readonly choices: readonly SentWith[];
  readonly onSend: (sentWith: SentWith) => void;
  readonly onLeave: () => void;
}) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>("figure");
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        props.onSend(props.choices.find((each) => each === chosen) ?? "figure");
      }}
    >
      <Radio.Group label={t("review.sendWith.question", { name: props.name })} value={chosen} onChange={setChosen}>
        <Stack gap={2} mt={4}>
          {props.choices.map((each) => (
            <Radio
              key={each}
              value={each}
              size="md"
              className={classes.choice}
              data-autofocus={each === "figure" || undefined}
              autoFocus={each === "figure"}
              label={t(`review.sendWith.${each}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Group gap="xs">
        <Button type="submit" h={44} leftSection={<IconSend size={18} aria-hidden />}>
          {t("review.sendNow")}
        </Button>
        <Button variant="subtle" h={44} onClick={props.onLeave}>
          {t("review.leave")}
        </Button>
      </Group>
    </form>
  );
}
