// The building blocks every screen is made of, side by side.
import { Alert, Button, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { MARKS } from "../src/ui/marks.ts";
import { ParticipantMark } from "../src/ui/participant-mark.tsx";
import type { Screens } from "./main.tsx";

export const screens: Screens = {
  blocks: () => (
    <Stack p="xl" component="main" gap="lg">
      <Title order={1}>Blocks 0123456789</Title>
      <Group>
        {MARKS.map((mark, index) => (
          <Group key={mark.shape} gap={8}>
            <ParticipantMark mark={index} size={40} /> {mark.shape}
          </Group>
        ))}
      </Group>
      <Group>
        <Button color="coral">Join the class</Button>
        <Button>Start</Button>
        <Button variant="default">Pause</Button>
        <Button variant="light">Pick</Button>
        <Button color="alarm">Pain · stop</Button>
        <Button color="sun">Points</Button>
        <Button variant="subtle">Quiet</Button>
      </Group>
      <Paper p="lg" shadow="sm">
        <Text>A card</Text>
        <Text c="dimmed">quiet words</Text>
        <TextInput label="Where you are" description="Street and floor" />
      </Paper>
      <Alert color="alarm" title="Dora stopped for pain">
        She is waiting for you.
      </Alert>
    </Stack>
  ),
};
