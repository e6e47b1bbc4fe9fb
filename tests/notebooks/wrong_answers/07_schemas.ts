// Typical wrong answers to the exercises of chapter 7, and what the check says to each.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-model numbers-by-coercion
// says: {"order":1001,"amount":"49","at":"2026-11-20T09:30:00Z"} passes
// says: what does the same rule make of true
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.coerce.number().int().positive(),
    amount: z.coerce.number().positive(),
    at: z.iso.datetime().transform((text) => new Date(text)),
    note: z.string().optional(),
  });
}

// %% exercise-model dates-by-coercion
// says: "at":null} passes
// says: 1970-01-01
// says: What did your schema make of not knowing?
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive(),
    amount: z.number().positive(),
    at: z.coerce.date(),
    note: z.string().optional(),
  });
}

// %% exercise-model waits-for-a-date
// says: is an order, and your schema refuses it
// says: What does JSON make of a Date
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive(),
    amount: z.number().positive(),
    at: z.date(),
    note: z.string().optional(),
  });
}

// %% exercise-model strict
// says: What happens on the day on which the shop adds one?
function orderModel(): z.ZodType<{ at: Date }> {
  return z.strictObject({
    order: z.int().positive(),
    amount: z.number().positive(),
    at: z.iso.datetime().transform((text) => new Date(text)),
    note: z.string().optional(),
  });
}

// %% exercise-model text-stays-text
// says: `at` comes out as "2026-11-20T09:30:00Z"
// says: Where does text become one?
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive(),
    amount: z.number().positive(),
    at: z.iso.datetime() as unknown as z.ZodType<Date>,
    note: z.string().optional(),
  });
}

// %% exercise-model any-text-becomes-a-date
// says: "at":"tomorrow"
// says: what does new Date() do when it can't tell?
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive(),
    amount: z.number().positive(),
    at: z.string().transform((text) => new Date(text)),
    note: z.string().optional(),
  });
}

// %% exercise-model any-number
// says: "order":1001.5
// says: Is that a number that an order can have?
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.number(),
    amount: z.number().positive(),
    at: z.iso.datetime().transform((text) => new Date(text)),
    note: z.string().optional(),
  });
}

// %% exercise-model null-for-missing
// says: your schema refuses it
// says: at note
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive(),
    amount: z.number().positive(),
    at: z.iso.datetime().transform((text) => new Date(text)),
    note: z.string().nullable(),
  });
}

// %% exercise-model a-date-by-its-looks
// says: "at":"2026-02-31T09:30:00Z"
// says: at: 2026-03-03T09:30:00.000Z
// says: Which day is that
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive(),
    amount: z.number().positive(),
    at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
      .transform((text) => new Date(text)),
    note: z.string().optional(),
  });
}

// %% exercise-model no-such-month
// says: "at":"2026-99-99T09:30:00Z"
// says: at: Invalid Date
// says: Which month is that
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive(),
    amount: z.number().positive(),
    at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
      .refine((text) => !text.startsWith("2026-02-31"))
      .transform((text) => new Date(text)),
    note: z.string().optional(),
  });
}

// %% exercise-model rounds-up-to-euros
// says: `amount` comes out as 1.
// says: Who asked for another amount?
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive(),
    amount: z.number().positive().transform((n) => Math.ceil(n)),
    at: z.iso.datetime().transform((text) => new Date(text)),
    note: z.string().optional(),
  });
}

// %% exercise-model cents-by-multiplication
// says: "amount":0.29
// says: your schema refuses it
// says: what is 0.29 * 100
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive(),
    amount: z.number().positive().refine((n) => Number.isInteger(n * 100)),
    at: z.iso.datetime().transform((text) => new Date(text)),
    note: z.string().optional(),
  });
}

// %% exercise-model order-becomes-text
// says: `order` comes out as "1001"
// says: Who asked for another order?
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive().transform(String),
    amount: z.number().positive(),
    at: z.iso.datetime().transform((text) => new Date(text)),
    note: z.string().optional(),
  });
}

