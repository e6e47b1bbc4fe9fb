import { assertEquals } from "@std/assert";
import { ensureKernelspec } from "tools/setup/kernelspec.ts";

Deno.test("ensureKernelspec() names the running Deno, and writes only what differs", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/kernels/deno/kernel.json`;
    assertEquals(await ensureKernelspec(`${folder}/kernels/deno`), true);
    const written = await Deno.readTextFile(path);
    assertEquals(JSON.parse(written), {
      argv: [
        Deno.execPath(),
        "jupyter",
        "--kernel",
        "--conn",
        "{connection_file}",
      ],
      display_name: "Deno",
      language: "typescript",
      env: { NODE_OPTIONS: "--no-warnings" },
    });
    assertEquals(await ensureKernelspec(`${folder}/kernels/deno`), false);
    await Deno.writeTextFile(
      path,
      written.replace(Deno.execPath(), "/gone/deno"),
    );
    assertEquals(await ensureKernelspec(`${folder}/kernels/deno`), true);
    assertEquals(await Deno.readTextFile(path), written);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
