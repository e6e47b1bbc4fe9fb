/** Names under which Linux distributions install it, then its paths on macOS. */
const CANDIDATES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Finds a browser of Chromium's family on this machine.
 *
 * @returns Path of the program that `CHROME_PATH` names, else of the first that is installed; `null` when there is none.
 */
export async function findChromium(): Promise<string | null> {
  const wished = Deno.env.get("CHROME_PATH");
  const candidates = wished
    ? [wished]
    : CANDIDATES.flatMap((candidate) =>
      candidate.startsWith("/")
        ? [candidate]
        : (Deno.env.get("PATH") ?? "").split(":").map((folder) =>
          `${folder}/${candidate}`
        )
    );
  for (const path of candidates) {
    if (await Deno.stat(path).then(({ isFile }) => isFile, () => false)) {
      return path;
    }
  }
  return null;
}
