import { assertEquals } from "@std/assert";
import { withLock } from "broker/lock.ts";

Deno.test("withLock() lets one piece of work finish before the next begins", async () => {
  const path = await Deno.makeTempFile();
  const steps: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    steps.push(`${name} begins`);
    await Deno.stat(path);
    steps.push(`${name} ends`);
  };
  await Promise.all(["a", "b", "c"].map((name) => withLock(path, work(name))));
  for (let at = 0; at < steps.length; at += 2) {
    assertEquals(steps[at + 1], steps[at]!.replace("begins", "ends"));
  }
  await Deno.remove(path);
});

Deno.test("withLock() does not wait for a holder that was killed", async () => {
  const path = await Deno.makeTempFile();
  const holder = new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      `const file = Deno.openSync(Deno.args[0], { write: true });
       await file.lock(true);
       console.log("held");
       setInterval(() => {}, 1000);`,
      path,
    ],
    stdout: "piped",
  }).spawn();
  const output = holder.stdout.getReader();
  await output.read();
  const next = withLock(path, () => Promise.resolve("mine"));
  holder.kill("SIGKILL");
  assertEquals(await next, "mine");
  await holder.status;
  await output.cancel();
  await Deno.remove(path);
});
