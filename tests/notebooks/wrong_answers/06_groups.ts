// Typical wrong answers to the exercises of chapter 6, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-desks orders-divided-by-desks
// says: 190 an hour for a desk: your answer is 4
// says: In a real group of 4 the busiest desk got 2 partitions, and with them 200 orders an hour
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  return Math.ceil(perHour / perDesk);
}

// %% exercise-desks more-desks-than-partitions
// says: your answer is 7
// says: And 1 of the desks got none
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  for (let desks = 1; desks < 100; desks++) {
    if (desks * perDesk < perHour) continue;
    if (desks >= partitions) return desks;
    if (Math.ceil(partitions / desks) * perHour / partitions <= perDesk) {
      return desks;
    }
  }
  return null;
}

// %% exercise-desks one-desk-a-partition
// says: your answer is 6
// says: But fewer would do
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  return perHour / partitions <= perDesk ? partitions : null;
}

// %% exercise-desks never-more-than-the-average
// says: your answer is null
// says: With how many desks has every desk so little?
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  const desks = Math.ceil(perHour / perDesk);
  const most = Math.ceil(partitions / desks);
  return most * perHour / partitions <= perDesk ? desks : null;
}

// %% exercise-desks half-a-desk
// says: Can half a desk join a group?
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  return Math.min(perHour / perDesk, partitions);
}

// %% exercise-desks the-share-of-a-partition-is-rounded
// says: 7 partitions, 29 orders an hour, 29 an hour for a desk: your answer is 2
// says: But fewer would do
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  for (let desks = 1; desks <= partitions; desks++) {
    const most = Math.ceil(partitions / desks);
    if (most * (perHour / partitions) <= perDesk) return desks;
  }
  return null;
}

// %% exercise-desks rounded-down-to-whole-partitions
// says: Do all of them have that many? Who keeps Lantern waiting?
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  const take = Math.floor((perDesk * partitions) / perHour);
  return take < 1 ? null : Math.max(1, Math.floor(partitions / take));
}

// %% exercise-desks a-hundred-an-hour-each
// says: 7 partitions, 29 orders an hour, 29 an hour for a desk: your answer is null
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  for (let desks = 1; desks <= partitions; desks++) {
    if (Math.ceil(partitions / desks) * 100 <= perDesk) return desks;
  }
  return null;
}

// %% exercise-desks never-at-the-limit
// says: 7 partitions, 29 orders an hour, 29 an hour for a desk: your answer is 2
function desksNeeded(
  partitions: number,
  perHour: number,
  perDesk: number,
): number | null {
  for (let desks = 1; desks <= partitions; desks++) {
    const most = Math.ceil(partitions / desks);
    if (most * perHour < perDesk * partitions) return desks;
  }
  return null;
}

// %% exercise-group-for one-group-for-all
// says: The screen at the front showed
// says: Who else is in the group "lantern"?
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  return "lantern";
}

// %% exercise-group-for one-group-an-instance
// says: Order 1001 came to desk-1 and to desk-2
// says: What must two have in common to share?
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  return `${service}-${instance}`;
}

// %% exercise-group-for one-group-a-service
// says: The screen at the
// says: Who else is in the group "screen"?
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  return service;
}

// %% exercise-group-for a-new-group-each-time
// says: Asked twice for packing's instance desk-1
// says: Which of them remembers its place
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  return `${service}-${crypto.randomUUID()}`;
}

// %% exercise-group-for workers-in-one-group
// says: another service in the group "workers" got it
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  return service === "screen" ? `screen-${instance}` : "workers";
}

// %% exercise-group-for remembered-by-this-program
// says: can't name its group: your function threw ReferenceError
// says: A new process has nothing of the notebook
const names = new Map<string, string>();
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  if (service !== "screen") return service;
  const name = names.get(instance) ?? crypto.randomUUID();
  names.set(instance, name);
  return name;
}

// %% exercise-group-for the-first-letter
// says: another service in the group
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  return service === "screen"
    ? `p-${instance}`
    : "pb".includes(service[0]!)
    ? "work"
    : service;
}

// %% exercise-group-for the-last-letter-of-the-instance
// says: Who else is in the group
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  return service === "screen" ? `screen-${instance.at(-1)}` : service;
}

// %% exercise-group-for remembered-in-memory
// says: Started again, screen's instance front joins the group
// says: Which of them remembers its place
function groupFor(
  service: "packing" | "billing" | "screen",
  instance: string,
): string {
  if (service !== "screen") return service;
  const memory = globalThis as unknown as Record<string, string>;
  return memory[`screen ${instance}`] ??= crypto.randomUUID();
}

// %% exercise-charge commit-first
// says: Order 1004 was never charged. The desk was killed between two steps
// says: What must have happened before you commit?
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    await consumer.commitOffsets([place]);
    await bank.charge(`order ${order}`, order);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge a-new-id-each-try
// says: Order 1004 was charged 2 times
// says: so that both choose the same one?
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    await bank.charge(crypto.randomUUID(), order);
    await consumer.commitOffsets([place]);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge the-place-as-id
