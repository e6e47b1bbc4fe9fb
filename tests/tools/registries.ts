/** Package registries on this machine, so that set-up can be tested without the network. */
import { sha256 } from "broker/jars.ts";
import { placesIn } from "tools/setup/parts.ts";
import { fetchPip } from "tools/setup/pip.ts";

const { root: ROOT, environment } = placesIn();

/** A registry that answers at {@link Registry.url} until it is disposed of. */
export interface Registry extends AsyncDisposable {
  url: string;
}

/** A package index that has pip, as the real set-up fetched it, and a package of one module. */
export interface PackageIndex extends Registry {
  /** Text of a requirements.txt that this index can satisfy. */
  requirements: string;
  /** Lets each request for the package wait until the index is disposed of. */
  stall(): void;
}

/** Builds a package of one module; Python has a zip writer, Deno has none. */
const BUILD_WHEEL = `
import base64, hashlib, sys, zipfile
module = b"LIT = True\\n"
digest = base64.urlsafe_b64encode(hashlib.sha256(module).digest()).decode().rstrip("=")
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    wheel.writestr("lamp.py", module)
    wheel.writestr("lamp-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: lamp\\nVersion: 1.0\\n")
    wheel.writestr("lamp-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("lamp-1.0.dist-info/RECORD", f"lamp.py,sha256={digest},{len(module)}\\n")
`;

/** Starts the package index. */
export async function servePackageIndex(): Promise<PackageIndex> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const pip = await fetchPip(
    await Deno.readTextFile(`${ROOT}/requirements.txt`),
    `${ROOT}/.workbook`,
  );
  files.set(pip.replace(/^.*\//, ""), await Deno.readFile(pip));
  files.set("lamp-1.0-py3-none-any.whl", await buildWheel());

  const requirements = await Promise.all([...files].map(
    async ([file, content]) => {
      const [name, version] = file.split("-");
      return `${name}==${version} \\\n    --hash=sha256:${await sha256(
        content,
      )}\n`;
    },
  ));
  const end = Promise.withResolvers<undefined>();
  let stalls = false;
  const registry = serve((path) => {
    if (stalls && path.includes("lamp")) return end.promise;
    const name = path.match(/^\/simple\/([^/]+)\/$/)?.[1];
    if (name === undefined) return files.get(path.slice("/files/".length));
    const found = [...files.keys()].filter((file) =>
      file.startsWith(`${name}-`)
    );
    return found.map((file) => `<a href="/files/${file}">${file}</a>`).join("");
  }, "text/html");
  return {
    ...registry,
    url: `${registry.url}simple`,
    requirements: requirements.join(""),
    stall: () => void (stalls = true),
    [Symbol.asyncDispose]: async () => {
      end.resolve(undefined);
      await registry[Symbol.asyncDispose]();
    },
  };
}

async function buildWheel(): Promise<Uint8Array<ArrayBuffer>> {
  const path = await Deno.makeTempFile();
  await new Deno.Command(`${environment.venv}/bin/python`, {
    args: ["-c", BUILD_WHEEL, path],
  }).output();
  const content = await Deno.readFile(path);
  await Deno.remove(path);
  return content;
}

/** A JSR that can be out of reach. */
export interface Jsr extends Registry {
  /** Whether it has anything to say. */
  answers: boolean;
}

/** Starts a JSR that has the stand-ins for packages. */
export function serveJsr(): Jsr {
  const registry = serve(async (path) => {
    if (!jsr.answers) return undefined;
    const [, scope, name, what, file] =
      path.match(/^\/@(\w+)\/(\w+)\/([^/]+?)(?:_meta\.json|\/(.+))?$/) ?? [];
    const folder = `${ROOT}/tools/jsr_stand_ins/std-${name}`;
    const { version } = JSON.parse(
      await Deno.readTextFile(`${folder}/deno.json`),
    );
    if (what === "meta.json") {
      return JSON.stringify({ scope, name, versions: { [version]: {} } });
    }
    if (file !== undefined) return await Deno.readFile(`${folder}/${file}`);
    const manifest: Record<string, unknown> = {};
    for await (const { name } of Deno.readDir(folder)) {
      const content = await Deno.readFile(`${folder}/${name}`);
      manifest[`/${name}`] = {
        size: content.length,
        checksum: `sha256-${await sha256(content)}`,
      };
    }
    return JSON.stringify({ manifest, exports: { ".": "./mod.ts" } });
  }, "text/typescript");
  const jsr: Jsr = { ...registry, answers: true };
  return jsr;
}

type Answer = string | Uint8Array<ArrayBuffer> | undefined;

function serve(
  answer: (path: string) => Answer | Promise<Answer>,
  type: string,
): Registry {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen(): void {} },
    async ({ url }) => {
      const content = await answer(new URL(url).pathname);
      return content === undefined
        ? new Response("none", { status: 404 })
        : new Response(content, { headers: { "content-type": type } });
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
