import { assertEquals, assertMatch } from "@std/assert";
import { makeCheckout } from "./checkout.ts";

Deno.test("doctor.ts names each part, what is wrong with it, and the one action that mends it", async () => {
  await using checkout = await makeCheckout("venv", "kafka");
  const { root } = checkout;
  await Deno.remove(`${root}/notebooks`, { recursive: true });
  await Deno.remove(`${root}/deno.lock`);
  const { code, output } = await checkout.run("doctor.ts");
  assertEquals(code, 1);
  const found = new Map<string, string>();
  let name = "";
  for (const line of output.split("\n")) {
    const part = line.match(/^(ok|wrong) +(\w\S*(?: \S+)*?)  +(.*)$/);
    if (part) found.set(name = part[2]!, `${part[1]}: ${part[3]}`);
    const cure = line.match(/^ +-> (.*)$/);
    if (cure) found.set(name, `${found.get(name)} -> ${cure[1]}`);
  }
  const state = (part: string): string => found.get(part) ?? "";
  assertMatch(state("Course"), /^ok: \d+\.\d+\.\d+/);
  assertMatch(state("Deno"), /^ok: 2\./);
  assertMatch(state("Node.js (npx)"), /^ok: /);
  assertMatch(state("Python"), /^ok: 3\.1\d/);
  assertEquals(state("Python packages"), "ok: each file as published");
  assertMatch(state("JupyterLab"), /^ok: 4\./);
  assertMatch(state("confluent-kafka"), /^ok: 2\.\S+, librdkafka 2\.\S+$/);
  assertEquals(
    state("Deno kernel"),
    'wrong: is missing or runs another Deno -> run "deno task setup"',
  );
  assertMatch(
    state("npm and JSR"),
    /^wrong: No such file .*deno\.lock' -> run "git status", and bring back/,
  );
  assertMatch(state("Java"), /^ok: \d+/);
  assertMatch(state("Kafka"), /^ok: 4\.\d+\.\d+, \d+ jars as published$/);
  assertEquals(
    state("Broker"),
    'ok: not running; "deno task start" starts it',
  );
  assertMatch(state("Disk"), /^ok: .* GiB free$/);
  assertMatch(
    state("Notebooks"),
    /^wrong: (\d+) of \1 missing -> run "deno task reset 00 01 02 03 /,
  );
  assertEquals(found.size, 14);
  assertMatch(output, /\n3 of 14 parts need mending\.\n$/);
});
