import { assertEquals, assertRejects } from "@std/assert";
import { announce, readAnnouncement } from "tools/start/announcement.ts";
import { Trouble } from "workbook/errors.ts";

Deno.test("readAnnouncement() waits as long as the other start is at work", async () => {
  const folder = await Deno.makeTempDir();
  let asked = 0;
  const isStarting = async (): Promise<boolean> => {
    if (++asked === 3) await announce(folder, "http://127.0.0.1/lab");
    return true;
  };
  assertEquals(
    await readAnnouncement(folder, isStarting),
    "http://127.0.0.1/lab",
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("readAnnouncement() says that the other start has ended", async () => {
  const folder = await Deno.makeTempDir();
  await assertRejects(
    () => readAnnouncement(folder, () => Promise.resolve(false)),
    Trouble,
    "but found that it has ended. Start again",
  );
  await Deno.remove(folder);
});
