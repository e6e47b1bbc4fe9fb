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

// %% exercise-bill stops
// says: Record 1 can't be read: it is no JSON
// says: What becomes of the 5 records behind it?
const handle: Billing = async (payload, { charge }) => {
  await charge(deserialise(Order, payload));
};

// %% exercise-bill swallows
// says: nothing was sent to the dead letters
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
// says: The dead-letter topic did not take record 6
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
// says: has the key none, the record had "1002"
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
// says: Record 4 had 43 bytes, its dead letter has 45
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
