// Unusual right answers to the exercises of chapter 6, which the checks must accept.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-desks from-what-one-desk-can-take
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  const take = Math.floor((perDesk * partitions) / perHour);
  return take === 0 ? null : Math.ceil(partitions / Math.min(take, partitions));
}

// %% exercise-desks counted-down
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  let fewest: number | null = null;
  for (let desks = partitions; desks > 0; desks--) {
    const most = Math.ceil(partitions / desks);
    if (most * perHour <= perDesk * partitions) fewest = desks;
  }
  return fewest;
}

// %% exercise-desks in-bigint
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  const all = Array.from({ length: partitions }, (_, i) => i + 1);
  return all.find((desks) => {
    const most = (partitions + desks - 1 - (partitions + desks - 1) % desks) /
      desks;
    return BigInt(most) * BigInt(perHour) <=
      BigInt(perDesk) * BigInt(partitions);
  }) ?? null;
}

// %% exercise-desks dealt-out-one-by-one
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  const desks: number[] = [];
  while (desks.length < partitions) {
    desks.push(0);
    desks.fill(0);
    for (let p = 0; p < partitions; p++) desks[p % desks.length]!++;
    if (desks[0]! * perHour <= perDesk * partitions) return desks.length;
  }
  return null;
}

// %% exercise-group-for a-switch
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  switch (service) {
    case "packing":
    case "billing":
      return `lantern.${service}`;
    default:
      return ["lantern", service, instance].join(".");
  }
}

// %% exercise-group-for by-what-is-shared
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  const isShared = { packing: true, billing: true, screen: false }[service];
  return isShared ? service : instance;
}

// %% exercise-group-for a-long-name
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  return JSON.stringify(
    service === "screen" ? { service, instance } : { service },
  );
}

// %% exercise-group-for the-instances-name-turned-round
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  return service.endsWith("ing")
    ? `${service} group`
    : [...instance].reverse().join("") + service;
}

// %% exercise-charge waits-for-the-order-in-hand-and-commits-itself
const runDesk: RunDesk = async (consumer, topic, bank) => {
  let inHand = Promise.resolve();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ partition, message }) => {
      const work = async (): Promise<void> => {
        await bank.charge(`${message.value}`, `${message.value}`);
        const offset = String(BigInt(message.offset) + 1n);
        await consumer.commitOffsets([{ topic, partition, offset }]);
      };
      return inHand = work();
    },
  });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  consumer.pause([{ topic }]); // no further orders
  await inHand;
  await consumer.disconnect();
};

// %% exercise-charge left-to-auto-commit
const runDesk: RunDesk = async (consumer, topic, bank) => {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const order = message.value!.toString();
      await bank.charge(order, order);
    },
  });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge each-batch
const runDesk: RunDesk = async (consumer, topic, bank) => {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachBatchAutoResolve: false,
    autoCommitThreshold: 1,
    eachBatch: async (
      { batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning },
    ) => {
      for (const { value, offset } of batch.messages) {
        if (!isRunning()) break;
        await bank.charge(`id of ${value}`, String(value));
        resolveOffset(offset);
        await commitOffsetsIfNecessary();
        await heartbeat();
      }
    },
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  Deno.addSignalListener("SIGTERM", resolve);
  await promise;
  await consumer.stop();
  await consumer.disconnect();
};

// %% exercise-charge listens-before-it-runs
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const closed = new Promise<void>((resolve, reject) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(
        signal,
        () => consumer.disconnect().then(resolve, reject),
      );
    }
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommitThreshold: 1,
    eachMessage: async ({ message: { value } }) => {
      try {
        await bank.charge(`${value}`, `${value}`);
      } catch (error) {
        throw new Error(`order ${value} is not charged`, { cause: error });
      }
    },
  });
  await closed;
};
