import { assertRejects } from "@std/assert";
import type { Cluster } from "workbook/cluster.ts";
import { openShop } from "chapters/12_without_kafka/handovers/open_shops.ts";
import { Trouble } from "workbook/errors.ts";
import { timedOut } from "workbook/waiting.ts";

Deno.test("placeUntilKilled() fails when an order is neither answered nor stuck", async () => {
  const site = { topic: "", group: "", file: "", place: "", port: 0 };
  const day = {
    id: 0,
    shop: "() => () => new Promise(() => {})",
    warehouse: "() => {}",
    blow: "killed before the parcel leaves",
    site,
  } as const;
  const shop = await openShop({} as Cluster, day, []);
  const warehouse = {
    until: (_: unknown, what: string) => Promise.reject(timedOut(1_000, what)),
  };
  await assertRejects(
    () => shop.placeUntilKilled(warehouse),
    Trouble,
    "Timed out after 1 s waiting for order 1001 to be answered, or to be in hand",
  );
});
