/** Folders of the stand-ins, one for each package from JSR. */
const STAND_INS = ["std-assert", "std-log"] as const;

/**
 * Reads the address of the JSR registry that Deno asks, from `JSR_URL`.
 *
 * @returns The address, with a slash at its end.
 */
export function jsrAddress(): string {
  return (Deno.env.get("JSR_URL") || "https://jsr.io").replace(/\/*$/, "/");
}

/**
 * Checks that JSR can be reached.
 *
 * @param withinMs The time to wait for its answer, in milliseconds.
 * @param address The address of JSR, with a slash at its end.
 * @returns Whether JSR answers; `false` as well when something else answers in its place, such as a login page.
 */
export async function jsrAnswers(
  withinMs: number,
  address: string = jsrAddress(),
): Promise<boolean> {
  try {
    const response = await fetch(`${address}@std/assert/meta.json`, {
      signal: AbortSignal.timeout(withinMs),
    });
    const answer = await response.json();
    return response.ok && answer.name === "assert";
  } catch {
    return false;
  }
}

/** The folder in which the project keeps its stand-ins, and the one in which Deno looks for them. */
export interface StandInFolders {
  /** Folder of the committed stand-ins. */
  source: string;
  /** Folder that `links` in deno.json names. */
  links: string;
}

/**
 * Checks which stand-ins Deno finds, and that they are as committed.
 *
 * @param folders The folders of the stand-ins.
 * @returns `"some"` when they differ from the committed ones, or one of them is missing.
 */
export async function standInsInPlace(
  folders: StandInFolders,
): Promise<"none" | "some" | "all"> {
  if (await contentOf(folders.links) === "") return "none";
  const wanted = await contentOf(folders.source);
  return await contentOf(folders.links) === wanted ? "all" : "some";
}

/**
 * Copies the stand-ins to the folder in which Deno looks for them; it does not follow symbolic links.
 *
 * @param folders The folders of the stand-ins.
 */
export async function putStandIns(folders: StandInFolders): Promise<void> {
  await removeStandIns(folders);
  for (const name of STAND_INS) {
    const fresh = `${folders.links}.${name}`;
    await Deno.mkdir(fresh, { recursive: true });
    for await (const file of Deno.readDir(`${folders.source}/${name}`)) {
      await Deno.copyFile(
        `${folders.source}/${name}/${file.name}`,
        `${fresh}/${file.name}`,
      );
    }
    await Deno.mkdir(folders.links, { recursive: true });
    // A Deno that starts meanwhile finds a whole package or none.
    await Deno.rename(fresh, `${folders.links}/${name}`);
  }
}

/**
 * Deletes the copies of the stand-ins, so that Deno asks JSR again.
 *
 * @param folders The folders of the stand-ins.
 */
export async function removeStandIns(folders: StandInFolders): Promise<void> {
  await Deno.remove(folders.links, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

async function contentOf(folder: string): Promise<string> {
  const files: string[] = [];
  for (const name of STAND_INS) {
    const entries = await Array.fromAsync(Deno.readDir(`${folder}/${name}`))
      .catch(() => []);
    for (const entry of entries) {
      const path = `${name}/${entry.name}`;
      files.push(`${path}\n${await Deno.readTextFile(`${folder}/${path}`)}`);
    }
  }
  return files.sort().join("\n");
}
