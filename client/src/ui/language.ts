// The words of the pages: one file per language and area in assets/locales, loaded when the language is needed; English stands in for what is missing.
import i18next, { type Resource } from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];
const STORED_UNDER = "ensemble.language";

const files = import.meta.glob<Record<string, unknown>>("../../../assets/locales/*/*.json", { import: "default" });

/** Call once before the first render. Keys are `area.key`, for instance `lobby.ready`. */
export async function openLanguage(wanted?: string): Promise<void> {
  const language = chooseLanguage(wanted);
  const needed = language === "en" ? ["en"] : ["en", language];
  const resources: Resource = {};
  for (const each of needed) resources[each] = { translation: await loadWords(each) };
  await i18next.use(initReactI18next).init({
    resources,
    lng: language,
    fallbackLng: "en",
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

/** Chosen by hand: stays on this device. */
export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORED_UNDER, language);
  await showLanguage(language);
}

async function showLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", await loadWords(language));
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** The language of a person's account, unless this device was told otherwise. */
export async function adoptLanguage(wanted: string): Promise<void> {
  const language = asLanguage(wanted);
  if (language === undefined || localStorage.getItem(STORED_UNDER) !== null) return;
  await showLanguage(language);
}

export function currentLanguage(): Language {
  return asLanguage(i18next.language) ?? "en";
}

/** For dates and times: the page's language as it is spoken where the browser is at home, so that British people read 22:35. */
export function formatLanguage(): string {
  const language = currentLanguage();
  return navigator.languages.find((each) => each.slice(0, 2) === language) ?? language;
}

async function loadWords(language: string): Promise<Record<string, unknown>> {
  const ours = Object.entries(files).filter(([path]) => path.includes(`/locales/${language}/`));
  const areas = await Promise.all(ours.map(async ([path, load]) => [areaOf(path), await load()] as const));
  return Object.fromEntries(areas);
}

function areaOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1, -".json".length);
}

function chooseLanguage(wanted: string | undefined): Language {
  const candidates = [wanted, localStorage.getItem(STORED_UNDER), ...navigator.languages];
  for (const candidate of candidates) {
    const language = asLanguage(candidate?.slice(0, 2));
    if (language !== undefined) return language;
  }
  return "en";
}

function asLanguage(text: string | null | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === text);
}
