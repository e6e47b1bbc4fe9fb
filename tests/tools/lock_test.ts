import { assertEquals } from "@std/assert";

const ROOT = new URL("../../", import.meta.url);
const CURE = 'Run "deno task lock" and commit deno.lock.';

async function read(
  name: string,
): Promise<Record<string, Record<string, string>>> {
  return JSON.parse(await Deno.readTextFile(new URL(name, ROOT)));
}

Deno.test("deno.lock has every npm package that deno.json names, and nothing from JSR", async () => {
  const { imports = {} } = await read("deno.json");
  const lock = await read("deno.lock");
  const wanted = Object.values(imports).filter((to) => to.startsWith("npm:"))
    .map((to) => to.match(/^npm:\/?(@?[^@]+@[^/]+)/)![1]!);
  const locked = Object.keys(lock["specifiers"] ?? {}).map((specifier) =>
    specifier.replace(/^npm:/, "")
  );
  assertEquals(locked.toSorted(), [...new Set(wanted)].sort(), CURE);
  assertEquals(lock["jsr"], undefined, CURE);
});

Deno.test("deno.lock agrees with the lock file that Deno works with", async () => {
  const lock = await read("deno.lock");
  const working = await read(".workbook/deno.lock");
  for (const section of ["specifiers", "npm"]) {
    for (const [name, value] of Object.entries(lock[section] ?? {})) {
      assertEquals(working[section]?.[name], value, CURE);
    }
  }
});
