/** A bank that carries out a charge once, however often it is asked. */
export interface Bank {
  /** Resolves when the order is charged; an id that the bank has seen before is left alone. */
  charge(id: string, order: string): Promise<void>;
}

/** A charge as it was asked for. */
export interface Charge {
  id: string;
  order: string;
}

/** What a bank remembers. */
export class BankBooks {
  #charged = new Map<string, string>();
  #leftAlone: Charge[] = [];

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

  /** The order for whose id this one's was mistaken, or `null`. */
  mistakenFor(order: string): Charge | null {
    const left = this.#leftAlone.find((charge) => charge.order === order);
    return left ? { id: left.id, order: this.#charged.get(left.id)! } : null;
  }
}
