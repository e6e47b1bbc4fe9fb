import { assertEquals, assertRejects } from "@std/assert";
import { untilCommitted } from "workbook/groups.ts";
import { UnknownOutcome } from "workbook/producers.ts";
import {
  openTransactions,
  type TransactionalProducer,
} from "workbook/transactions.ts";
import { offsetRanges } from "workbook/topics.ts";
import { Trouble } from "workbook/errors.ts";
import { BehindProxy } from "./producers/behind_proxy.ts";

const lostAnswer = { dropResponse: { api: "Produce", nth: 1 } } as const;

function open(
  scene: BehindProxy,
  options: { deadlineMs?: number; timeoutMs?: number } = {},
): TransactionalProducer {
  const id = scene.cluster.name("billing");
  return scene.use(openTransactions(scene.clients, id, options));
}

Deno.test("transact() commits what was sent, and gives what the work gives", async () => {
  await using scene = await BehindProxy.open();
  const written = await open(scene).transact((transaction) =>
    transaction.send(scene.topic, [{ value: "created" }, { value: "paid" }])
  );
  assertEquals(written.map(({ offset }) => offset), [0n, 1n]);
  assertEquals(await scene.readTo("paid"), ["created", "paid"]);
});

Deno.test("transact() aborts when the work throws, and goes on", async () => {
  await using scene = await BehindProxy.open();
  const billing = open(scene);
  const failure = new Error("no money");
  const thrown = await assertRejects(() =>
    billing.transact(async (transaction) => {
      await transaction.send(scene.topic, [{ value: "created" }]);
      throw failure;
    })
  );
  assertEquals(thrown, failure);
  await billing.transact((transaction) =>
    transaction.send(scene.topic, [{ value: "paid" }])
  );
  assertEquals(await scene.readTo("paid"), ["paid"]);
});

Deno.test("transact() commits a group's progress with the records, or not at all", async () => {
  await using scene = await BehindProxy.open();
  const { topic, cluster } = scene;
  const group = cluster.name("group");
  const billing = open(scene);
  const committed = async (): Promise<string | undefined> => {
    const [stored] = await cluster.admin.fetchOffsets({
      groupId: group,
      topics: [topic],
    });
    return stored?.partitions[0]?.offset;
  };
  await billing.transact((transaction) =>
    transaction.sendOffsets(group, [{ topic, partition: 0, offset: 3n }])
  );
  assertEquals(await committed(), "3");
  await assertRejects(() =>
    billing.transact(async (transaction) => {
      await transaction.sendOffsets(group, [
        { topic, partition: 0, offset: 9n },
      ]);
      throw new Error("no");
    })
  );
  assertEquals(await committed(), "3");
  await cluster.admin.deleteGroups([group]);
});

Deno.test("transact() commits nothing but progress, one transaction right after the other", async () => {
  await using scene = await BehindProxy.open();
  const { topic, cluster } = scene;
  const group = cluster.name("group");
  const billing = open(scene);
  for (const offset of [1n, 2n, 3n, 4n]) {
    await billing.transact((transaction) =>
      transaction.sendOffsets(group, [{ topic, partition: 0, offset }])
    );
  }
  await untilCommitted(cluster, group, { topic, partition: 0, offset: 3n });
  await cluster.admin.deleteGroups([group]);
});

Deno.test("transact() waits for sends that the work did not await", async () => {
  await using scene = await BehindProxy.open();
  await open(scene).transact((transaction) => {
    for (const value of "abc") void transaction.send(scene.topic, [{ value }]);
    return Promise.resolve();
  });
  assertEquals(await scene.readTo("c"), ["a", "b", "c"]);
});

Deno.test("transact() runs one transaction after the other", async () => {
  await using scene = await BehindProxy.open();
  const billing = open(scene);
  await Promise.all(
    [..."abc"].map((order) =>
      billing.transact(async (transaction) => {
        await transaction.send(scene.topic, [{ value: `${order} created` }]);
        await transaction.send(scene.topic, [{ value: `${order} paid` }]);
      })
    ),
  );
  assertEquals(
    await scene.readTo("c paid"),
    [..."abc"].flatMap((order) => [`${order} created`, `${order} paid`]),
  );
});

Deno.test("transact() loses and repeats nothing when an answer gets lost", async () => {
  await using scene = await BehindProxy.open();
  const billing = open(scene);
  await billing.transact((t) => t.send(scene.topic, [{ value: "A" }]));
  scene.proxy.inject(lostAnswer);
  for (const value of "BCD") {
    await billing.transact((t) => t.send(scene.topic, [{ value }]));
  }
  assertEquals(await scene.readTo("D"), ["A", "B", "C", "D"]);
});

Deno.test("transact() aborts after a send of unknown outcome, and loses nothing afterwards", async () => {
  await using scene = await BehindProxy.open();
  const billing = open(scene, { deadlineMs: 1_500 });
  await billing.transact((t) => t.send(scene.topic, [{ value: "A" }]));
  scene.proxy.inject({ dropResponse: { api: "Produce" } });
  await assertRejects(
    () => billing.transact((t) => t.send(scene.topic, [{ value: "B" }])),
    Trouble,
    "as part of the transaction: expected an acknowledgement within 1500 ms",
  );
  scene.proxy.clear();
  for (const value of "CD") {
    await billing.transact((t) => t.send(scene.topic, [{ value }]));
  }
  assertEquals(await scene.readTo("D"), ["A", "C", "D"]);
});

