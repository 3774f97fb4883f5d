import { fillRound } from "./icons.js";

const KEPT = "sandbox-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

/** Light or dark as the system has it, until the button is pressed; then as chosen, also next time. */
export function startTheme(button) {
  const apply = (theme) => {
    document.documentElement.dataset.theme = theme;
    fillRound(button, theme === "dark" ? "sun" : "moon", theme === "dark" ? "改用浅色" : "改用深色");
  };
  const current = () => localStorage.getItem(KEPT) || (system.matches ? "dark" : "light");
  button.addEventListener("click", () => {
    localStorage.setItem(KEPT, current() === "dark" ? "light" : "dark");
    apply(current());
  });
  system.addEventListener("change", () => apply(current()));
  apply(current());
}
