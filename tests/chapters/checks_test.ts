/** Holds the checks to one place each: the file that carries the slug of their exercise. */
import { assert, assertEquals } from "@std/assert";
import { readChapters } from "course/chapters.ts";

const ROOT = new URL("../../", import.meta.url);

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(new URL(path, ROOT));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

for (const { name, cells } of readChapters()) {
  Deno.test(`${name} has the check of each exercise in the file of its slug, and its door exports it`, async () => {
    const door = `chapters/${name}/mod.ts`;
    const slugs = cells.flatMap(({ role, slug }) =>
      role === "exercise" ? [slug] : []
    );
    const checks: string[] = [];
    for (const slug of slugs) {
      const file = `chapters/${name}/${slug.replaceAll("-", "_")}.ts`;
      const text = await readIfThere(file);
      assert(
        text !== null,
        `exercise-${slug} has no check: write it in ${file}, and export it from ${door}`,
      );
      const check = text.match(/export function (check\w+)\(/)?.[1];
      assert(
        check,
        `${file} exports no check: expected "export function check…("`,
      );
      assertEquals(
        text.match(/return check\("([^"]+)"/)?.[1],
        slug,
        `${file}: expected 'return check("${slug}", …)' in ${check}()`,
      );
      checks.push(check);
    }
    assert(
      await readIfThere(door) !== null,
      `${name} has no door: write ${door}, which exports ${checks.join(", ")}`,
    );
    const exported = await import(door);
    assertEquals(
      checks.filter((check) => typeof exported[check] !== "function"),
      [],
      `${door} does not export every check: add what is missing, so that cells can import it`,
    );
  });
}
