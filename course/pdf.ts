import { Trouble } from "workbook/errors.ts";

/** Keeps the browser from asking the network for anything. */
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
 * Prints a page to a PDF, with an outline of its headings.
 *
 * @param chromium The browser's program.
 * @param page Absolute path of the page.
 * @param target Path of the PDF.
 * @throws {Trouble} If the browser does not print it.
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
        // Refuses to work for root, as in a container; the page is our own.
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
      `Cannot print "${target}": ${chromium} says "${last}". Name another browser of Chromium's family in CHROME_PATH and export again.`,
    );
  } finally {
    await Deno.remove(profile, { recursive: true });
  }
}