// %% exercise-model small-numbers-only
// says: "order":9000000001
// says: your schema refuses it
// says: ten digits
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int32().positive(),
    amount: z.number().positive(),
    at: z.iso.datetime().transform((text) => new Date(text)),
    note: z.string().optional(),
  });
}

// %% exercise-model trims-the-note
// says: `note` comes out as "2nd floor"
// says: Who asked for another note?
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive(),
    amount: z.number().positive(),
    at: z.iso.datetime().transform((text) => new Date(text)),
    note: z.string().trim().optional(),
  });
}

// %% exercise-model no-empty-note
// says: "note":""
// says: your schema refuses it
// says: Is an empty text none?
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive(),
    amount: z.number().positive(),
    at: z.iso.datetime().transform((text) => new Date(text)),
    note: z.string().min(1).optional(),
  });
}

// %% exercise-model zero-is-fine
// says: "amount":0,
// says: A lamp for nothing?
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive(),
    amount: z.number().nonnegative(),
    at: z.iso.datetime().transform((text) => new Date(text)),
    note: z.string().optional(),
  });
}

// %% exercise-model null-is-a-missing-note
// says: "note":null} passes
// says: Is null missing?
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive(),
    amount: z.number().positive(),
    at: z.iso.datetime().transform((text) => new Date(text)),
    note: z.string().nullish(),
  });
}

// %% exercise-bill stops
// says: Record 1 of partition 0 can't be read: it is no JSON
// says: What becomes of the records after it in partition 0?
const handle: Billing = async (payload, { charge }) => {
  await charge(deserialise(Order, payload));
};

// %% exercise-bill swallows
// says: nothing was sent with `letters.producer`
// says: Who will ever hear of order 1002?
const handle: Billing = async (payload, { charge }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch {
    return;
  }
  await charge(order);
};

// %% exercise-bill nobody-waits-for-the-letter
// says: nobody has acknowledged the letter
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    void sendToDeadLetters(letters, payload, `${error}`);
    return;
  }
  await charge(order);
};

// %% exercise-bill blames-the-record-for-the-bank
// says: it was the bank that did not answer
// says: what will lie there then?
const handle: Billing = async (payload, { charge, letters }) => {
  try {
    await charge(deserialise(Order, payload));
  } catch (error) {
    await sendToDeadLetters(letters, payload, `${error}`);
  }
};

// %% exercise-bill nobody-waits-for-the-bank
// says: Who asks the bank again?
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    return await sendToDeadLetters(letters, payload, `${error}`);
  }
  void charge(order);
};

// %% exercise-bill forgives-the-dead-letter-topic
// says: The dead-letter topic did not take record 1 of partition 0
// says: Where is the record now?
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    await sendToDeadLetters(letters, payload, `${error}`).catch(() => {});
    return;
  }
  await charge(order);
};

// %% exercise-bill throws-after-the-letter
// says: What will the dead-letter topic look like?
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    await sendToDeadLetters(letters, payload, `${error}`);
    throw error;
  }
  await charge(order);
};

// %% exercise-bill loses-the-key
// says: The dead letter of record 1 of partition 0 has the key none, the record had "1002"
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    const { value } = payload.message;
    const headers = { "failed.reason": `${error}` };
    const messages = [{ value, headers }];
    await letters.producer.send({ topic: letters.topic, messages });
    return;
  }
  await charge(order);
};

// %% exercise-bill loses-the-headers
// says: Whose headers were lost?
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    const message = { ...payload.message, headers: {} };
    return await sendToDeadLetters(
      letters,
      { ...payload, message },
      `${error}`,
    );
  }
  await charge(order);
};

// %% exercise-bill through-text
// says: Record 4 of partition 0 had 43 bytes, its dead letter has 45
// says: on its way through text?
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    const value = Buffer.from(String(payload.message.value));
    const message = { ...payload.message, value };
    return await sendToDeadLetters(
      letters,
      { ...payload, message },
      `${error}`,
    );
  }
  await charge(order);
};

