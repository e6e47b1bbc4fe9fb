// Typical wrong answers to the exercises of chapter 11, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-guests the-shipped-function
// says: of 30 guests, partition 0 gets 30
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
    (key === undefined ? turn++ : plt.compatibilityPartitioner(message, key)) % 3;
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
// says: of 30 guests, partition
function ourPartitioner(): Choose {
  return (message, key) =>
    plt.compatibilityPartitioner(message, key ?? Buffer.from("guest"));
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
// says: now the payment is there 2 times
// says: By what could the broker have known
function paymentsConfig(): Record<string, string | number | boolean> {
  return { partitioner: "murmur2_random", "message.timeout.ms": 1_500 };
}

// %% exercise-config no-retries-no-copies
// says: the line was in order again at once
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
  for await (const order of await reader.consume({ topics: [topic], ...mine })) {
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
  for await (const order of await reader.consume({ topics: [topic], ...mine })) {
    await bill(order.value!);
    if (order.offset + 1n !== end) continue;
    await order.commit();
    return;
  }
}

// %% exercise-go-on the-failure-swallowed
// says: went on as if it had not
// says: 1006 will never be billed
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const mine = { mode: "committed", autocommit: false } as const;
  for await (const order of await reader.consume({ topics: [topic], ...mine })) {
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
  for await (const order of await reader.consume({ topics: [topic], ...mine })) {
    await bill(order.value!);
    await order.commit();
    if (order.offset === end) return;
  }
}
