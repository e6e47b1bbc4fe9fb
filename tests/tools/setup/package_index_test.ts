import { assertEquals, assertRejects } from "@std/assert";
import { Trouble } from "workbook/errors.ts";
import { sha256 } from "broker/jars.ts";
import {
  fetchPackageFile,
  type PackageFile,
} from "tools/setup/package_index.ts";

const CONTENT = new TextEncoder().encode("a wheel");
const WANTED: PackageFile = {
  name: "lamp",
  file: "lamp-1.0-py3-none-any.whl",
  hashes: ["0".repeat(64), await sha256(CONTENT)],
};

/** An index with one package: `served` is what its file holds, `asked` the credentials of each request. */
function serveIndex(
  served: Uint8Array<ArrayBuffer>,
  href: string = `../../files/${WANTED.file}#sha256=abc`,
): { url: string; asked: (string | null)[] } & AsyncDisposable {
  const asked: (string | null)[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen(): void {} },
    (request) => {
      asked.push(request.headers.get("authorization"));
      const { pathname } = new URL(request.url);
      if (pathname === "/simple/lamp/") {
        return new Response(
          `<a href="lamp-0.9-py3-none-any.whl">old</a> <a data-x="1" href="${href}">new</a>`,
        );
      }
      return pathname === `/files/${WANTED.file}`
        ? new Response(served)
        : new Response("no", { status: 404 });
    },
  );
  return {
    url: `127.0.0.1:${server.addr.port}`,
    asked,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("fetchPackageFile() follows the index's link and verifies the file", async () => {
  await using index = serveIndex(CONTENT);
  const sources = { index: `http://${index.url}/simple`, folders: [] };
  assertEquals(await fetchPackageFile(WANTED, sources), CONTENT);
});

Deno.test("fetchPackageFile() refuses a file that is not the published one", async () => {
  await using index = serveIndex(new TextEncoder().encode("something else"));
  const sources = { index: `http://${index.url}/simple`, folders: [] };
  await assertRejects(
    () => fetchPackageFile(WANTED, sources),
    Trouble,
    `Cannot use "${WANTED.file}" from http://${index.url}/files/${WANTED.file}: expected a file with the SHA-256 that requirements.txt names but found`,
  );
});

Deno.test("fetchPackageFile() says that the index lacks the file", async () => {
  await using index = serveIndex(CONTENT, "lamp-0.8-py3-none-any.whl");
  const sources = { index: `http://${index.url}/simple`, folders: [] };
  await assertRejects(
    () => fetchPackageFile(WANTED, sources),
    Trouble,
    `Cannot find "${WANTED.file}" on http://${index.url}/simple/lamp/`,
  );
});

Deno.test("fetchPackageFile() sends the index its user and password, and shows them in no message", async () => {
  await using index = serveIndex(CONTENT, `/gone/${WANTED.file}`);
  const sources = {
    index: `http://ada:s%40fe@${index.url}/simple`,
    folders: [],
  };
  const { message } = await assertRejects(
    () => fetchPackageFile(WANTED, sources),
    Trouble,
    `Cannot fetch http://${index.url}/gone/${WANTED.file}: HTTP 404. Check the network`,
  );
  assertEquals(message.includes("fe@"), false);
  assertEquals(index.asked, Array(2).fill(`Basic ${btoa("ada:s@fe")}`));
});

Deno.test("fetchPackageFile() takes a % in a password for itself where it begins no escape", async () => {
  await using index = serveIndex(CONTENT);
  const sources = {
    index: `http://ada:5%25%zz@${index.url}/simple`,
    folders: [],
  };
  assertEquals(await fetchPackageFile(WANTED, sources), CONTENT);
  assertEquals(index.asked, Array(2).fill(`Basic ${btoa("ada:5%%zz")}`));
});

for (
  const index of [
    "pypi.mycorp",
    "ada:s@fe@pypi.mycorp",
    "file:///srv",
    "http://",
  ]
) {
  Deno.test(`fetchPackageFile() refuses the index ${index}`, async () => {
    const { message } = await assertRejects(
      () => fetchPackageFile(WANTED, { index, folders: [] }),
      Trouble,
      'expected an address that begins with "https://" or "http://" but found none. Correct PIP_INDEX_URL',
    );
    assertEquals(message.includes("s@fe"), false);
  });
}

Deno.test("fetchPackageFile() says that the index does not answer", async () => {
  const index = serveIndex(CONTENT);
  await index[Symbol.asyncDispose]();
  await assertRejects(
    () =>
      fetchPackageFile(WANTED, {
        index: `http://${index.url}/simple`,
        folders: [],
      }),
    Trouble,
    `Cannot fetch http://${index.url}/simple/lamp/: `,
  );
});

Deno.test("fetchPackageFile() prefers an intact file in a find-links folder", async () => {
  await using index = serveIndex(CONTENT);
  const folders = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  try {
    await Deno.writeTextFile(`${folders[0]}/${WANTED.file}`, "damaged");
    await Deno.writeFile(`${folders[1]}/${WANTED.file}`, CONTENT);
    const sources = { index: `http://${index.url}/simple`, folders };
    assertEquals(await fetchPackageFile(WANTED, sources), CONTENT);
    assertEquals(index.asked.length, 0);
  } finally {
    for (const folder of folders) {
      await Deno.remove(folder, { recursive: true });
    }
  }
});