// %% exercise-bill parses-and-no-more
// says: was charged, though its price is text
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = JSON.parse(String(payload.message.value));
  } catch (error) {
    return await sendToDeadLetters(letters, payload, `${error}`);
  }
  await charge(order);
};

// %% exercise-bill asks-for-no-acknowledgement
// says: The dead letter of record 1 of partition 0 was sent with acks 0
// says: where is the record?
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    const send: typeof producer.send = (record) =>
      letters.producer.send({ ...record, acks: 0 });
    return await sendToDeadLetters(
      { ...letters, producer: { send } },
      payload,
      `${error}`,
    );
  }
  await charge(order);
};

// %% exercise-bill one-broker-is-enough
// says: was sent with acks 1: one broker answers, and may be the only one that has it
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    const send: typeof producer.send = (record) =>
      letters.producer.send({ ...record, acks: 1 });
    return await sendToDeadLetters(
      { ...letters, producer: { send } },
      payload,
      `${error}`,
    );
  }
  await charge(order);
};

// %% exercise-bill skips-tombstones
// says: Record 2 of partition 1 can't be read: it has no value at all
// says: Who will ever hear of order 1009?
const handle: Billing = async (payload, { charge, letters }) => {
  if (payload.message.value === null) return;
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    return await sendToDeadLetters(letters, payload, `${error}`);
  }
  await charge(order);
};

// %% exercise-bill skips-empty-values
// says: Record 2 of partition 1 can't be read: it has no value at all
// says: nothing was sent with `letters.producer`
const handle: Billing = async (payload, { charge, letters }) => {
  if (!payload.message.value?.length) return;
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    return await sendToDeadLetters(letters, payload, `${error}`);
  }
  await charge(order);
};

// %% exercise-bill one-reason-for-all
// says: The dead letters of record 1 of partition 0 and of record 3 of partition 0 give the same reason, "malformed"
// says: with the one it is no JSON, and with the other its price is text
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    return await sendToDeadLetters(letters, payload, "malformed");
  }
  await charge(order);
};

// %% exercise-bill the-place-is-the-reason
// says: give the same reason
// says: What will you want to know at three in the morning?
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    const { message: { offset } } = payload;
    return await sendToDeadLetters(
      letters,
      payload,
      `record ${offset} is malformed`,
    );
  }
  await charge(order);
};

// %% exercise-bill an-empty-value-for-a-tombstone
// says: The value of record 2 of partition 1 was none
// says: Is no value the same as an empty one?
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    const value = payload.message.value ?? Buffer.from("");
    const message = { ...payload.message, value };
    return await sendToDeadLetters(
      letters,
      { ...payload, message },
      `${error}`,
    );
  }
  await charge(order);
};

// %% exercise-bill a-key-for-the-keyless
// says: has the key "null", the record had none
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    const key = Buffer.from(String(payload.message.key));
    const message = { ...payload.message, key };
    return await sendToDeadLetters(
      letters,
      { ...payload, message },
      `${error}`,
    );
  }
  await charge(order);
};

// %% exercise-bill headers-through-text
// says: A header of record 4 of partition 0 is clerk
// says: Are headers text, or bytes?
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    const own = Object.entries(payload.message.headers ?? {});
    const headers = Object.fromEntries(
      own.map(([name, value]) => [name, String(value)]),
    );
    const message = { ...payload.message, headers };
    return await sendToDeadLetters(
      letters,
      { ...payload, message },
      `${error}`,
    );
  }
  await charge(order);
};

// %% exercise-bill always-partition-0
// says: has "0" under failed.partition, where "1" was asked for
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    return await sendToDeadLetters(
      letters,
      { ...payload, partition: 0 },
      `${error}`,
    );
  }
  await charge(order);
};

// %% exercise-bill waits-by-the-clock
// says: Record 1 of partition 0 was on its way to the dead letters when yours returned
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    void sendToDeadLetters(letters, payload, `${error}`).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 50));
    return;
  }
  await charge(order);
};

