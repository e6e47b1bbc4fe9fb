import { Trouble } from "workbook/errors.ts";

/** Options that keep the browser from using the network. */
const QUIET = [
  "--headless",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Prints an HTML page to a PDF with an outline of its headings.
 *
 * @param chromium Path of the browser.
 * @param page Absolute path of the page.
 * @param target Path of the PDF.
 * @throws {Trouble} If the browser fails.
 */
export async function printPdf(
  chromium: string,
  page: string,
  target: string,
): Promise<void> {
  const profile = await Deno.makeTempDir();
  try {
    const { success, stderr } = await new Deno.Command(chromium, {
      args: [
        ...QUIET,
        // The sandbox does not work for root, as in a container; the page is our own.
        "--no-sandbox",
        `--user-data-dir=${profile}`,
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
        `--print-to-pdf=${target}`,
        new URL(`file://${page}`).href,
      ],
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    if (success) return;
    const last = new TextDecoder().decode(stderr).trim().split("\n").at(-1);
    throw new Trouble(
      `Cannot print "${target}": expected a PDF but ${chromium} says "${last}". Name another browser of Chromium's family in CHROME_PATH and export again`,
    );
  } finally {
    await Deno.remove(profile, { recursive: true });
  }
}
