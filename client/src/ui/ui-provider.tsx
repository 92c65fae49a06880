// Theme and type for everything below it; the one place where Mantine's styles come in, in a layer below our own.
import "@mantine/core/styles.layer.css";
import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "./global.css";
import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { cssVariables, theme } from "./theme.ts";

export function UiProvider({ children, scheme }: { children: ReactNode; scheme?: "light" | "dark" }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      {...(scheme === undefined ? {} : { forceColorScheme: scheme })}
    >
      {children}
    </MantineProvider>
  );
}
