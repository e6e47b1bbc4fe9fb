/** The proofs of chapter 6 about members that are late, and are removed. */
import { assert, assertEquals } from "@std/assert";
import type { Proof } from "headless/options.ts";

/** The proofs, by the id of their claim. */
export const removedMembers: Record<string, Proof> = {
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
    counterExample: `const zombie = { slow, helpers };
        // The next owner starts at the latest offset, and nothing has been committed: the order in hand does not come again.
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
    undo: "const { slow, helpers } = zombie;",
  },
  "removed-member-cannot-commit": {
    holds: async (kernel) => {
      assertEquals(
        new Set(
          await kernel.evaluate<string[]>(
            `done.filter((line) => !line.includes("packs"))`,
          ),
        ),
        new Set([
          "KafkaJSNonRetriableError: The coordinator is not aware of this member",
        ]),
      );
    },
    counterExample:
      `// It was removed as well, but commits when KafkaJS has had it join again.
        const absent = { ...await eightInTwo(), config: short, name: "desk 1" };
        const inHands: ConsumerRecord[] = [];
        const returns = await joinGroup(cluster, {
          ...absent,
          handle: async (order) => {
            if (inHands.push(order) === 1) await helpOut(cluster, absent);
          },
        });
        const joins = () => returns.events.filter(({ kind }) => kind === "assign").length;
        await returns.until(() => joins() === 2, "desk 1 to join again");
        const done = [await returns.commit(inHands[0]!).then(() => "accepted", String)];`,
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
            await helpOut(cluster, asked);
          },
        });
        await new Promise((rejoined) => asks.on(GROUP_JOIN, rejoined));
        await untilCaughtUp(cluster, asks, asked.topic);`,
  },
};
