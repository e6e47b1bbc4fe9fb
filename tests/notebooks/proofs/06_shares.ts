/** The proofs of chapter 6 about what members of a group share. */
import { assertEquals } from "@std/assert";
import type { Proof } from "headless/options.ts";
import { EVERYONE } from "./everyone_assignor.ts";

const ORDERS = "1001 1002 1003 1004 1005 1006 1007 1008";

/** The proofs, by the id of their claim. */
export const shares: Record<string, Proof> = {
  "each-group-reads-all": {
    holds: async (kernel) => {
      assertEquals(await kernel.evaluate("packed"), {
        one: ORDERS,
        two: ORDERS,
        three: "",
      });
    },
    counterExample:
      `// Desk 2's group is put where desk 1's stands: now it matters what another group has read.
        const { resetGroup } = await import("workbook/offsets.ts");
        const places = (await measureLag(cluster, at1, apart)).map(({ committed }) => committed!);
        const follows = newGroup(cluster, "at-2");
        await resetGroup(cluster, follows, apart, places);
        const follower = await joinGroup(cluster, { group: follows, topic: apart, name: "two" });
        await untilCaughtUp(cluster, follower.consumer, apart);
        packed.two = follower.records.map(({ value }) => value).sort().join(" ");`,
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
    counterExample: `${EVERYONE}
        const mine = { group: newGroup(cluster, "packing"), topic: together, config: { ...quick.config, partitionAssigners: [everyone] } };
        const desk1 = await joinGroup(cluster, { ...mine, autoCommit: false, name: "desk 1" });
        const desk2 = await joinGroup(cluster, { ...mine, autoCommit: false, name: "desk 2" });
        for (const { until, records } of [desk1, desk2]) {
          await until(() => new Set(records.map(({ value }) => value)).size === 8, "eight orders");
        }`,
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
    counterExample: `${EVERYONE}
        const group5 = { group: newGroup(cluster, "packing"), topic: orders, config: { ...quick.config, partitionAssigners: [everyone] } };
        const all: Member[] = [];
        for (const name of ["desk 1", "desk 2", "desk 3", "desk 4", "desk 5"]) {
          all.push(await joinGroup(cluster, { ...group5, name }));
        }
        for (const desk of all) await desk.until(() => desk.partitions.length === 4, "four partitions");
        hands[4] = Object.fromEntries(all.map(({ name, partitions }) => [name, partitions.join(" ") || "idle"]));`,
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
    counterExample: `// The same, in a group that starts at the earliest offset.
        const grown = await createTopic(cluster, "orders", { partitions: 2 });
        const group = newGroup(cluster, "packing");
        const head = { ...quick, group, topic: grown, start: "earliest" as const };
        const desks = [await joinGroup(cluster, { ...head, name: "desk 1" })];
        await cluster.admin.createPartitions({ topicPartitions: [{ topic: grown, count: 3 }] });
        await untilPartitions(cluster, grown, 3);
        await producer.send({ topic: grown, messages: inThird });
        desks.push(await joinGroup(cluster, { ...head, name: "desk 2" }));
        await untilShared(desks, 3);
        for (const { consumer } of desks) await untilCaughtUp(cluster, consumer, grown);`,
  },
};
