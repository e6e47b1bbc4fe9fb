// Unusual right answers to the exercises of chapter 11, which the checks accept.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-guests by-chance
function ourPartitioner(): Choose {
  return (message, key) =>
    key === undefined
      ? Math.floor(Math.random() * 2 ** 31)
      : plt.compatibilityPartitioner(message, key);
}

// %% exercise-guests the-bit-dropped-by-hand
function ourPartitioner(): Choose {
  let turn = 7;
  return (_, key) => key ? plt.murmur2(key) & 0x7fffffff : ++turn;
}

// %% exercise-guests by-the-arithmetic-of-bigint
function ourPartitioner(): Choose {
  let turn = 2 ** 32;
  return ({ key: text }, key) =>
    text === undefined
      ? turn--
      : Number(BigInt.asUintN(31, BigInt(plt.murmur2(key ?? text))));
}

// %% exercise-guests one-counter-for-all-producers
const turns = (function* () {
  for (let turn = 0;; turn++) yield turn;
})();
function ourPartitioner(): Choose {
  return (message, key) =>
    key === undefined
      ? turns.next().value!
      : plt.compatibilityPartitioner(message, key);
}

// %% exercise-guests a-random-key-for-each-guest
function ourPartitioner(): Choose {
  return (message, key) =>
    plt.compatibilityPartitioner(
      message,
      key ?? crypto.getRandomValues(Buffer.alloc(16)),
    );
}

// %% exercise-config as-texts
function paymentsConfig(): Record<string, string | number | boolean> {
  return {
    partitioner: "murmur2",
    "enable.idempotence": "true",
    "message.timeout.ms": "2000",
  };
}

// %% exercise-config by-other-names
function paymentsConfig(): Record<string, string | number | boolean> {
  return {
    partitioner: "murmur2_random",
    "enable.idempotence": true,
    "delivery.timeout.ms": 1_800,
    "request.required.acks": -1,
  };
}

// %% exercise-config one-request-at-a-time
function paymentsConfig(): Record<string, string | number | boolean> {
  return {
    partitioner: "murmur2_random",
    "enable.idempotence": true,
    acks: "all",
    "max.in.flight.requests.per.connection": 1,
    "message.timeout.ms": 2_000,
    "linger.ms": 0,
  };
}

// %% exercise-config with-room-for-batches
function paymentsConfig(): Record<string, string | number | boolean> {
  const settings = new Map<string, string | number | boolean>([
    ["compression.type", "gzip"],
    ["linger.ms", 20],
    ["retry.backoff.ms", 50],
    ["enable.idempotence", true],
    ["partitioner", "murmur2_random"],
    ["message.timeout.ms", 1_999],
  ]);
  return Object.fromEntries(settings);
}

// %% exercise-go-on the-offset-by-hand
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const stream = await reader.consume({
    topics: [topic],
    mode: "committed",
    autocommit: false,
  });
  const topics = [{ topic, partitions: [0] }];
  const places = await reader.listCommittedOffsets({ topics });
  if (places.get(topic)![0] === end) return;
  for await (const { value, offset, partition } of stream) {
    await bill(value!);
    const next = offset + 1n;
    await reader.commit({
      offsets: [{ topic, partition, offset: next, leaderEpoch: -1 }],
    });
    if (next >= end) break;
  }
}

// %% exercise-go-on one-after-the-other-by-hand
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const stream = await reader.consume({
    topics: [topic],
    mode: plt.MessagesStreamModes.COMMITTED,
    fallbackMode: plt.MessagesStreamFallbackModes.EARLIEST,
    autocommit: false,
  });
  const orders = stream[Symbol.asyncIterator]();
  const partitions = { topics: [{ topic, partitions: [0] }] };
  const [next] = (await reader.listCommittedOffsets(partitions)).get(topic)!;
  for (let last = next! - 1n; last < end - 1n;) {
    const { value: order } = await orders.next();
    await bill(order.value);
    await order.commit();
    last = order.offset;
  }
  await stream.close();
}

// %% exercise-go-on told-of-each-record
function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  return new Promise((resolve, reject) => {
    reader.consume({ topics: [topic], mode: "committed", autocommit: false })
      .then(async (stream) => {
        const topics = [{ topic, partitions: [0] }];
        const places = await reader.listCommittedOffsets({ topics });
        if (places.get(topic)!.includes(end)) return resolve();
        stream.on("error", reject);
        stream.on("data", (order) => {
          stream.pause();
          bill(order.value!)
            .then(() => order.commit())
            .then(() => order.offset === end - 1n ? resolve() : stream.resume())
            .catch(reject);
        });
      }, reject);
  });
}

// %% exercise-go-on ends-before-it-fails
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  const stream = await reader.consume({
    topics: [topic],
    mode: "committed",
    autocommit: false,
  });
  try {
    const places = await reader.listCommittedOffsets({
      topics: [{ topic, partitions: [0] }],
    });
    if (places.get(topic)!.every((next) => next === end)) return;
    for await (const order of stream) {
      const isLast = order.offset === end - 1n;
      await bill(order.value!);
      await order.commit();
      if (isLast) return;
    }
  } catch (cause) {
    throw new Error("Billing has ended", { cause });
  } finally {
    await stream.close();
  }
}

// %% exercise-go-on looks-up-the-place
async function goOn({ reader, topic, bill, end }: Job): Promise<void> {
  await reader.joinGroup();
  const partitions = [0];
  const places = await reader.listCommittedOffsets({
    topics: [{ topic, partitions }],
  });
  const [offset] = places.get(topic)!;
  if (offset === end) return;
  const stream = await reader.consume({
    topics: [topic],
    mode: "manual",
    offsets: [{ topic, partition: 0, offset: offset! }],
    autocommit: false,
  });
  for await (const order of stream) {
    await bill(order.value!);
    await order.commit();
    if (order.offset === end - 1n) return;
  }
}
