import { Refused } from "lab/exercises.ts";

/** The keys of one customer. */
export interface CustomerKeys {
  /** All of them. */
  all: string[];
  /** Picks the key that the records of an order get. */
  of: (order: number) => string;
}

/** Numbers of orders, most of them far from those of the first trial. */
const ORDERS = [7, 999, 1_204, 2_001, 10_000, 123_457];

/**
 * Refuses a key that two customers share, or that a customer has twice.
 *
 * @param keys The keys of each customer.
 * @throws {Refused} If there is one, or if a customer's keys have another form.
 */
export function checkApart(keys: Map<string, CustomerKeys>): void {
  const owners = new Map<string, string>();
  for (const [customer, own] of keys) {
    checkShape(customer, own);
    for (const key of own.all) {
      const owner = owners.get(key);
      if (owner === customer) {
        throw new Refused(
          `\`all\` of ${customer} names the key "${key}" twice: who asks for each of its keys gets those records twice. How many different salts are there?`,
        );
      }
      if (owner !== undefined) {
        throw new Refused(
          `The key "${key}" belongs to ${owner} and to ${customer}: who asks for all of ${owner} gets orders of ${customer}. What must a salted key keep of the old one?`,
        );
      }
      owners.set(key, customer);
    }
  }
}

/**
 * Refuses another key than the name for a customer who is not hot.
 *
 * @param customer The customer's name.
 * @param keys The customer's keys.
 * @throws {Refused} If the list has another key, or an order gets one.
 */
export function checkName(customer: string, { all, of }: CustomerKeys): void {
  const used = ORDERS.map((order) => of(order));
  const found = [...all, ...used].find((key) => key !== customer);
  if (found === undefined) return;
  throw new Refused(
    `${customer} is not hot, and has the key "${found}". The records stored so far have the key "${customer}". Who will find them?`,
  );
}

/**
 * Refuses salt for a customer whose name only begins as the hotel's.
 *
 * @param customer The customer's name.
 * @param keys The customer's keys.
 * @throws {Refused} If several orders get several keys.
 */
export function checkLikeNamed(customer: string, keys: CustomerKeys): void {
  checkShape(customer, keys);
  const used = new Set([1201, 1202, 1203, 1204].map((order) => keys.of(order)));
  if (used.size === 1) return;
  throw new Refused(
    `${customer}, another customer, has four orders and ${used.size} keys for them: ${
      [...used].join(", ")
    }. Who was too hot, and how do you recognise it?`,
  );
}

/**
 * Refuses a list of keys that does not hold for the orders to come.
 *
 * @param customer The customer's name.
 * @param keys The customer's keys.
 * @throws {Refused} If an order gets a key that is not in the list.
 */
export function checkLater(customer: string, { all, of }: CustomerKeys): void {
  const order = ORDERS.find((each) => !all.includes(of(each)));
  if (order === undefined) return;
  throw new Refused(
    `Every order so far is found. But order ${order} of ${customer} would get the key "${
      of(order)
    }", which \`all\` does not name. What keeps the number of keys the same, however many orders come?`,
  );
}

/**
 * Refuses keys that a second program, which calls the same function, does not get.
 *
 * @param customer The customer's name.
 * @param first The keys that the first call gave.
 * @param second The keys that the second call gave.
 * @throws {Refused} If the lists differ, or an order gets another key.
 */
export function checkAgain(
  customer: string,
  first: CustomerKeys,
  second: CustomerKeys,
): void {
  const isSame = first.all.toSorted().join() === second.all.toSorted().join() &&
    ORDERS.every((order) => first.of(order) === second.of(order));
  if (isSame) return;
  throw new Refused(
    `Asked for the keys of ${customer} a second time, as another program would, keysFor gives others. What may they depend on, so that writers and readers agree?`,
  );
}

function checkShape(customer: string, keys: unknown): void {
  const { all, of } = (keys ?? {}) as Partial<CustomerKeys>;
  if (Array.isArray(all) && typeof of === "function") return;
  throw new Refused(
    `For ${customer} you returned ${
      Deno.inspect(keys)
    }. A list \`all\` and a function \`of\` were asked for, for every customer.`,
  );
}
