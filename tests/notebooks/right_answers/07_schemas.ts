// Unusual right answers to the exercises of chapter 7, which their checks must accept.
// Each cell takes the place of the exercise cell that its heading names.

// %% exercise-model keeps-what-it-does-not-know
function orderModel(): z.ZodType<{ at: Date }> {
  return z.looseObject({
    order: z.int().positive(),
    amount: z.number().positive(),
    at: z.iso.datetime().transform((text) => new Date(text)),
    note: z.string().optional(),
  });
}

// %% exercise-model a-codec
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.number().int().gt(0),
    amount: z.number().positive(),
    at: z.codec(z.iso.datetime(), z.date(), {
      decode: (text) => new Date(text),
      encode: (date) => date.toISOString(),
    }),
    note: z.string().optional(),
  });
}

// %% exercise-model a-date-piped-from-a-moment
function orderModel(): z.ZodType<{ at: Date }> {
  return z.object({
    order: z.int().positive(),
    amount: z.number().gt(0).finite(),
    at: z.iso.datetime({ offset: true }).pipe(z.coerce.date()),
    note: z.string().optional(),
  });
}

// %% exercise-model a-standard-schema-by-hand
function orderModel(): { "~standard": object } {
  const issue = (name: string) => ({
    issues: [{ message: "is not right", path: [name] }],
  });
  const validate = (given: unknown) => {
    if (typeof given !== "object" || given === null || Array.isArray(given)) {
      return issue("order");
    }
    const { order, amount, at, note } = given as Record<string, unknown>;
    if (!Number.isSafeInteger(order) || Number(order) < 1) {
      return issue("order");
    }
    if (typeof amount !== "number" || !(amount > 0)) return issue("amount");
    if (!z.iso.datetime().safeParse(at).success) return issue("at");
    if (note !== undefined && typeof note !== "string") return issue("note");
    return { value: { order, amount, at: new Date(String(at)), note } };
  };
  return { "~standard": { version: 1, vendor: "the reader", validate } };
}

// %% exercise-model a-moment-that-survives-the-way-back
function orderModel(): z.ZodType<{ at: Date }> {
  const Moment = z.string().transform((text, context) => {
    const date = new Date(text);
    const isReal = !Number.isNaN(date.getTime()) &&
      [date.toISOString(), date.toISOString().replace(".000", "")].includes(
        text,
      );
    if (!isReal) context.addIssue({ code: "custom", message: "is no moment" });
    return date;
  });
  return z.object({
    order: z.int().min(1),
    amount: z.number().positive(),
    at: Moment,
    note: z.string().optional(),
  });
}

// %% exercise-bill asks-for-the-kind-of-error
const handle: Billing = async (payload, { charge, letters }) => {
  try {
    await charge(deserialise(Order, payload));
  } catch (error) {
    if ((error as Error).name !== "Malformed") throw error;
    await sendToDeadLetters(letters, payload, (error as Error).message);
  }
};

// %% exercise-bill the-letter-by-hand
const handle: Billing = async (payload, { charge, letters }) => {
  let order;
  try {
    order = readOrder(payload.message);
  } catch (error) {
    const { key, value, offset, headers } = payload.message;
    const why = {
      "failed.topic": payload.topic,
      "failed.partition": String(payload.partition),
      "failed.offset": offset,
      "failed.reason": value === null ? "no value" : String(error),
      "failed.at": String(Date.now()),
      "failed.by": "billing",
    };
    const messages = [{ key, value, headers: { ...headers, ...why } }];
    await letters.producer.send({ topic: letters.topic, acks: -1, messages });
    return;
  }
  await charge(order);
};

// %% exercise-bill tries-the-letter-once-more
const handle: Billing = async (payload, { charge, letters }) => {
  const read = await Promise.resolve().then(() => deserialise(Order, payload))
    .then((order) => ({ order }), (error: Error) => ({ error }));
  if ("order" in read) return await charge(read.order);
  const set = () => sendToDeadLetters(letters, payload, read.error.message);
  await set().catch(set);
};

// %% exercise-bill asks-the-bank-until-it-answers
const handle: Billing = async (payload, { charge, letters }) => {
  let order: z.infer<typeof Order>;
  try {
    order = deserialise(Order, payload);
  } catch ({ message }) {
    await sendToDeadLetters(letters, payload, message);
    return;
  }
  for (let isCharged = false; !isCharged;) {
    isCharged = await charge(order).then(() => true, () => false);
  }
};

// %% exercise-bill a-reason-in-its-own-words
const handle: Billing = async (payload, { charge, letters }) => {
  const { value } = payload.message;
  const aside = (reason: string) => sendToDeadLetters(letters, payload, reason);
  if (!value) return await aside("tombstone");
  let text, given;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(value);
  } catch {
    return await aside("bytes that are no UTF-8");
  }
  try {
    given = JSON.parse(text);
  } catch {
    return await aside("no JSON");
  }
  const { data, error } = Order.safeParse(given);
  if (error) return await aside(`does not fit: ${error.issues[0]!.path}`);
  try {
    await charge(data);
  } catch (cause) {
    throw new Error("the bank is away", { cause });
  }
};

// %% exercise-next nullable-buyer
function nextVersion(before: AvroRecord): AvroRecord {
  return {
    ...before,
    fields: before.fields.concat(
      { name: "currency", type: "string", default: "EUR" },
      { name: "buyer", type: ["null", "string"], default: null },
    ),
  };
}

// %% exercise-next a-list-of-currencies
function nextVersion(before: AvroRecord): AvroRecord {
  const symbols = ["EUR", "CHF", "USD"];
  const type = { type: "enum", name: "Currency", symbols };
  const currency = { name: "currency", type, default: "EUR" };
  const buyer = { name: "buyer", type: "string", default: "unknown" };
  return { ...before, fields: [currency, buyer, ...before.fields] };
}

// %% exercise-next changes-what-it-is-given
function nextVersion(before: AvroRecord): AvroRecord {
  before.fields.push({ name: "buyer", type: "string", default: "" });
  before.fields.splice(1, 0, {
    name: "currency",
    type: "string",
    default: "EUR",
  });
  return before;
}

// %% exercise-next written-out
function nextVersion(): AvroRecord {
  return {
    type: "record",
    name: "Order",
    fields: [
      { name: "order", type: "int" },
      { name: "customer", type: "string" },
      { name: "buyer", type: ["string", "null"], default: "" },
      { name: "amount", type: "double" },
      { name: "currency", type: "string", default: "EUR" },
    ],
  };
}
