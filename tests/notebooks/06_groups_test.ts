import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dataOf } from "headless/outputs.ts";
import { testChapter } from "headless/chapter_runs.ts";
import { brokers } from "../support/broker.ts";

const ORDERS = "1001 1002 1003 1004 1005 1006 1007 1008";

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
      const told = await kernel.evaluate<string[]>("diary");
      assertEquals(told.slice(0, 2), [
        "desk 1 takes 1009",
        "desk 1 has packed 1009",
      ]);
      assertEquals(told.length, 3);
      assertEquals(
        await kernel.evaluate(
          "(await measureLag(cluster, inHand.group, busy)).map(({ lag }) => String(lag))",
        ),
        ["0", "0"],
      );
    },
    "demo-zombie": async (_, kernel) => {
      assertEquals(await kernel.evaluate("parcels.slice(0, 2)"), [
        "desk 2 packs 1010",
        "desk 1 packs 1010",
      ]);
    },
    "demo-grow": async (_, kernel) => {
      assertEquals(
        await kernel.evaluate("desks[0].events[1].partitions"),
        [0, 1],
      );
    },
  },
  proofs: {
    "each-group-reads-all": {
      holds: async (kernel) => {
        assertEquals(await kernel.evaluate("packed"), {
          "desk 1": ORDERS,
          "desk 2": ORDERS,
        });
      },
      counterExample:
        `// Both in one group: what the first has read is not read again.
        const { untilCaughtUp } = await import("workbook/consumers/reading.ts");
        const oneGroup = newGroup(cluster, "packing");
        for (const name of ["desk 1", "desk 2"]) {
          const desk = await joinGroup(cluster, { group: oneGroup, topic: apart, name });
          await untilCaughtUp(cluster, desk.consumer, apart);
          await desk.leave();
          packed[name] = desk.records.map(({ value }) => value).sort().join(" ");
        }`,
    },
    "one-owner-per-partition": {
      holds: async (kernel) => {
        const [one, two] = await kernel.evaluate<number[][]>(
          "[desk1, desk2].map(({ records }) => [...new Set(records.map(({ partition }) => partition))])",
        );
        assertEquals([...one!, ...two!].sort(), [0, 1, 2, 3]);
        assertEquals(
          await kernel.evaluate("desk1.records.length + desk2.records.length"),
          8,
        );
      },
      counterExample: `// A group for each: both read every partition.
        const desk1 = await joinGroup(cluster, { group: newGroup(cluster, "packing"), topic: together, name: "desk 1" });
        const desk2 = await joinGroup(cluster, { group: newGroup(cluster, "packing"), topic: together, name: "desk 2" });
        for (const { until, records } of [desk1, desk2]) await until(() => records.length === 8, "eight orders");`,
    },
    "idle-beyond-partitions": {
      holds: async (kernel) => {
        const rows = await kernel.evaluate<Record<string, string>[]>("hands");
        const atWork = rows.map((row) =>
          Object.values(row).filter((partitions) => partitions !== "idle")
            .length
        );
        assertEquals(atWork, [1, 2, 3, 4, 4]);
      },
      counterExample: `// A partition for each of the five.
        const five = await createTopic(cluster, "orders", { partitions: 5 });
        const group5 = newGroup(cluster, "packing");
        const all = [];
        for (const name of ["1", "2", "3", "4", "5"]) {
          all.push(await joinGroup(cluster, { ...quick, group: group5, topic: five, name }));
        }
        await untilShared(all, 5);
        hands[4] = Object.fromEntries(all.map(({ name, partitions }) => [name, partitions.join(" ") || "idle"]));`,
    },
    "silent-member-is-removed": {
      holds: async (kernel) => {
        const [counted, taken] = await kernel.evaluate<number[]>(
          "[left.members.length, stays.partitions.length]",
        );
        assertEquals([counted, taken], [2, 4]);
      },
      counterExample: `// It says goodbye: nothing is waited for.
        const polite = await joinGroup(cluster, { ...day, name: "desk 4" });
        await untilShared([stays, polite], 4);
        await polite.leave();
        const { groups: [left] } = await cluster.admin.describeGroups([day.group]);
        await untilShared([stays], 4);`,
    },
    "uncommitted-comes-again": {
      holds: async (kernel) => {
        const placesOf = (desk: string): Promise<string[]> =>
          kernel.evaluate(
            `${desk}.records.map(({ partition, offset }) => partition + ":" + offset)`,
          );
        assertEquals(await placesOf("slow"), ["0:0"]);
        assertEquals(await placesOf("quicker"), ["0:0"]);
      },
      counterExample:
        `// In time: it is committed before the partition changes hands.
        const inTime = await createTopic(cluster, "orders");
        await producer.send({ topic: inTime, messages: [{ value: "1010" }] });
        const timely = { ...quick, topic: inTime, group: newGroup(cluster, "packing") };
        const slow = await joinGroup(cluster, {
          ...timely, name: "desk 1",
          handle: (_, desk) => untilRebalancing(cluster, timely.group),
        });
        const quicker = await joinGroup(cluster, { ...timely, name: "desk 2" });
        await slow.leave();
        await untilShared([quicker], 1);
        const { untilCaughtUp } = await import("workbook/consumers/reading.ts");
        await untilCaughtUp(cluster, quicker.consumer, inTime);`,
    },
    "removed-member-cannot-commit": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate("parcels.at(-1)"),
          "desk 1 commits: The coordinator is not aware of this member",
        );
      },
      counterExample: `// Slow, but heard of: it was not removed.
        const heardOf = await createTopic(cluster, "orders");
        await producer.send({ topic: heardOf, messages: [{ value: "1010" }] });
        const member = await joinGroup(cluster, {
          group: newGroup(cluster, "packing"), topic: heardOf, name: "desk 1",
          handle: async (record, desk) => {
            const answer = desk.commit(record).then(() => "accepted", ({ message }) => message);
            parcels.push("desk 1 commits: " + await answer);
          },
        });
        await member.until(() => member.records.length === 1, "its order");`,
    },
    "latest-misses-new-partition": {
      holds: async (kernel) => {
        assertEquals(
          await kernel.evaluate(
            "[desks.flatMap(({ partitions }) => partitions).sort(), desks.flatMap(({ records }) => records).length]",
          ),
          [[0, 1, 2], 0],
        );
        assertEquals(
          await kernel.evaluate(
            "(await measureLag(cluster, group, grown)).map(({ end }) => String(end))",
          ),
          ["0", "0", "1"],
        );
      },
      counterExample: `// The same, from the earliest offset.
        const eager = { group: newGroup(cluster, "packing"), topic: grown, start: "earliest" };
        const desks = [await joinGroup(cluster, { ...eager, name: "desk 1" })];
        await desks[0].until(() => desks[0].records.length === 1, "order 1011");`,
    },
  },
});
