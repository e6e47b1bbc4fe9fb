import { assertEquals } from "@std/assert";
import { readPackageSources } from "tools/setup/pip_settings.ts";

Deno.test("readPackageSources() is PyPI when nothing else is configured", async () => {
  assertEquals(await readPackageSources({}, []), {
    index: "https://pypi.org/simple",
    folders: [],
  });
});

Deno.test("readPackageSources() reads pip's environment variables", async () => {
  const env = {
    PIP_INDEX_URL: "https://mirror.example/simple/",
    PIP_FIND_LINKS: "/opt/wheels file:///srv/wheels https://elsewhere.example",
  };
  assertEquals(await readPackageSources(env, []), {
    index: "https://mirror.example/simple",
    folders: ["/opt/wheels", "/srv/wheels"],
  });
});

Deno.test("readPackageSources() reads pip's files, the environment's file last and the environment itself above all", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/.config/pip`, { recursive: true });
    await Deno.writeTextFile(
      `${folder}/.config/pip/pip.conf`,
      "[install]\nindex-url = https://no\n[global]\nindex-url = https://user\nfind-links =\n  /opt/one\n  /opt/two\n",
    );
    await Deno.writeTextFile(
      `${folder}/other.conf`,
      "[global]\ntimeout = 5\nindex-url: https://other/\n",
    );
    const user = { HOME: folder };
    assertEquals(await readPackageSources(user), {
      index: "https://user",
      folders: ["/opt/one", "/opt/two"],
    });
    const other = { ...user, PIP_CONFIG_FILE: `${folder}/other.conf` };
    assertEquals((await readPackageSources(other)).index, "https://other");
    const env = { ...other, PIP_INDEX_URL: "https://env" };
    assertEquals((await readPackageSources(env)).index, "https://env");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
