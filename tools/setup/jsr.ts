/** The packages that JSR provides, by the folder that stands in for each. */
const STAND_INS = ["std-assert", "std-log"] as const;

/**
 * Gives the address of the JSR registry that Deno will ask.
 *
 * @returns With a slash at its end.
 */
export function jsrAddress(): string {
  return (Deno.env.get("JSR_URL") || "https://jsr.io").replace(/\/*$/, "/");
}

/**
 * Asks whether JSR can be reached.
 *
 * @param withinMs How long to wait for its answer.
 * @param address Its address, with a slash at its end.
 * @returns `false` as well when something else answers in its place, such as a login page.
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

/** Where the project keeps its stand-ins, and where Deno looks for them. */
export interface StandInFolders {
  /** The committed stand-ins. */
  source: string;
  /** The folder that `links` in deno.json names. */
  links: string;
}

/**
 * Says whether the stand-ins are in place, each as it is committed.
 *
 * @param folders From where to where.
 * @returns `"some"` when they differ from what is committed, or one of them is missing.
 */
export async function standInsInPlace(
  folders: StandInFolders,
): Promise<"none" | "some" | "all"> {
  if (await contentOf(folders.links) === "") return "none";
  const wanted = await contentOf(folders.source);
  return await contentOf(folders.links) === wanted ? "all" : "some";
}

/**
 * Copies the stand-ins to where Deno looks for them; a link would not do, Deno does not follow it.
 *
 * @param folders From where to where.
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
    // A Deno that starts meanwhile sees a whole package or none.
    await Deno.rename(fresh, `${folders.links}/${name}`);
  }
}

/** Takes the stand-ins away, so that Deno asks JSR again. */
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
