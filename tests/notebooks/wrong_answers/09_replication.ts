// Typical wrong answers to the exercises of chapter 9, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-needs the-defaults
// says: orders: With brokers 2 and 3 out of sync, a record was acknowledged when one broker had it
// says: What is left of it?
function chooseSettings(): Choice {
  const same = { replicas: 3, min: 1, acks: -1 };
  return { orders: same, clicks: same, ledger: same };
}

// %% exercise-needs min-makes-up-for-acks-1
// says: acknowledged when one broker had it (acks 1, 1 in sync)
function chooseSettings(): Choice {
  return {
    orders: { replicas: 3, min: 2, acks: 1 },
    clicks: { replicas: 3, min: 1, acks: 1 },
    ledger: { replicas: 3, min: 3, acks: -1 },
  };
}

// %% exercise-needs two-copies-two-needed
// says: orders: With broker 2 out of sync, the broker said NOT_ENOUGH_REPLICAS: 1 of 2 replicas in sync, and 2 asked for
function chooseSettings(): Choice {
  return {
    orders: { replicas: 2, min: 2, acks: -1 },
    clicks: { replicas: 3, min: 1, acks: 1 },
    ledger: { replicas: 3, min: 3, acks: -1 },
  };
}

// %% exercise-needs as-many-as-there-are
// says: orders: With broker 2 out of sync, the broker said NOT_ENOUGH_REPLICAS: 2 of 3 replicas in sync, and 3 asked for
function chooseSettings(): Choice {
  const safe = { replicas: 3, min: 3, acks: -1 };
  return { orders: safe, clicks: { replicas: 3, min: 1, acks: 0 }, ledger: safe };
}

// %% exercise-needs one-copy-for-clicks
// says: clicks: the only copy is on 1 of three brokers
// says: who takes the clicks?
function chooseSettings(): Choice {
  return {
    orders: { replicas: 3, min: 2, acks: -1 },
    clicks: { replicas: 1, min: 1, acks: 0 },
    ledger: { replicas: 3, min: 3, acks: -1 },
  };
}

// %% exercise-needs the-usual-choice-for-the-ledger
// says: ledger: With broker 2 out of sync, a record was acknowledged when two brokers had it
// says: Now let two brokers go
function chooseSettings(): Choice {
  const usual = { replicas: 3, min: 2, acks: -1 };
  return { orders: usual, clicks: { replicas: 3, min: 1, acks: 1 }, ledger: usual };
}

// %% exercise-may-stop counts-copies
// says: three brokers have a copy
// says: How many of them would be left in sync?
function mayStop(broker: number, partitions: Described[]): boolean {
  return partitions.every(({ replicas, min }) =>
    replicas.filter((id) => id !== broker).length >= min
  );
}

// %% exercise-may-stop spares-the-leader
// says: It leads. Can't another one take over?
function mayStop(broker: number, partitions: Described[]): boolean {
  return partitions.every(({ leader, isr, min }) =>
    leader !== broker && isr.filter((id) => id !== broker).length >= min
  );
}

// %% exercise-may-stop one-more-to-be-safe
// says: Who is left in sync, and how many have to be?
function mayStop(broker: number, partitions: Described[]): boolean {
  return partitions.every(({ isr, min }) =>
    isr.filter((id) => id !== broker).length > min
  );
}

// %% exercise-may-stop subtracts-one
// says: Does broker 2 count in this partition now?
function mayStop(_broker: number, partitions: Described[]): boolean {
  return partitions.every(({ isr, min }) => isr.length - 1 >= min);
}

// %% exercise-may-stop forgets-the-leader
// says: leader none, replicas 1,2,3, in sync 3, min 1
// says: Whom would a producer write to?
function mayStop(broker: number, partitions: Described[]): boolean {
  return partitions.every(({ isr, min }) =>
    isr.filter((id) => id !== broker).length >= min
  );
}

// %% exercise-may-stop one-good-partition-will-do
// says: What becomes of the third partition?
function mayStop(broker: number, partitions: Described[]): boolean {
  return partitions.some(({ isr, min }) =>
    isr.filter((id) => id !== broker).length >= min
  );
}

// %% exercise-take gives-up
// says: take threw NOT_ENOUGH_REPLICAS for order 1001
// says: What did that failure say about the order?
const take: Take = async (order, send) => {
  await send(order);
  return "acknowledged";
};

// %% exercise-take everything-again
// says: Order 1003 stands at offsets
// says: two lamps
const take: Take = async (order, send, pause) => {
  while (!await send(order).then(() => true, () => false)) await pause();
  return "acknowledged";
};

// %% exercise-take every-failure-is-unknown
// says: You say that order 1001 is unknown. The broker had refused it
// says: What exactly is unknown about a refusal?
const take: Take = (order, send) =>
  send(order).then(() => "acknowledged", () => "unknown");

// %% exercise-take without-a-pause
// says: times, with 0 pauses between
const take: Take = async (order, send) => {
  for (;;) {
    const answer = await send(order).then(() => "", kafkaErrorName);
    if (answer === "") return "acknowledged";
    if (answer !== "NOT_ENOUGH_REPLICAS") return "unknown";
  }
};

// %% exercise-take silence-is-consent
// says: You say that order 1003 is acknowledged. Its send was rejected
const take: Take = async (order, send, pause) => {
  const attempt = () => send(order).then(() => null, kafkaErrorName);
  while (await attempt() === "NOT_ENOUGH_REPLICAS") await pause();
  return "acknowledged";
};

// %% exercise-take once-more-to-be-sure
// says: Order 1003 stands at offsets
const take: Take = async (order, send, pause) => {
  for (let tries = 0; tries < 10; tries++) {
    if (await send(order).then(() => true, () => false)) return "acknowledged";
    await pause();
  }
  return "unknown";
};
