/// <reference lib="dom" />
/**
 * Adds rules to the styles of the page.
 *
 * @param css The rules.
 */
export function addStyle(css: string): void {
  const style = document.createElement("style");
  style.textContent = css;
  document.head.append(style);
}
