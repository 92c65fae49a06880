// Mantine with our tokens: one radius, spacing by eight, one shadow, one call-to-action colour; text on a colour is ink where white would be too pale.
import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  InputWrapper,
  Kbd,
  Menu,
  Modal,
  Paper,
  Tooltip,
} from "@mantine/core";
import { COLOURS, TONES } from "./tokens.ts";

const FONT = "'Atkinson Hyperlegible Next Variable', 'Atkinson Hyperlegible Next', system-ui, sans-serif";

export const theme = createTheme({
  colors: COLOURS,
  primaryColor: "deep",
  primaryShade: 6,
  black: TONES.ink,
  white: "#ffffff",
  autoContrast: true,
  luminanceThreshold: 0.2,
  fontFamily: FONT,
  fontFamilyMonospace: FONT,
  headings: { fontFamily: FONT, fontWeight: "700" },
  defaultRadius: 12,
  radius: { xs: "6px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  fontSizes: { xs: "0.8125rem", sm: "0.9375rem", md: "1.0625rem", lg: "1.25rem", xl: "1.5rem" },
  shadows: { sm: "var(--ens-shadow)", md: "var(--ens-shadow)", lg: "var(--ens-shadow)" },
  focusRing: "auto",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { fw: 600 } }),
    Paper: Paper.extend({ defaultProps: { bg: "var(--ens-surface)", shadow: "sm" } }),
    Menu: Menu.extend({ defaultProps: { shadow: "sm", radius: "md" } }),
    Kbd: Kbd.extend({ defaultProps: { size: "xs" } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, transitionProps: { duration: 180 } },
      styles: {
        header: { background: "var(--ens-surface)" },
        content: { background: "var(--ens-surface)" },
        title: { fontWeight: 700, fontSize: "1.25rem" },
        body: { paddingTop: 8 },
      },
    }),
    InputWrapper: InputWrapper.extend({ styles: { label: { marginBottom: 4 } } }),
    Tooltip: Tooltip.extend({
      defaultProps: { withArrow: true, openDelay: 300, events: { hover: true, focus: true, touch: false } },
    }),
  },
});

export const SCHEMES = {
  light: {
    page: "#f1f7f6",
    surface: "#ffffff",
    /** Quiet areas inside a card; the warm one carries what is personal. */
    sunken: TONES.mist,
    warm: TONES.sand,
    line: "#c9dbda",
    text: TONES.ink,
    quiet: "#48646c",
    accent: TONES.deep,
    /** Words of alarm on a surface. */
    alarmText: "#b0242f",
    alarmSurface: "#fdecee",
    sunText: "#7a5106",
    sunSurface: "#fef3dc",
    goodText: "#14635c",
    track: "#d7e5e4",
    /** Around a mark's ink outline, where ink alone would sink into the ground. */
    markRim: "#ffffff",
    shadow: "0 1px 2px rgb(15 42 51 / 8%), 0 6px 24px rgb(15 42 51 / 7%)",
  },
  dark: {
    page: "#0a1e25",
    surface: "#102a33",
    sunken: "#0c232b",
    warm: "#2b2a22",
    line: "#2a4650",
    text: "#e3eeed",
    quiet: "#a5bcbe",
    accent: "#74c6c0",
    alarmText: "#ff9aa1",
    alarmSurface: "#45161c",
    sunText: "#f6c96d",
    sunSurface: "#3a2f14",
    goodText: "#7fd3ca",
    track: "#25434d",
    markRim: "#e3eeed",
    shadow: "0 1px 2px rgb(0 0 0 / 40%), 0 8px 28px rgb(0 0 0 / 30%)",
  },
} as const;

/** Own variables beside Mantine's; every pair used for text is checked for contrast in theme.test.ts. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { "--ens-ink": TONES.ink, "--ens-sun": TONES.sun, "--ens-coral": TONES.coral, "--ens-alarm": TONES.alarm },
  light: schemeVariables(SCHEMES.light),
  dark: {
    ...schemeVariables(SCHEMES.dark),
    "--mantine-color-deep-light": "#17404a",
    "--mantine-color-deep-light-hover": "#1d4c57",
    "--mantine-color-alarm-light": SCHEMES.dark.alarmSurface,
    "--mantine-color-alarm-light-hover": "#561d24",
  },
});

function schemeVariables(scheme: (typeof SCHEMES)["light" | "dark"]): Record<string, string> {
  return {
    ...asVariables(scheme),
    "--mantine-color-body": scheme.page,
    "--mantine-color-text": scheme.text,
    "--mantine-color-dimmed": scheme.quiet,
    "--mantine-color-placeholder": scheme.quiet,
    "--mantine-color-anchor": scheme.accent,
    "--mantine-color-error": scheme.alarmText,
    "--mantine-color-default-border": scheme.line,
    "--mantine-color-deep-light-color": scheme.accent,
    "--mantine-color-deep-outline": scheme.accent,
    "--mantine-color-alarm-light-color": scheme.alarmText,
  };
}

function asVariables(scheme: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(scheme).map(([name, value]) => [`--ens-${kebab(name)}`, value]));
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
