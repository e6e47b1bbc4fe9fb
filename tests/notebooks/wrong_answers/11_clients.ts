// Typical wrong answers to the exercises of chapter 11, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-guests the-shipped-function
// says: of 600 guests, with 3 partitions, partition 0 gets 600, and partition 1 gets none
// says: What does yours answer when there is no key
function ourPartitioner(): Choose {
  return plt.compatibilityPartitioner;
}

// %% exercise-guests the-default-again
// says: which reads the sign bit as one more digit
function ourPartitioner(): Choose {
  let turn = 0;
  return (message, key) => key ? plt.defaultPartitioner(message, key) : turn++;
}

// %% exercise-guests the-minus-taken-off
// says: You took the minus off
function ourPartitioner(): Choose {
  let turn = 0;
  return (_, key) => key ? Math.abs(plt.murmur2(key)) : turn++;
}

// %% exercise-guests the-hash-as-it-is
// says: whole number of at least 0
function ourPartitioner(): Choose {
  let turn = 0;
  return (_, key) => key ? plt.murmur2(key) : turn++;
}

// %% exercise-guests an-empty-key-is-none
// says: A message with the key ""
// says: What does JavaScript take an empty text for
function ourPartitioner(): Choose {
  let turn = 0;
  return (message, key) =>
    message.key ? plt.compatibilityPartitioner(message, key) : turn++;
}

// %% exercise-guests three-for-ever
// says: With three partitions all are right
// says: count on a number of partitions
function ourPartitioner(): Choose {
  let turn = 0;
  return (message, key) =>
    (key === undefined ? turn++ : plt.compatibilityPartitioner(message, key)) %
    3;
}

// %% exercise-guests everybody-takes-turns
// says: What does KafkaJS look at
function ourPartitioner(): Choose {
  let turn = 0;
  return () => turn++;
}

// %% exercise-guests asked-at-once
// says: It was asked for a function
function ourPartitioner() {
  return plt.compatibilityPartitioner({ topic: "orders" }, undefined);
}

// %% exercise-guests a-guest-by-any-name
// says: of 600 guests, with 3 partitions, partition
function ourPartitioner(): Choose {
  return (message, key) =>
    plt.compatibilityPartitioner(message, key ?? Buffer.from("guest"));
}

// %% exercise-guests three-steps-at-a-time
// says: of 600 guests, with 3 partitions, partition 0 gets 600
function ourPartitioner(): Choose {
  let turn = 0;
  return (message, key) =>
    key === undefined ? turn += 3 : plt.compatibilityPartitioner(message, key);
}

// %% exercise-guests two-steps-at-a-time
// says: of 600 guests, with 4 partitions, partition 0 gets 300, and partition 1 gets none
function ourPartitioner(): Choose {
  let turn = 0;
  return (message, key) => {
    if (key !== undefined) return plt.compatibilityPartitioner(message, key);
    turn += 2;
    return turn;
  };
}

// %% exercise-guests customers-use-up-turns
// says: of 600 guests who came in turn with orders of Ada's, with 4 partitions
function ourPartitioner(): Choose {
  let turn = 0;
  return (message, key) => {
    turn++;
    return key === undefined
      ? turn
      : plt.compatibilityPartitioner(message, key);
  };
}

// %% exercise-guests a-coin
// says: with 3 partitions
// says: and partition 2 gets none
function ourPartitioner(): Choose {
  return (message, key) =>
    key === undefined
      ? Math.round(Math.random())
      : plt.compatibilityPartitioner(message, key);
}

// %% exercise-guests the-first-three-alone
// says: with 4 partitions
// says: and partition 3 gets none
function ourPartitioner(): Choose {
  let turn = 0;
  return (message, key) =>
    key === undefined ? turn++ % 3 : plt.compatibilityPartitioner(message, key);
}

// %% exercise-guests half-a-turn
// says: Platformatic needs a whole number of at least 0
function ourPartitioner(): Choose {
  return (message, key) =>
    key === undefined
      ? Math.random() * 12
      : plt.compatibilityPartitioner(message, key);
}

// %% exercise-config as-it-comes
// says: customers are elsewhere
// says: Which hash does librdkafka use with your settings?
function paymentsConfig(): Record<string, string | number | boolean> {
  return { "enable.idempotence": true, "message.timeout.ms": 1_500 };
}

