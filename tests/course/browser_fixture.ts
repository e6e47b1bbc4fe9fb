/** The browser of tests that need one; where there is none, these tests are ignored. */
import { findChromium } from "course/chromium.ts";

/** Path of Chromium; `null` when there is none. */
export const chromium: string | null = await findChromium();

/** Whether a test that needs a browser is ignored. */
export const ignore: boolean = chromium === null;

/** Ends the name of a test that needs a browser. */
export const where: string = ignore
  ? " (ignored: there is no Chromium here)"
  : "";
