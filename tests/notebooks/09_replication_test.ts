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
  budgetMs: 60_000,
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
        assertEquals(acknowledged, 1_000);
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
          assertEquals([acknowledged, lost], [20_000, 0]);
        }
      },
      counterExample:
        `// Records that were acknowledged, and that not all in-sync replicas had.
        tallies[2] = { ...outcomes[3], acknowledged: 20_000 };`,
    },
    "acks-1-dies-with-leader": {
      holds: async (kernel) => {
        const outcomes = await kernel.evaluate<Outcome[]>("outcomes");
        const leaderOnly = outcomes.filter(({ acks }) => acks === 1);
        assertEquals(leaderOnly.length, 2);
        for (const { acknowledged, lost } of leaderOnly) {
          assertEquals(acknowledged, 1_000);
          assert(lost > 0, "acknowledged records are lost");
        }
      },
      counterExample:
        `// The same kill, and the answers of all in-sync replicas.
        outcomes[2] = { ...outcomes[4], acks: 1 };`,
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
      counterExample: `// A topic that asks for two replicas in sync.
        alone[1] = { ...alone[3] };`,
    },
    "too-few-refused": {
      holds: async (kernel) => {
        const row = (await kernel.evaluate<Alone[]>("alone"))[3];
        assertEquals([row!.min, row!.acks, row!.answer], [
          2,
          -1,
          "NOT_ENOUGH_REPLICAS",
        ]);
      },
      counterExample: `// A topic that asks for one replica only.
        alone[3] = { ...alone[0], min: 2 };`,
    },
    "committed-only-read": {
      holds: async (kernel) => {
        const row = (await kernel.evaluate<Alone[]>("alone"))[2]!;
        assertEquals([row.acks, row.answer, row.readable], [
          1,
          "acknowledged",
          1,
        ]);
      },
      counterExample: `// A record that the only in-sync replica may commit.
        alone[2] = { ...alone[0], acks: 1 };`,
    },
    "eligible-leader": {
      holds: async (kernel) => {
        const rows = await kernel.evaluate<Alone[]>("alone");
        for (const { elr } of rows.filter(({ min }) => min === 2)) {
          assert(elr === "1" || elr === "2", `eligible: ${elr}`);
        }
      },
      counterExample: `// A topic for which one replica in sync is enough.
        alone[3] = { ...alone[0], min: 2 };`,
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
        `// The same losses of brokers, and nobody unclean may lead.
        recovered[0] = { ...recovered[1], unclean: true };`,
    },
  },
});
