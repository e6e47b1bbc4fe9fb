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
  return {
    orders: safe,
    clicks: { replicas: 3, min: 1, acks: 0 },
    ledger: safe,
  };
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
  return {
    orders: usual,
    clicks: { replicas: 3, min: 1, acks: 1 },
    ledger: usual,
  };
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

// %% exercise-needs taken-but-read-by-nobody
// says: clicks: With brokers 2 and 3 out of sync, a record was sent (acks 1)
// says: no consumer could read it: 1 in sync, and 3 asked for
function chooseSettings(): Choice {
  return {
    orders: { replicas: 3, min: 2, acks: -1 },
    clicks: { replicas: 3, min: 3, acks: 1 },
    ledger: { replicas: 3, min: 3, acks: -1 },
  };
}

// %% exercise-needs two-in-sync-for-clicks
// says: clicks: With brokers 2 and 3 out of sync, the broker said NOT_ENOUGH_REPLICAS: 1 of 3 replicas in sync, and 2 asked for
function chooseSettings(): Choice {
  return {
    orders: { replicas: 3, min: 2, acks: -1 },
    clicks: { replicas: 3, min: 2, acks: -1 },
    ledger: { replicas: 3, min: 3, acks: -1 },
  };
}

// %% exercise-may-stop broker-0-is-none
// says: leader 0
// says: Broker 0 leads. Is that none?
function mayStop(broker: number, partitions: Described[]): boolean {
  return partitions.every(({ leader, isr, min }) =>
    !!leader && isr.filter((id) => id !== broker).length >= min
  );
}

// %% exercise-may-stop ids-as-text
// says: Which of these lists contains broker 1?
function mayStop(broker: number, partitions: Described[]): boolean {
  return partitions.every(({ leader, isr, min }) =>
    leader !== null &&
    isr.length - (isr.join().includes(String(broker)) ? 1 : 0) >= min
  );
}

// %% exercise-may-stop the-first-min-for-all
// says: How many does the second partition ask for?
function mayStop(broker: number, partitions: Described[]): boolean {
  const { min } = partitions[0]!;
  return partitions.every(({ leader, isr }) =>
    leader !== null && isr.filter((id) => id !== broker).length >= min
  );
}

// %% exercise-may-stop two-will-always-do
// says: How many in-sync replicas does this topic ask for?
function mayStop(broker: number, partitions: Described[]): boolean {
  return partitions.every(({ leader, isr }) =>
    leader !== null && isr.filter((id) => id !== broker).length >= 2
  );
}

// %% exercise-may-stop only-where-it-has-a-copy
// says: Does the second partition take writes, whoever is stopped?
function mayStop(broker: number, partitions: Described[]): boolean {
  return partitions.filter(({ replicas }) => replicas.includes(broker))
    .every(({ leader, isr, min }) =>
      leader !== null && isr.filter((id) => id !== broker).length >= min
    );
}

// %% exercise-take any-shortage-of-replicas
// says: Order 1004 stands at offsets
// says: Its first send failed with NOT_ENOUGH_REPLICAS_AFTER_APPEND
const take: Take = async (order, send, pause) => {
  for (;;) {
    const answer = await send(order).then(() => "", kafkaErrorName);
    if (answer === "") return "acknowledged";
    if (!answer?.startsWith("NOT_ENOUGH_REPLICAS")) return "unknown";
    await pause();
  }
};

// %% exercise-take whatever-a-broker-says-is-a-refusal
// says: Order 1004 stands at offsets
const take: Take = async (order, send, pause) => {
  for (;;) {
    try {
      await send(order);
      return "acknowledged";
    } catch (error) {
      if (kafkaErrorName(error) === null) return "unknown";
      await pause();
    }
  }
};

// %% exercise-take written-is-acknowledged
// says: You say that order 1004 is acknowledged. Its send was rejected: NOT_ENOUGH_REPLICAS_AFTER_APPEND
const take: Take = async (order, send, pause) => {
  for (;;) {
    const answer = await send(order).then(() => "", kafkaErrorName);
    if (answer === "") return "acknowledged";
    if (answer?.endsWith("AFTER_APPEND")) return "acknowledged";
    if (answer !== "NOT_ENOUGH_REPLICAS") return "unknown";
    await pause();
  }
};

// %% exercise-take patient-five-times
// says: You say that order 1001 is unknown. The broker had refused it, 5 times
const take: Take = async (order, send, pause) => {
  for (let tries = 0; tries < 5; tries++) {
    const answer = await send(order).then(() => "", kafkaErrorName);
    if (answer === "") return "acknowledged";
    if (answer !== "NOT_ENOUGH_REPLICAS") return "unknown";
    await pause();
  }
  return "unknown";
};

// %% exercise-take a-pause-that-fails-is-over
// says: and then `pause` rejected: Lantern closes. Your function sent the order 2 times
// says: What was it to do when it could not wait?
const take: Take = async (order, send, pause) => {
  for (;;) {
    try {
      const answer = await send(order).then(() => "acknowledged", kafkaErrorName);
      if (answer === "acknowledged") return answer;
      if (answer !== "NOT_ENOUGH_REPLICAS") return "unknown";
      await pause();
    } catch (error) {
      console.error(error);
    }
  }
};
