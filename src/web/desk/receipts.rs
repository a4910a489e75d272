//! Receipts (收款): rent that came in.

use super::contracts::contract_cell;
use super::listing::{Field, Listing, Section, table};
use crate::application::contract;
use crate::domain::contract::receipt::Receipt;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::money::Money;
use crate::rendering::amount::{capital, yuan};
use crate::rendering::data_table::{DataCell, DataTable};
use crate::rendering::speech::Language;
use crate::rendering::table::Align;
use crate::web::address::with;
use crate::web::form::Form;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit};

/// What came in for a year of a contract, leading to its receipts.
pub(super) fn collected_cell(amount: Money, contract_no: &str, year: &str) -> DataCell {
    DataCell::money(amount).leading_to(with("/desk/receipts", &[("contract", contract_no), ("year", year)]))
}

/// Receipts as a table.
pub(super) fn receipt_table(receipts: &[Receipt], t: Language) -> DataTable {
    let columns = [
        ("日期", "Date", Align::Left),
        ("合同编号", "Contract", Align::Left),
        ("所属年度", "For the year", Align::Left),
        ("金额", "Amount", Align::Right),
        ("付款方", "Payer", Align::Left),
        ("流水号", "Reference", Align::Left),
    ];
    let mut shown = table(t, ("收款", "receipts"), columns);
    for receipt in receipts {
        shown.row([
            DataCell::day(receipt.date),
            contract_cell(&receipt.contract_no),
            DataCell::text(receipt.year.to_string()),
            DataCell::money(receipt.amount),
            DataCell::text(receipt.payer.as_str()),
            DataCell::text(receipt.serial_no.as_str()),
        ]);
    }
    if let Ok(total) = Money::sum(receipts.iter().map(|receipt| receipt.amount)) {
        let blank = DataCell::blank;
        shown.total = Some(vec![
            DataCell::text(t.say("合计", "Total")),
            blank(),
            blank(),
            DataCell::money(total),
            blank(),
            blank(),
        ]);
    }
    shown
}

/// The page.
pub fn list(visit: &mut Visit<'_>) -> Answered {
    let t = visit.t();
    let mut receipts = visit.read(contract::receipts)?;
    let query = &visit.asked.query;
    let mut form = Form::of(query);
    let (typed, contract_no) = (query.get("q").to_uppercase(), query.get("contract"));
    let year = form.year("year", t);
    receipts.retain(|receipt| {
        let texts = [&receipt.contract_no, &receipt.payer, &receipt.serial_no];
        texts.iter().any(|text| text.to_uppercase().contains(&typed))
            && (contract_no.is_empty() || receipt.contract_no == contract_no)
            && year.is_none_or(|year| receipt.year == year)
    });
    let total = Money::sum(receipts.iter().map(|receipt| receipt.amount));
    let total = total.map_err(|_| Trouble::refused(DistributionRefusal::AmountTooLarge))?;
    let shown = receipt_table(&receipts, t);
    let listing = Listing {
        title: t.say("收款台账", "Receipts").to_owned(),
        help: t.say(
            "每一笔租金：哪一份合同、算哪一年、谁付的。退款是负数。",
            "Every rent: of which contract, for which year, paid by whom. A refund is below zero.",
        ),
        fields: vec![
            Field::new(visit, "search", ("q", t.say("合同、付款方、流水号", "Contract, payer, reference")), ""),
            Field::new(visit, "search", ("contract", t.say("合同编号", "Contract")), ""),
            Field::new(visit, "number", ("year", t.say("所属年度", "For the year")), ""),
        ],
        form,
        figures: vec![
            (t.say("收款合计", "In all").to_owned(), format!("{} {}", yuan(total), t.say("元", "yuan"))),
            (t.say("大写", "In capitals").to_owned(), capital(total)),
        ],
        sections: vec![Section::new(
            "",
            shown,
            t.say(
                "没有符合的收款。导入收款台账以后列在这里。",
                "No receipt fits. Once a ledger of receipts is imported, they stand here.",
            ),
        )],
        ..Listing::default()
    };
    listing.answer(visit)
}
