import { assertEquals } from "@std/assert";
import { watchBroker } from "tools/start/broker_watch.ts";

Deno.test("watchBroker() says once that the broker has ended, and once that it runs again", async () => {
  const answers = [true, false, false, true, true];
  const said: string[] = [];
  const all = Promise.withResolvers<void>();
  using _watch = watchBroker(
    {
      log: "/kafka.log",
      isRunning(): Promise<boolean> {
        if (answers.length === 1) all.resolve();
        return Promise.resolve(answers.shift() ?? true);
      },
    },
    (line) => said.push(line),
    1,
  );
  await all.promise;
  assertEquals(said, [
    'The broker has ended. Start it again with "deno task broker" in another terminal; its log is "/kafka.log".',
    "The broker runs again.",
  ]);
});