// %% exercise-config the-words-of-kafkajs
// says: No such configuration property
// says: Are these its own names
function paymentsConfig(): Record<string, string | number | boolean> {
  return { partitioner: "murmur2_random", idempotent: true, retries: 5 };
}

// %% exercise-config consistent-sounds-right
// says: customers are elsewhere
function paymentsConfig(): Record<string, string | number | boolean> {
  return {
    partitioner: "consistent",
    "enable.idempotence": true,
    "message.timeout.ms": 1_500,
  };
}

// %% exercise-config no-numbers
// says: librdkafka sent again, and now the payment of
// says: is there 2 times
// says: By what could the broker have known
function paymentsConfig(): Record<string, string | number | boolean> {
  return { partitioner: "murmur2_random", "message.timeout.ms": 1_500 };
}

// %% exercise-config no-retries-no-copies
// says: The line was in order again at once
// says: Who was to try again?
function paymentsConfig(): Record<string, string | number | boolean> {
  return {
    partitioner: "murmur2_random",
    retries: 0,
    "message.timeout.ms": 1_500,
  };
}

// %% exercise-config one-acknowledgement
// says: `acks` must be set to `all`
// says: do they go together
function paymentsConfig(): Record<string, string | number | boolean> {
  return {
    partitioner: "murmur2_random",
    acks: 1,
    "enable.idempotence": true,
    "message.timeout.ms": 1_500,
  };
}

// %% exercise-config patience-without-end
// says: still no report on Bo's payment
// says: tries for five minutes
function paymentsConfig(): Record<string, string | number | boolean> {
  return { partitioner: "murmur2_random", "enable.idempotence": true };
}

// %% exercise-config the-time-of-one-request
// says: still no report on Bo's payment
// says: about one message, with all its retries
function paymentsConfig(): Record<string, string | number | boolean> {
  return {
    partitioner: "murmur2_random",
    "enable.idempotence": true,
    "request.timeout.ms": 1_500,
  };
}

// %% exercise-config half-a-second-too-many
// says: Your settings give a payment 2500 ms, by `message.timeout.ms`
// says: After how long was it to be given up?
function paymentsConfig(): Record<string, string | number | boolean> {
  return {
    partitioner: "murmur2_random",
    "enable.idempotence": true,
    "message.timeout.ms": 2_500,
  };
}

// %% exercise-config by-its-other-name
// says: Your settings give a payment 3000 ms, by `delivery.timeout.ms`
function paymentsConfig(): Record<string, string | number | boolean> {
  return {
    partitioner: "murmur2_random",
    "enable.idempotence": true,
    "delivery.timeout.ms": 3_000,
  };
}

// %% exercise-config no-limit
// says: still no report on Bo's payment
function paymentsConfig(): Record<string, string | number | boolean> {
  return {
    partitioner: "murmur2_random",
    "enable.idempotence": true,
    "message.timeout.ms": 0,
  };
}

// %% exercise-config another-good-hash
// says: customers are elsewhere
function paymentsConfig(): Record<string, string | number | boolean> {
  return {
    partitioner: "fnv1a_random",
    "enable.idempotence": true,
    "message.timeout.ms": 1_500,
  };
}

// %% exercise-go-on from-the-beginning
// says: Yours began with 1001, so 3 customers get a second bill
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const orders = await reader.consume({
    topics: [topic],
    mode: "earliest",
    autocommit: false,
  });
  for await (const order of orders) {
    await bill(order.value!);
    await order.commit();
    if (order.offset + 1n === end) return;
  }
}

// %% exercise-go-on where-it-begins-by-itself
// says: yours billed none of them
// says: Where does a stream begin unless it is told?
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const orders = await reader.consume({ topics: [topic], autocommit: false });
  for await (const order of orders) {
    await bill(order.value!);
    await order.commit();
    if (order.offset + 1n === end) return;
  }
}

// %% exercise-go-on it-commits-by-itself
// says: The group already stands at offset 8
// says: Who committed those
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const orders = await reader.consume({ topics: [topic], mode: "committed" });
  for await (const order of orders) {
    await bill(order.value!);
    if (order.offset + 1n === end) return;
  }
}

