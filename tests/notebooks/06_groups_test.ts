import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dataOf } from "headless/outputs.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";
import { proofs } from "./proofs/06_groups.ts";

testChapter("06_groups", {
  env: { KAFKA_BROKERS: brokers.join(",") },
  cells: {
    "demo-join": async (_, kernel) => {
      const [alone, ...more] = await kernel.evaluate<
        { isLeader: boolean; groupProtocol: string; gets: number[] }[]
      >("heard");
      assertEquals(alone?.gets, [0, 1, 2, 3]);
      assertEquals([alone?.isLeader, alone?.groupProtocol], [
        true,
        "RoundRobinAssigner",
      ]);
      assertEquals(more, []);
    },
    "demo-batch": async (_, kernel) => {
      for (const [atOnce, least, most] of [[1, 1, 1], [4, 2, 4]] as const) {
        const diary = await kernel.evaluate<string[]>(`shift(${atOnce})`);
        assertEquals(diary.length, 16);
        const inHand = new Set<string>();
        let found = 0;
        for (const line of diary) {
          const [partition = "", what] = line.split(" ");
          // Never two of one partition.
          assertEquals(inHand.has(partition), what === "has");
          if (what === "has") inHand.delete(partition);
          else found = Math.max(found, inHand.add(partition).size);
        }
        assert(
          found >= least && found <= most,
          `${found} orders were in hand at once`,
        );
      }
    },
    "demo-timeline": async ({ outputs }, kernel) => {
      const [text] = dataOf(outputs, "text/plain");
      assertStringIncludes(String(text), "nobody │");
      // Each desk that was there gave up everything when desk 5 joined, and three desks got one partition back.
      const stopped = await kernel.evaluate<number>(
        `crew.slice(0, 4).filter(({ events }) => events.some(({ kind, at }) =>
          kind === "revoke" && at >= crew[4].events[0].at && at <= crew[4].events[1].at)).length`,
      );
      assertEquals(stopped, 4);
    },
    "demo-exits": async (_, kernel) => {
      const waited = await kernel.evaluate<number>(
        "stays.events.at(-1).at - dies.events.at(-1).at",
      );
      assert(
        waited > 800,
        `expected to wait for the session timeout but found ${waited} ms`,
      );
    },
    "demo-inhand": async (_, kernel) => {
      const diary = await kernel.evaluate<string[]>("diary");
      const taken = diary.filter((line) => line.includes("takes"));
      assertEquals(new Set(taken.map((line) => line.slice(-4))).size, 8);
      assertEquals(taken.length, 8);
      const [rebalances, givesUp] = ["the group rebalances", "desk 1 gives up"]
        .map((line) => diary.indexOf(line));
      assertEquals([rebalances, givesUp], [1, 3]);
      const partitions = await kernel.evaluate<number[]>(
        "first.records.slice(0, 2).map(({ partition }) => partition)",
      );
      assertEquals(partitions.sort(), [0, 1]);
    },
    "demo-zombie": async (_, kernel) => {
      const refused =
        "KafkaJSNonRetriableError: The coordinator is not aware of this member";
      const parcels = await kernel.evaluate<string[]>("done.slice(0, 12)");
      assertEquals(
        parcels.slice(0, 8).map((line) => line.replace(/\d+$/, "")),
        Array(8).fill("desk 2 packs "),
      );
      assertEquals(parcels.slice(8).map((line) => line.replace(/\d+$/, "")), [
        "desk 1 packs ",
        refused,
        "desk 1 packs ",
        refused,
      ]);
    },
    "demo-ask": async (_, kernel) => {
      assertEquals(await kernel.evaluate("taken.length"), 1);
    },
    "demo-grow": async (_, kernel) => {
      assertEquals(
        await kernel.evaluate("desks[0].events[1].partitions"),
        [0, 1],
      );
    },
  },
  proofs,
});