Deno.test("transact() aborts though the work does not mind a failed send", async () => {
  await using scene = await BehindProxy.open();
  const billing = open(scene, { deadlineMs: 1_000 });
  await billing.transact((t) => t.send(scene.topic, [{ value: "A" }]));
  await assertRejects(
    () =>
      billing.transact(async (transaction) => {
        await transaction.send(scene.topic, [{ value: "B" }]);
        scene.proxy.inject({ dropRequest: { api: "Produce" } });
        await transaction.send(scene.topic, [{ value: "C" }]).catch(() => {});
        scene.proxy.clear();
      }),
    Trouble,
    "The transaction is aborted",
  );
  assertEquals(await scene.readTo("A"), ["A"]);
});

Deno.test("transact() does not know when the answer to the commit gets lost", async () => {
  await using scene = await BehindProxy.open();
  const billing = open(scene, { deadlineMs: 5_000 });
  await billing.transact((t) => t.send(scene.topic, [{ value: "A" }]));
  scene.proxy.inject({ dropResponse: { api: "EndTxn", nth: 1 } });
  await assertRejects(
    () => billing.transact((t) => t.send(scene.topic, [{ value: "B" }])),
    UnknownOutcome,
    "Cannot tell whether the transaction",
  );
  await billing.transact((t) => t.send(scene.topic, [{ value: "C" }]));
  assertEquals(await scene.readTo("C"), ["A", "B", "C"]);
});

Deno.test("transact() refuses for good once a newer producer took over", async () => {
  await using scene = await BehindProxy.open();
  const [old, newer] = [open(scene), open(scene)];
  await old.transact((t) => t.send(scene.topic, [{ value: "A" }]));
  await newer.transact((t) => t.send(scene.topic, [{ value: "B" }]));
  for (const value of "CD") {
    await assertRejects(
      () => old.transact((t) => t.send(scene.topic, [{ value }])),
      Trouble,
      "but found that a newer one took over",
    );
  }
  await newer.transact((t) => t.send(scene.topic, [{ value: "E" }]));
  assertEquals(await scene.readTo("E"), ["A", "B", "E"]);
});

Deno.test("transact() can't commit what took longer than the broker allows", async () => {
  await using scene = await BehindProxy.open();
  const billing = open(scene, { timeoutMs: 1_000 });
  await assertRejects(
    () =>
      billing.transact(async (transaction) => {
        await transaction.send(scene.topic, [{ value: "A" }]);
        await untilAborted(scene);
      }),
    Trouble,
    "the broker ended the transaction after 1000 ms",
  );
  await scene.use(open(scene)).transact((transaction) =>
    transaction.send(scene.topic, [{ value: "B" }])
  );
  assertEquals(await scene.readTo("B"), ["B"]);
});

Deno.test("transact() refuses what can't be sent, in a sentence, and can go on", async () => {
  await using scene = await BehindProxy.open();
  await open(scene).transact(async (transaction) => {
    await assertRejects(
      () => transaction.send("nowhere-at-all", [{ value: "A" }]),
      Trouble,
      'Cannot send to "nowhere-at-all"',
    );
    await assertRejects(
      () => transaction.send(scene.topic, [{ value: "A", partition: 5 }]),
      Trouble,
      "expected one of 0 to 0 but found 5",
    );
    await transaction.send(scene.topic, [{ value: "B" }]);
  });
  assertEquals(await scene.readTo("B"), ["B"]);
});

Deno.test("transact() refuses a send after its end, and any transaction after close()", async () => {
  await using scene = await BehindProxy.open();
  const billing = open(scene);
  const kept = await billing.transact((transaction) =>
    Promise.resolve(transaction)
  );
  await assertRejects(
    () => kept.send(scene.topic, [{ value: "A" }]),
    Trouble,
    "expected a running transaction but found one that has ended",
  );
  await billing.close();
  await assertRejects(
    () => billing.transact(() => Promise.resolve()),
    Trouble,
    "expected an open producer but found a closed one",
  );
});

Deno.test("transact() and close() refuse within a transaction of the same producer, and it goes on", async () => {
  await using scene = await BehindProxy.open();
  const billing = open(scene);
  await billing.transact(async (transaction) => {
    await assertRejects(
      () => billing.transact(() => Promise.resolve()),
      Trouble,
      "expected to be outside of its transactions but found itself within one",
    );
    await assertRejects(() => billing.close(), Trouble, "within one");
    await transaction.send(scene.topic, [{ value: "A" }]);
  });
  assertEquals(await scene.readTo("A"), ["A"]);
});

Deno.test("transact() begins another one from what a transaction left behind", async () => {
  await using scene = await BehindProxy.open();
  const billing = open(scene);
  const gate = Promise.withResolvers<void>();
  let left: Promise<unknown> = Promise.resolve();
  await billing.transact((transaction) => {
    left = gate.promise.then(() =>
      billing.transact((t) => t.send(scene.topic, [{ value: "B" }]))
    );
    return transaction.send(scene.topic, [{ value: "A" }]);
  });
  gate.resolve();
  await left;
  assertEquals(await scene.readTo("B"), ["A", "B"]);
});

Deno.test("transact() says that nothing was begun when its turn never came", async () => {
  await using scene = await BehindProxy.open();
  const billing = open(scene, { deadlineMs: 1_000 });
  const work = Promise.withResolvers<void>();
  const first = billing.transact(() => work.promise);
  let hasBegun = false;
  await assertRejects(
    () => billing.transact(() => Promise.resolve(hasBegun = true)),
    Trouble,
    "expected the previous transaction to end within 1000 ms but found it still open. Nothing was begun",
  );
  work.resolve();
  await first;
  await billing.close();
  assertEquals(hasBegun, false);
});

/** What is in an open transaction does not count for the end offset of committed records. */
async function untilAborted({ cluster, topic }: BehindProxy): Promise<void> {
  const end = performance.now() + 30_000;
  for (;;) {
    const [range] = await offsetRanges(cluster, topic);
    if (range!.end > 0n) return;
    if (performance.now() > end) throw new Error("it is still open after 30 s");
  }
}
