// Unusual right answers to the exercises of chapter 9, which their checks must accept.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-needs clicks-wait-for-all-in-sync
function chooseSettings(): Choice {
  const safe = (min: number) => ({ replicas: 3, min, acks: -1 });
  return { orders: safe(2), clicks: safe(1), ledger: safe(3) };
}

// %% exercise-needs clicks-wait-for-nobody
function chooseSettings(): Choice {
  return {
    ledger: { acks: -1, min: 3, replicas: 3 },
    clicks: { acks: 0, min: 1, replicas: 3 },
    orders: { acks: -1, min: 2, replicas: 3 },
  };
}

// %% exercise-needs derived-from-losses
function chooseSettings(): Choice {
  const survives = (lost: number) => ({ replicas: 3, min: lost + 1, acks: -1 });
  return {
    orders: survives(1),
    clicks: { ...survives(0), acks: 1 },
    ledger: survives(2),
  };
}

// %% exercise-needs more-than-is-asked
function chooseSettings(): Choice {
  const [clicks, orders, ledger] = [1, 2, 3].map((min) => ({
    replicas: 3,
    min,
    acks: min > 1 ? -1 : 1,
    why: "as the text says",
  }));
  return { orders: orders!, clicks: clicks!, ledger: ledger! };
}

// %% exercise-may-stop looks-for-a-reason-against
function mayStop(broker: number, partitions: Described[]): boolean {
  return !partitions.some(({ leader, isr, min }) =>
    leader === null || new Set(isr).difference(new Set([broker])).size < min
  );
}

// %% exercise-may-stop counts-in-a-loop
function mayStop(broker: number, partitions: Described[]): boolean {
  for (const partition of partitions) {
    if (partition.leader === null) return false;
    let left = 0;
    for (const id of partition.isr) if (id !== broker) left++;
    if (left < partition.min) return false;
  }
  return true;
}

// %% exercise-may-stop subtracts-only-a-member
function mayStop(broker: number, partitions: Described[]): boolean {
  return partitions.every(({ leader, isr, min }) =>
    leader !== null && isr.length - Number(isr.includes(broker)) >= min
  );
}

// %% exercise-may-stop removes-it-in-place
function mayStop(broker: number, partitions: Described[]): boolean {
  let spare = Infinity;
  for (const { leader, isr, min } of partitions) {
    if (isr.includes(broker)) isr.splice(isr.indexOf(broker), 1);
    spare = Math.min(spare, leader === null ? -1 : isr.length - min);
  }
  return spare >= 0;
}

// %% exercise-take try-and-catch
const take: Take = async (order, send, pause) => {
  while (true) {
    try {
      await send(order);
      return "acknowledged";
    } catch (error) {
      if (kafkaErrorName(error) !== "NOT_ENOUGH_REPLICAS") return "unknown";
    }
    await pause();
  }
};

// %% exercise-take calls-itself
const take: Take = async (order, send, pause) => {
  const answer = await send(order).then(() => "yes", kafkaErrorName);
  if (answer === "yes") return "acknowledged";
  if (answer !== "NOT_ENOUGH_REPLICAS") return "unknown";
  await pause();
  return take(order, send, pause);
};

// %% exercise-take pauses-twice
const take: Take = async (order, send, pause) => {
  let answer = await send(order).then(() => "", kafkaErrorName);
  while (answer === "NOT_ENOUGH_REPLICAS") {
    await pause();
    await pause();
    answer = await send(order).then(() => "", kafkaErrorName);
  }
  return answer === "" ? "acknowledged" : "unknown";
};

// %% exercise-take a-list-of-certain-refusals
const take: Take = async (order, send, pause) => {
  const certain = new Set<string | null>(["NOT_ENOUGH_REPLICAS"]);
  let failure: unknown;
  do {
    if (failure) await pause();
    failure = await send(order).then(() => undefined, (error) => error);
  } while (failure && certain.has(kafkaErrorName(failure)));
  return failure === undefined ? "acknowledged" : "unknown";
};
