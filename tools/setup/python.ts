import { Trouble } from "workbook/errors.ts";

/** Oldest and newest release of Python 3 that the packages in requirements.txt come ready built for. */
const OLDEST = 10;
const NEWEST = 14;

/** A Python that can run JupyterLab. */
export interface Python {
  /** Absolute path of the program itself, not of a link or shim that leads to it. */
  path: string;
  /** Version, such as `3.12.1`. */
  version: string;
}

/** Answer of a program on the PATH to {@link QUESTION}. */
interface Found extends Python {
  /** Modules that JupyterLab or pip needs and this Python was built without. */
  lacks: string[];
}

// `_base_executable` leads out of a virtual environment that the reader may have activated.
const QUESTION = `
import importlib.util, json, os, sys
path = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)
lacks = [m for m in ("ssl", "sqlite3", "zlib", "ctypes", "email") if not importlib.util.find_spec(m)]
print(json.dumps({"path": path, "version": sys.version.split()[0], "lacks": lacks}))
`;

/** Names under which Python may be on the PATH, the reader's own choice first. */
const NAMES = ["python3", "python"].concat(
  Array.from(
    { length: NEWEST - OLDEST + 1 },
    (_, i) => `python3.${NEWEST - i}`,
  ),
);

/**
 * Finds a Python on the PATH that can run JupyterLab.
 *
 * @param names The programs to try, in this order.
 * @returns The first Python that fits.
 * @throws {Trouble} If none fits; the message names those that were found.
 */
export async function findPython(
  names: readonly string[] = NAMES,
): Promise<Python> {
  const rejected: string[] = [];
  for (const name of names) {
    const found = await ask(name);
    if (found === null) continue;
    if (!isSupported(found.version)) {
      rejected.push(`Python ${found.version} at "${found.path}"`);
    } else if (found.lacks.length > 0) {
      rejected.push(
        `"${found.path}" without its module ${found.lacks.join(", ")}`,
      );
    } else return found;
  }
  const seen = [...new Set(rejected)].join(" and ") || "no Python at all";
  throw new Trouble(
    `Cannot set up JupyterLab: expected Python 3.${OLDEST} to 3.${NEWEST} on the PATH but found ${seen}. Install one ("apt install python3", "brew install python@3.13" or https://www.python.org/downloads) and run the command again`,
  );
}

async function ask(name: string): Promise<Found | null> {
  try {
    const answer = await new Deno.Command(name, {
      args: ["-I", "-c", QUESTION],
      stdin: "null",
      stderr: "null",
    }).output();
    // A name may belong to a version manager's shim without a Python behind it.
    return answer.success
      ? JSON.parse(new TextDecoder().decode(answer.stdout))
      : null;
  } catch (error) {
    if (
      error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.PermissionDenied
    ) return null;
    throw error;
  }
}

function isSupported(version: string): boolean {
  const [major, minor] = version.split(".").map(Number);
  return major === 3 && minor! >= OLDEST && minor! <= NEWEST;
}
