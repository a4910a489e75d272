// The accountant's books and payments, to be read and printed.

import { journeys } from "./visitor.mjs";

const journey = journeys();

journey("the books are read, from the statements down to a voucher", async (visitor) => {
  await visitor.signIn("会计");
  for (const [path, ...texts] of [
    ["/desk/books"],
    ["/desk/books/statements", "52,792,710.43"],
    ["/desk/books/trial-balance"],
    ["/desk/books/general"],
    ["/desk/books/detail"],
    ["/desk/books/journal"],
    ["/desk/books/vouchers"],
    ["/desk/books/consolidation", "53,523,753.71", "11,660,261.97"],
    ["/desk/books/reconciliation", "632,944.39"],
    ["/desk/books/rules"],
  ]) {
    await visitor.open(path);
    await visitor.sees(...texts);
  }
});

journey("payments are read, from what is due to what the bank said of it", async (visitor) => {
  await visitor.signIn("出纳");
  for (const [path, ...texts] of [
    ["/desk/payments?q=M0000006", "2,002.09"],
    ["/desk/payments/tie"],
    ["/desk/payments/batches", "6,102,762.81"],
    ["/desk/payments/batches/2", "2,515.70"],
  ]) {
    await visitor.open(path);
    await visitor.sees(...texts);
  }
});
