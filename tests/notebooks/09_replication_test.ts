import { assert, assertEquals } from "@std/assert";
import { dataOf } from "headless/outputs.ts";
import { testChapter } from "headless/chapter_runs.ts";

interface Tally {
  acknowledged: number;
  lost: number;
  duplicated: number;
  "out of order": number;
}
type Outcome = Tally & { acks: number; min: number };
interface Alone {
  min: number;
  acks: number;
  isr: string;
  elr: string | null;
  answer: string;
  readable: number;
}
interface Recovered {
  unclean: boolean;
  acknowledged: number;
  lost: number;
}

testChapter("09_replication", {
  // Ten starts of Java and three failovers take 25 s, and more beside the tests of other chapters.
  cells: {
    "demo-replicas": async (_, kernel) => {
      const states = await kernel.evaluate<
        { leader: number; replicas: number[]; isr: number[] }[]
      >("await describeReplicas(cluster, [shop])");
      assertEquals(states.map(({ leader }) => leader).toSorted(), [1, 2, 3]);
      for (const { replicas, isr } of states) {
        assertEquals([replicas.toSorted(), isr.toSorted()], [
          [1, 2, 3],
          [1, 2, 3],
        ]);
      }
    },
    "demo-kill": async ({ outputs }, kernel) => {
      const [picture] = dataOf(outputs, "image/svg+xml");
      assert(String(picture).includes("leader"), "expected a picture");
      const tallies = await kernel.evaluate<Tally[]>("tallies");
      assertEquals(tallies.length, 4);
      for (const { acknowledged } of tallies) {
        assertEquals(acknowledged, 20_000);
      }
      assertEquals(tallies[3], {
        acknowledged: 20_000,
        lost: 0,
        duplicated: 0,
        "out of order": 0,
      });
      const leaders = await kernel.evaluate<(number | null)[]>(
        "watch.states.map(({ leader }) => leader)",
      );
      assertEquals(leaders[0], 1);
      assert(leaders.at(-1) !== 1, "another broker leads");
    },
    "demo-frozen": async (_, kernel) => {
      const outcomes = await kernel.evaluate<Outcome[]>("outcomes");
      assertEquals(outcomes.map(({ acks, min }) => [acks, min]), [
        [0, 1],
        [0, 2],
        [1, 1],
        [1, 2],
        [-1, 1],
        [-1, 2],
      ]);
      for (const { acks, acknowledged, lost } of outcomes) {
        assertEquals(acknowledged, 2_000);
        if (acks === -1) assertEquals(lost, 0);
        else assert(lost >= 500, `acks ${acks} lost ${lost}`);
      }
    },
    "demo-down": async (_, kernel) => {
      const alone = await kernel.evaluate<Alone[]>("alone");
      assertEquals(
        alone.map(({ isr, answer, readable }) => [isr, answer, readable]),
        [
          ["3", "acknowledged", 2],
          ["3", "acknowledged", 2],
          ["3", "acknowledged", 1],
          ["3", "NOT_ENOUGH_REPLICAS", 1],
        ],
      );
    },
    "demo-last": async (_, kernel) => {
      const leaders = await kernel.evaluate<(number | null)[]>(
        "without.map(({ leader }) => leader)",
      );
      assert([1, 2].includes(leaders[0]!), "an unclean leader");
      assertEquals(leaders.slice(1), [null, null, null]);
    },
    "demo-back": async (_, kernel) => {
      const rows = await kernel.evaluate<Recovered[]>("recovered");
      assertEquals(rows.map(({ acknowledged, lost }) => [acknowledged, lost]), [
        [2, 1],
        [2, 0],
        [2, 0],
        [1, 0],
      ]);
    },
    "demo-controller": async (_, kernel) => {
      assertEquals(await kernel.evaluate("[meanwhile, isCreated]"), [
        { acknowledged: 1_000, "topic created": false },
        true,
      ]);
    },
  },
  proofs: {
    "committed-survives": {
      holds: async (kernel) => {
        const tallies = await kernel.evaluate<Tally[]>("tallies");
        for (const { acknowledged, lost } of tallies.slice(2)) {
          assert(acknowledged > 0, "some are acknowledged");
          assertEquals(lost, 0);
        }
      },
      counterExample:
        `// The chapter's run with acks 1: acknowledged, and not all in-sync replicas had the records.
        const kept = tallies[2];
        tallies[2] = outcomes[3];`,
      undo: "tallies[2] = kept;",
    },
    "acks-1-dies-with-leader": {
      holds: async (kernel) => {
        const outcomes = await kernel.evaluate<Outcome[]>("outcomes");
        for (const { acks, acknowledged, lost } of outcomes.slice(2, 4)) {
          assertEquals(acks, 1);
          assert(acknowledged > 0, "some are acknowledged");
          assert(lost > 0, "acknowledged records are lost");
        }
      },
      counterExample:
        `// The chapter's other run with acks 1: no other replica took over, and the leader came back with its disk.
        const kept = outcomes[2];
        outcomes[2] = { ...recovered[2] };`,
      undo: "outcomes[2] = kept;",
    },
    "all-means-in-sync": {
      holds: async (kernel) => {
        const row = (await kernel.evaluate<Alone[]>("alone"))[1]!;
        assertEquals([row.acks, row.isr, row.answer], [
          -1,
          "3",
          "acknowledged",
        ]);
      },
      counterExample:
        `// The chapter's topic that asks for two replicas in sync: the leader alone is not all.
        const kept = alone[1];
        alone[1] = alone[3];`,
      undo: "alone[1] = kept;",
    },
    "too-few-refused": {
      holds: async (kernel) => {
        const row = (await kernel.evaluate<Alone[]>("alone"))[3];
        assertEquals([row!.min, row!.isr, row!.answer], [
          2,
          "3",
          "NOT_ENOUGH_REPLICAS",
        ]);
      },
      counterExample:
        `// The chapter's sender with acks 1: as few in sync, as many asked for, and not refused.
        const kept = alone[3];
        alone[3] = alone[2];`,
      undo: "alone[3] = kept;",
    },
    "committed-only-read": {
      holds: async (kernel) => {
        const row = (await kernel.evaluate<Alone[]>("alone"))[2]!;
        assertEquals([row.isr, row.answer, row.readable], [
          "3",
          "acknowledged",
          1,
        ]);
      },
      counterExample:
        `// The chapter's topic that asks for one in sync: what the leader alone has can be read.
        const kept = alone[2];
        alone[2] = alone[1];`,
      undo: "alone[2] = kept;",
    },
    "eligible-leader": {
      holds: async (kernel) => {
        const rows = await kernel.evaluate<Alone[]>("alone");
        for (const { elr } of rows.slice(2)) {
          assert(elr === "1" || elr === "2", `eligible: ${elr}`);
        }
      },
      counterExample:
        `// The chapter's topic for which one in sync is enough: nothing says what the lost replicas have.
        const kept = alone[3];
        alone[3] = alone[1];`,
      undo: "alone[3] = kept;",
    },
    "unclean-loses": {
      holds: async (kernel) => {
        const rows = await kernel.evaluate<Recovered[]>("recovered");
        assertEquals(rows.map(({ unclean, lost }) => [unclean, lost]), [
          [true, 1],
          [false, 0],
          [false, 0],
          [false, 0],
        ]);
      },
      counterExample:
        `// The chapter's next topic: the same brokers lost, no unclean election, and nothing lost.
        const kept = recovered[0];
        recovered[0] = recovered[1];`,
      undo: "recovered[0] = kept;",
    },
  },
});