// says: Order 1003 stands in the topic twice, at two offsets, and was charged twice
// says: What is the same in both records?
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    await bank.charge(`${partition}/${offset}`, order);
    await consumer.commitOffsets([place]);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge the-offset-as-id
// says: was never charged. Your id for it was
// says: What makes an id belong to one order alone?
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    await bank.charge(offset, order);
    await consumer.commitOffsets([place]);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge the-last-digit-as-id
// says: Your id for it was "4", and the bank had seen that one
// says: What makes an id belong to one order alone?
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    await bank.charge(order.slice(-1), order);
    await consumer.commitOffsets([place]);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge remembered-in-memory
// says: Order 1004 was charged 2 times
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const charged = new Set<string>();
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    if (!charged.has(order)) {
      await bank.charge(crypto.randomUUID(), order);
      charged.add(order);
    }
    await consumer.commitOffsets([place]);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge nobody-waits-for-the-bank
// says: commitOffsets() was called while its charge was still on its way
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    void bank.charge(`order ${order}`, order);
    await consumer.commitOffsets([place]);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge a-refused-charge-counts-as-done
// says: Order 1006 was never charged. The bank refused it once
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    await bank.charge(`order ${order}`, order).catch(console.error);
    await consumer.commitOffsets([place]);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge commits-in-any-case
// says: The bank refused order 1006, and commitOffsets() was called for it all the same
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    try {
      await bank.charge(`order ${order}`, order);
    } finally {
      await consumer.commitOffsets([place]);
    }
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge never-committed
// says: The group's lag is
// says: What has to be committed, and when?
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    await bank.charge(`order ${order}`, order);
    void place;
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge commits-the-offset-itself
// says: What has to be committed, and when?
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    await bank.charge(`order ${order}`, order);
    await consumer.commitOffsets([{ ...place, offset: message.offset }]);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge nobody-listens
// says: SIGTERM came while order 1009 was in hand, and ended the program in the middle of it
// says: Who listens for that signal?
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    await bank.charge(`order ${order}`, order);
    await consumer.commitOffsets([place]);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise(() => {});
};

// %% exercise-charge exits-at-once
// says: and the program ended before the bank had answered
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    await bank.charge(`order ${order}`, order);
    await consumer.commitOffsets([place]);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  Deno.addSignalListener("SIGTERM", () => Deno.exit(0));
  await new Promise(() => {});
};

// %% exercise-charge ends-without-goodbye
// says: and the program ended before the bank had answered
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    await bank.charge(`order ${order}`, order);
    await consumer.commitOffsets([place]);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
};

// %% exercise-charge commits-while-it-leaves
// says: commitOffsets() for order 1009 was called after disconnect()
// says: Which commits does KafkaJS still make by itself?
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    await bank.charge(`order ${order}`, order);
    await consumer.commitOffsets([place]);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge finishes-but-does-not-leave
// says: the coordinator still counts 1 member
// says: How does a consumer say goodbye?
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
  await inHand;
};

// %% exercise-charge leaves-and-stays-open
// says: and the program had not ended. What does your function wait for after the signal?
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    await bank.charge(`order ${order}`, order);
    await consumer.commitOffsets([place]);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  Deno.addSignalListener("SIGTERM", () => void consumer.disconnect());
  await new Promise(() => {});
};

// %% exercise-charge a-memory-of-the-notebook
// says: In a program of its own your function threw ReferenceError
const chargedHere = new Set<string>();
const runDesk: RunDesk = async (consumer, topic, bank) => {
  const eachMessage: EachMessageHandler = async ({ partition, message }) => {
    const order = String(message.value);
    const offset = String(BigInt(message.offset) + 1n);
    const place = { topic, partition, offset };
    if (!chargedHere.has(order)) {
      chargedHere.add(order);
      await bank.charge(order, order);
    }
    await consumer.commitOffsets([place]);
  };
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({ autoCommit: false, eachMessage });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge a-failed-subscription-is-forgotten
// says: consumer.subscribe() was rejected, and your function neither failed nor ended
// says: Who hears of the failure?
const runDesk: RunDesk = async (consumer, topic, bank) => {
  await consumer.subscribe({ topics: [topic], fromBeginning: true }).catch(() => {});
  await consumer.run({
    eachMessage: ({ message: { value } }) => bank.charge(`${value}`, `${value}`),
  });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge nobody-waits-for-run
// says: consumer.run() was rejected, and your function neither failed nor ended
const runDesk: RunDesk = async (consumer, topic, bank) => {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  void consumer.run({
    eachMessage: ({ message: { value } }) => bank.charge(`${value}`, `${value}`),
  });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  await consumer.disconnect();
};

// %% exercise-charge leaves-a-little-time
// says: and the program ended before the bank had answered
const runDesk: RunDesk = async (consumer, topic, bank) => {
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message: { value } }) => bank.charge(`${value}`, `${value}`),
  });
  await new Promise<void>((stop) => Deno.addSignalListener("SIGTERM", stop));
  void consumer.disconnect();
  await new Promise((later) => setTimeout(later, 50));
};