// %% exercise-bill gives-up-on-the-bank
// says: The bank did not answer for record 5 of partition 0
// says: Who asks the bank again?
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    return await sendToDeadLetters(letters, payload, `${error}`);
  }
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      return await charge(order);
    } catch {
      // once more
    }
  }
};

// %% exercise-bill charges-nothing
// says: {"order":1001,"customer":"Ada","amount":49}, and the bank was asked to charge
// says: What shall the bank do with that?
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = deserialise(Order, payload);
  } catch (error) {
    return await sendToDeadLetters(letters, payload, `${error}`);
  }
  await charge({ order: order.order });
};

// %% exercise-next required
// says: The registry does not take it
// says: what shall a reader put there?
function nextVersion(before: AvroRecord): AvroRecord {
  const currency = { name: "currency", type: "string" };
  const buyer = { name: "buyer", type: "string" };
  return { ...before, fields: [...before.fields, currency, buyer] };
}

// %% exercise-next renamed
// says: The registry does not take it
// says: buyer
function nextVersion(before: AvroRecord): AvroRecord {
  const currency = { name: "currency", type: "string", default: "EUR" };
  const fields = before.fields.map((field) =>
    field.name === "customer" ? { ...field, name: "buyer" } : field
  );
  return { ...before, fields: [...fields, currency] };
}

// %% exercise-next renamed-with-an-alias
// says: The registry took it
// says: A desk that still reads with version 1 can't read the new one
// says: customer
function nextVersion(before: AvroRecord): AvroRecord {
  const currency = { name: "currency", type: "string", default: "EUR" };
  const fields = before.fields.map((field) =>
    field.name === "customer"
      ? { ...field, name: "buyer", aliases: ["customer"] }
      : field
  );
  return { ...before, fields: [...fields, currency] };
}

// %% exercise-next nothing-instead-of-euros
// says: the currency of the old order is null
// says: What were old orders paid in
function nextVersion(before: AvroRecord): AvroRecord {
  const currency = {
    name: "currency",
    type: ["null", "string"],
    default: null,
  };
  const buyer = { name: "buyer", type: "string", default: "" };
  return { ...before, fields: [...before.fields, currency, buyer] };
}

// %% exercise-next nothing-new
// says: the currency of the old order is undefined
function nextVersion(before: AvroRecord): AvroRecord {
  return before;
}

// %% exercise-next no-buyer
// says: The accountants look for Cleo there
function nextVersion(before: AvroRecord): AvroRecord {
  const currency = { name: "currency", type: "string", default: "EUR" };
  return { ...before, fields: [...before.fields, currency] };
}

// %% exercise-next francs-for-all
// says: the currency of the old order is "CHF"
// says: What were old orders paid in
function nextVersion(before: AvroRecord): AvroRecord {
  const currency = { name: "currency", type: "string", default: "CHF" };
  const buyer = { name: "buyer", type: "string", default: "" };
  return { ...before, fields: [...before.fields, currency, buyer] };
}

// %% exercise-next a-shorter-number
// says: The registry does not take it
function nextVersion(before: AvroRecord): AvroRecord {
  const currency = { name: "currency", type: "string", default: "EUR" };
  const buyer = { name: "buyer", type: "string", default: "" };
  const fields = before.fields.map((field) =>
    field.name === "amount" ? { ...field, type: "float" } : field
  );
  return { ...before, fields: [...fields, currency, buyer] };
}

// %% exercise-next the-old-name-has-a-default-too
// says: A desk that still reads with version 1 can't read the new one
function nextVersion(before: AvroRecord): AvroRecord {
  const currency = { name: "currency", type: "string", default: "EUR" };
  const buyer = { name: "buyer", type: "string", default: "" };
  const [order, customer, amount] = before.fields;
  const optional = { ...customer!, type: ["null", "string"], default: null };
  return { ...before, fields: [order!, optional, amount!, currency, buyer] };
}
