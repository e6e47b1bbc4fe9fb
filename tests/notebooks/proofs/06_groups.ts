/** The proofs of the claims of chapter 6. */
import { assert, assertEquals } from "@std/assert";
import type { Proof } from "headless/options.ts";
import { EVERYONE } from "./everyone_assignor.ts";

const ORDERS = "1001 1002 1003 1004 1005 1006 1007 1008";

/** The chapter's proofs, by the id of their claim. */
export const proofs: Record<string, Proof> = {
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
  "silent-member-is-removed": {
    holds: async (kernel) => {
      const [counted, taken] = await kernel.evaluate<number[]>(
        "[left.members.length, stays.partitions.length]",
      );
      assertEquals([counted, taken], [2, 4]);
    },
    counterExample:
      `// As silent, for three sessions, but it commits all the time: the coordinator takes that for a sign of life.
        const sent = await eightInTwo();
        const ends = Promise.withResolvers<void>();
        let heartbeats = 0, over = false;
        const mute = await joinGroup(cluster, {
          ...sent, name: "desk 3", config: { sessionTimeout: 1_000, heartbeatInterval: 200 },
          handle: async (record, desk) => {
            const start = Date.now();
            heartbeats = 0;
            while (!over && Date.now() - start < 3_000) await desk.commit(record);
            over = true;
            ends.resolve();
          },
        });
        mute.consumer.on(mute.consumer.events.HEARTBEAT, () => heartbeats++);
        await ends.promise;
        const { groups: [left] } = await cluster.admin.describeGroups([sent.group]);
        const stays = { partitions: left.members.length === 1 && heartbeats === 0 ? [] : [0, 1, 2, 3] };`,
  },
  "uncommitted-comes-again": {
    holds: async (kernel) => {
      const [late, next] = await kernel.evaluate<string[][]>(
        `[slow.records, helpers[0].records].map((records) =>
            records.map(({ partition, offset }) => partition + ":" + offset).sort())`,
      );
      assertEquals(next, [
        "0:0",
        "0:1",
        "0:2",
        "0:3",
        "1:0",
        "1:1",
        "1:2",
        "1:3",
      ]);
      assert(late!.every((place) => next!.includes(place)), `${late}`);
    },
    counterExample:
      `// The next owner starts at the latest offset, and nothing has been committed: the order in hand does not come again.
        const lost = await eightInTwo();
        const helpers: Member[] = [];
        const slow = await joinGroup(cluster, {
          ...lost, name: "desk 1", config: short,
          handle: async () => {
            if (helpers.length > 0) return;
            helpers.push(await joinGroup(cluster, { ...lost, name: "desk 2", start: "latest" }));
            await untilShared(helpers, 2);
            await untilCaughtUp(cluster, helpers[0]!.consumer, lost.topic);
          },
        });
        await slow.until(() => slow.records.length > 0, "desk 1 to finish");`,
  },
  "removed-member-cannot-commit": {
    holds: async (kernel) => {
      assertEquals(
        new Set(
          await kernel.evaluate<string[]>(
            `parcels.filter((line) => !line.includes("packs"))`,
          ),
        ),
        new Set([
          "KafkaJSNonRetriableError: The coordinator is not aware of this member",
        ]),
      );
    },
    counterExample:
      `// As slow as desk 1, but its session is long enough: it was not removed.
        const inTime = await eightInTwo();
        const member = await joinGroup(cluster, {
          ...inTime, name: "desk 1", config: { sessionTimeout: 6_000 },
          handle: async (record, desk) => {
            if (desk.records.length > 0) return;
            const joining = joinGroup(cluster, { ...inTime, name: "desk 2" });
            await untilRebalancing(cluster, inTime.group);
            parcels.push(await desk.commit(record).then(() => "accepted", String));
          },
        });
        await member.until(() => member.records.length > 0, "its first order");`,
  },
  "removed-member-goes-on": {
    holds: async (kernel) => {
      // The second order is one of the other partition, and desk 2 had committed all eight before.
      assertEquals(
        (await kernel.evaluate<number[]>(
          "slow.records.map(({ partition }) => partition)",
        )).sort(),
        [0, 1],
      );
      // While no heartbeat is due, a desk takes all that it has fetched, also one that asks first.
      const counts = await kernel.evaluate<number[][]>(`(async () => {
        const takenBeforeGivingUp = async (heartbeatInterval: number, asks: boolean) => {
          const { topic, group } = await eightInTwo();
          const desk = cluster.kafka.consumer({ groupId: group, heartbeatInterval });
          await desk.connect();
          await desk.subscribe({ topics: [topic], fromBeginning: true });
          const atWork = Promise.withResolvers<void>();
          let taken = 0;
          const givenUp = new Promise<number>((resolve) =>
            desk.on(REBALANCING, () => resolve(taken)));
          await desk.run({
            eachMessage: async ({ heartbeat }) => {
              if (asks) await heartbeat();
              if (++taken > 1) return;
              atWork.resolve();
              await untilRebalancing(cluster, group);
            },
          });
          await atWork.promise;
          const joining = joinGroup(cluster, { group, topic, name: "desk 2" });
          const count = await givenUp;
          await (await joining).leave();
          await desk.disconnect();
          return count;
        };
        const rows: number[][] = [];
        for (const interval of [10, 1_000]) {
          rows.push([
            await takenBeforeGivingUp(interval, false),
            await takenBeforeGivingUp(interval, true),
          ]);
        }
        return rows;
      })()`);
      assertEquals(counts, [[2, 1], [8, 8]]);
    },
    counterExample: `// It asks first, as in the chapter's next cell.
        const asked = await eightInTwo();
        const slow: { records: { partition: number }[] } = { records: [] };
        const asks = cluster.kafka.consumer({ groupId: asked.group, ...short });
        await asks.connect();
        await asks.subscribe({ topics: [asked.topic], fromBeginning: true });
        await asks.run({
          eachMessage: async ({ partition, heartbeat }) => {
            await heartbeat();
            slow.records.push({ partition });
            await help(asked);
          },
        });
        await new Promise((rejoined) => asks.on(GROUP_JOIN, rejoined));
        await untilCaughtUp(cluster, asks, asked.topic);`,
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
};
