/** A bank that carries out a charge once, however often it is asked. */
export interface Bank {
  /** Resolves when the order is charged; an id that the bank has seen before is left alone. */
  charge(id: string, order: string): Promise<void>;
}

/** A charge as it was asked for. */
export interface Charge {
  /** The id that the reader's function made for it. */
  id: string;
  /** The order's number. */
  order: string;
}

/** The books of a bank: the charges that it carried out, and those that it left alone. */
export class BankBooks {
  #charged = new Map<string, string>();
  #leftAlone: Charge[] = [];

  /** Carries out a charge, unless its id has been charged before. */
  charge({ id, order }: Charge): void {
    if (this.#charged.has(id)) this.#leftAlone.push({ id, order });
    else this.#charged.set(id, order);
  }

  /** The ids under which an order was really charged. */
  idsOf(order: string): string[] {
    return [...this.#charged].flatMap(([id, charged]) =>
      charged === order ? [id] : []
    );
  }

  /** The charge that was carried out under the id that this order came with, for another order; `null` for none. */
  mistakenFor(order: string): Charge | null {
    const left = this.#leftAlone.find((charge) => charge.order === order);
    return left ? { id: left.id, order: this.#charged.get(left.id)! } : null;
  }
}
