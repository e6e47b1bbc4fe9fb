/** Copies of this checkout, to set up, start and break. */
import { KAFKA_VERSION } from "broker/jars.ts";
import { findJava } from "broker/java.ts";
import { shell } from "broker/shell.ts";
import { placesIn } from "tools/setup/parts.ts";
import { timedOut, untilAnswered } from "workbook/waiting.ts";

const ROOT = placesIn().root;
const WITHIN_MS = 60_000;

/** What the tools consist of. */
const COPIED = [
  "deno.json",
  "deno.lock",
  "requirements.txt",
  "broker",
  "chapters",
  "course",
  "headless",
  "inspector",
  "lab",
  "lib",
  "notebooks",
  "page",
  "pictures",
  "tools",
];

/** What a program said and how it ended. */
export interface Outcome {
  code: number;
  output: string;
  errors: string;
}

/** A copy of the checkout; disposing of it deletes it. */
export interface Checkout extends AsyncDisposable {
  /** Absolute path without symbolic links. */
  root: string;
  /** Runs a tool to its end. */
  run(tool: string, env?: Record<string, string>): Promise<Outcome>;
  /** Starts a tool, its output piped. */
  start(
    tool: string,
    args?: string[],
    env?: Record<string, string>,
  ): Deno.ChildProcess;
  /** Waits until a process of the copy has this in its command line. */
  hasProcess(mark: string): Promise<void>;
  /** Waits until no process has to do with the copy. */
  hasNoProcess(): Promise<void>;
}

/** What a copy can take from the `.workbook/` of the real checkout, by links; it must not write there. */
const share = {
  venv: (root: string) => link("venv", root),
  async kafka(root: string): Promise<void> {
    const folder = `kafka/${KAFKA_VERSION}`;
    await Deno.mkdir(`${root}/.workbook/${folder}`, { recursive: true });
    for await (const { name } of Deno.readDir(`${ROOT}/.workbook/${folder}`)) {
      if (/^libs$|\.cache(\.stamp)?$/.test(name)) {
        await link(`${folder}/${name}`, root);
      }
    }
  },
  /** What `deno test` and kernels need: the packages of JSR, or what stands in for them, and the lock file, which is a copy. */
  async packages(root: string): Promise<void> {
    await copy(`${ROOT}/.workbook/deno.lock`, `${root}/.workbook/deno.lock`);
    await link("links", root);
    await symlink(`${await realDenoDir()}/remote`, `${root}/.deno/remote`);
  },
};

async function link(name: string, root: string): Promise<void> {
  await symlink(`${ROOT}/.workbook/${name}`, `${root}/.workbook/${name}`);
}

/**
 * Makes a symbolic link. `Deno.symlink()` would need the right to write everywhere.
 *
 * @param to What it leads to.
 * @param path The link.
 */
export async function symlink(to: string, path: string): Promise<void> {
  await shell('ln -s "$1" "$2"', to, path);
}

/**
 * Copies the checkout.
 *
 * @param shared What the copy takes from the real one.
 */
export async function makeCheckout(
  ...shared: (keyof typeof share)[]
): Promise<Checkout> {
  const root = await Deno.realPath(await Deno.makeTempDir());
  for (const name of COPIED) await copy(`${ROOT}/${name}`, `${root}/${name}`);
  await Deno.mkdir(`${root}/.workbook`);
  const denoDir = `${root}/.deno`;
  await Deno.mkdir(denoDir);
  await symlink(`${await realDenoDir()}/npm`, `${denoDir}/npm`);
  for (const name of shared) await share[name](root);
  const { path: java } = await findJava();
  const command = (tool: string, args: string[], env = {}): Deno.Command =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-lock", `${root}/tools/${tool}`, ...args],
      cwd: root,
      env: {
        NO_COLOR: "1",
        KAFKA_BROKERS: "",
        DENO_DIR: denoDir,
        // Java's start-up cache is tied to the path of Java.
        JAVA_HOME: java.replace(/\/bin\/java$/, ""),
        ...env,
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    });
  return {
    root,
    async run(tool, env): Promise<Outcome> {
      const { code, stdout, stderr } = await command(tool, [], env).output();
      const text = new TextDecoder();
      return { code, output: text.decode(stdout), errors: text.decode(stderr) };
    },
    start: (tool, args = [], env = {}) => command(tool, args, env).spawn(),
    async hasProcess(mark): Promise<void> {
      const isThere = async (): Promise<boolean> =>
        (await processesOf(root)).some((line) => line.includes(mark));
      await untilAnswered(
        isThere,
        WITHIN_MS,
        () => timedOut(WITHIN_MS, `a process with "${mark}" in its command`),
      );
    },
    async hasNoProcess(): Promise<void> {
      let left: string[] = [];
      const haveEnded = async (): Promise<boolean> => {
        left = await processesOf(root);
        return left.length === 0;
      };
      await untilAnswered(
        haveEnded,
        WITHIN_MS,
        () => timedOut(WITHIN_MS, `these to end:\n${left.join("\n")}`),
      );
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await Deno.remove(root, { recursive: true });
    },
  };
}

async function processesOf(root: string): Promise<string[]> {
  const { output } = await shell("ps -A -ww -o pid= -o command=");
  return output.split("\n").filter((line) => line.includes(root));
}

/** Where Deno keeps what it fetched; the copies take npm's packages from there and leave nothing behind in it. */
async function realDenoDir(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json"],
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

async function copy(from: string, to: string): Promise<void> {
  if ((await Deno.stat(from)).isFile) return await Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name } of Deno.readDir(from)) {
    await copy(`${from}/${name}`, `${to}/${name}`);
  }
}