// %% exercise-go-on commit-first
// says: 1006 will never be billed
// says: the work or the commit
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const mine = { mode: "committed", autocommit: false } as const;
  for await (
    const order of await reader.consume({ topics: [topic], ...mine })
  ) {
    await order.commit();
    await bill(order.value!);
    if (order.offset + 1n === end) return;
  }
}

// %% exercise-go-on commit-at-the-end
// says: the group still stands at offset 3
// says: When does your code commit?
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const mine = { mode: "committed", autocommit: false } as const;
  for await (
    const order of await reader.consume({ topics: [topic], ...mine })
  ) {
    await bill(order.value!);
    if (order.offset + 1n !== end) continue;
    await order.commit();
    return;
  }
}

// %% exercise-go-on waits-where-none-is-left
// says: yours was run once more: it waits for a record that never comes
// says: What can it know before the first one?
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const mine = { mode: "committed", autocommit: false } as const;
  const orders = await reader.consume({ topics: [topic], ...mine });
  for await (const order of orders) {
    await bill(order.value!);
    await order.commit();
    if (order.offset + 1n === end) return;
  }
}

// %% exercise-go-on the-failure-swallowed
// says: went on as if it had not
// says: 1006 will never be billed
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const mine = { mode: "committed", autocommit: false } as const;
  for await (
    const order of await reader.consume({ topics: [topic], ...mine })
  ) {
    await bill(order.value!).catch(() => {});
    await order.commit();
    if (order.offset + 1n === end) return;
  }
}

// %% exercise-go-on one-too-many
// says: All orders are billed
// says: What does `end` tell you?
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const mine = { mode: "committed", autocommit: false } as const;
  for await (
    const order of await reader.consume({ topics: [topic], ...mine })
  ) {
    await bill(order.value!);
    await order.commit();
    if (order.offset === end) return;
  }
}

// %% exercise-go-on the-commit-on-its-own
// says: 1007 was billed, the broker's answers were held back, and yours billed 1008 before any had come
// says: is 1007 committed?
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const mine = { mode: "committed", autocommit: false } as const;
  const commits: unknown[] = [];
  for await (
    const order of await reader.consume({ topics: [topic], ...mine })
  ) {
    await bill(order.value!);
    commits.push(order.commit());
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (order.offset + 1n !== end) continue;
    await Promise.all(commits);
    return;
  }
}

// %% exercise-go-on as-many-as-offsets
// says: yours still waits for another
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const mine = { mode: "committed", autocommit: false } as const;
  let next: bigint | undefined;
  for await (
    const order of await reader.consume({ topics: [topic], ...mine })
  ) {
    next ??= order.offset;
    await bill(order.value!);
    await order.commit();
    if (++next === end) return;
  }
}

// %% exercise-go-on counts-instead-of-offsets
// says: the group stands at offset 12 instead of 13
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const mine = { mode: "committed", autocommit: false } as const;
  let next: bigint | undefined;
  for await (
    const order of await reader.consume({ topics: [topic], ...mine })
  ) {
    next ??= order.offset;
    await bill(order.value!);
    await reader.commit({
      offsets: [{ topic, partition: 0, offset: ++next, leaderEpoch: -1 }],
    });
    if (order.offset + 1n === end) return;
  }
}

// %% exercise-go-on stops-at-a-failure-in-silence
// says: The billing of 1006 failed, and yours returned as if nothing was wrong
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const mine = { mode: "committed", autocommit: false } as const;
  try {
    for await (
      const order of await reader.consume({ topics: [topic], ...mine })
    ) {
      await bill(order.value!);
      await order.commit();
      if (order.offset + 1n === end) return;
    }
  } catch (error) {
    console.error(error);
  }
}

// %% exercise-go-on never-stops
// says: All orders are billed, the last at offset 7, and yours still waits for another
async function goOn({ reader, topic, bill }: Job): Promise<void> {
  const mine = { mode: "committed", autocommit: false } as const;
  for await (
    const order of await reader.consume({ topics: [topic], ...mine })
  ) {
    await bill(order.value!);
    await order.commit();
  }
}

// %% exercise-go-on one-too-few
// says: are still not billed
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const mine = { mode: "committed", autocommit: false } as const;
  for await (
    const order of await reader.consume({ topics: [topic], ...mine })
  ) {
    if (order.offset + 1n === end) return;
    await bill(order.value!);
    await order.commit();
  }
}
