//! Writing the pinned inputs (封存依据) of a run: canonical text that [`super::inputs`] reads.
//!
//! Records come in this order: `inputs`, `cooperative`, `run`; `earlier`, `opening`, `charter`, `plan`; each `contract` with its
//! `step` and `receipt` records; `price`, `movements`; then each `member` with `holding`, `parcel` / `shop` (`gone-…` where it has left
//! the register since it was paid) and, in later runs, `given-line`, `given-tier-two`, `recovery`.

use super::inputs::{BookFigure, Given, Opening};
use super::plan::{Plan, PlanItem};
use super::run::{RunHeader, RunNumber};
use crate::domain::canonical::CanonicalText;
use crate::domain::contract::Contract;
use crate::domain::contract::grain_price::GrainPrice;
use crate::domain::contract::receipt::Receipt;
use crate::domain::contract::rent_step::{RentStandard, RentStep};
use crate::domain::contribution::{Contribution, ObjectKind};
use crate::domain::governance::charter::CharterTerm;
use crate::domain::governance::seal::Hash;
use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use crate::domain::quantity::Shares;
use crate::domain::register::movement::MovementKind;
use crate::domain::register::share_class::ShareClass;

/// Pinned inputs under way.
pub struct Pin {
    text: CanonicalText,
}

impl Pin {
    /// Begins with what the run is.
    pub fn new(header: &RunHeader, capacity: usize) -> Pin {
        let mut text = CanonicalText::with_capacity(capacity);
        text.record("inputs").number(1).end();
        text.record("cooperative").text(&header.cooperative_code).text(&header.cooperative_name).end();
        run_record(&mut text, "run", header);
        Pin { text }
    }

    /// A run that this one rests on.
    pub fn earlier(&mut self, run: RunNumber, seal: &Hash) {
        earlier_record(&mut self.text, run, seal);
    }

    /// What an opening figure must be.
    pub fn opening(&mut self, opening: &Opening) {
        let text = self.text.record("opening").text(opening.item.zh()).money(opening.amount);
        text.number(i64::from(opening.run.year.number())).number(i64::from(opening.run.number)).end();
    }

    /// What a figure of the plan is in the books.
    pub fn book(&mut self, figure: &BookFigure) {
        book_record(&mut self.text, figure);
    }

    /// A term in force.
    pub fn charter(&mut self, term: &CharterTerm) {
        self.text.record("charter").text(&term.item.zh()).text(&term.value).end();
    }

    /// The plan of the year.
    pub fn plan(&mut self, year: AccountingYear, plan: &Plan) {
        self.text.record("plan").text(PlanItem::YEAR).number(i64::from(year.number())).end();
        for (item, value) in plan.items() {
            self.text.record("plan").text(item.zh()).text(&value).end();
        }
    }

    /// A contract with its steps by start date and the receipts that count, by date, number and amount.
    pub fn contract(&mut self, contract: &Contract, steps: &[&RentStep], receipts: &[&Receipt]) {
        let text = self.text.record("contract").text(&contract.contract_no).text(contract.batch_name());
        text.text(contract.kind.zh()).text(contract.unit.zh()).date(contract.start_date).date(contract.end_date);
        text.text(if contract.fee_allowed { "是" } else { "否" }).end();
        for step in steps {
            let text =
                self.text.record("step").text(&step.contract_no).date(step.start_date).text(step.standard.method_zh());
            match &step.standard {
                RentStandard::Money(yuan) => text.e4(yuan.e4()).end(),
                RentStandard::InKind { kilograms, grain } => text.e4(kilograms.e4()).text(grain).end(),
            }
        }
        for receipt in receipts {
            let text = self.text.record("receipt").text(&receipt.contract_no).date(receipt.date);
            text.money(receipt.amount).text(&receipt.serial_no).end();
        }
    }

    /// A grain price of the year.
    pub fn price(&mut self, price: &GrainPrice) {
        let text = self.text.record("price").text(&price.grain).number(i64::from(price.year.number()));
        text.e4(price.price.e4()).text(&price.source).end();
    }

    /// The net change of a class by movements of one kind.
    pub fn movements(&mut self, class: &ShareClass, kind: MovementKind, shares: Shares) {
        self.text.record("movements").text(class.as_str()).text(kind.zh()).e4(shares.e4()).end();
    }

    /// Begins a member; those that follow belong to them.
    pub fn member(&mut self, member_no: &str, name: &str, household_no: &str, group: &str) {
        self.text.record("member").text(member_no).text(name).text(household_no).text(group).end();
    }

    /// What the member holds of a class on the record date.
    pub fn holding(&mut self, class: &str, shares: Shares) {
        self.text.record("holding").text(class).e4(shares.e4()).end();
    }

    /// What the member brought in, and what earlier runs gave for it.
    pub fn contribution(&mut self, contribution: &Contribution<'_>, gone: bool, given: Option<Given>) {
        let text = self.text.record(match (contribution.object, gone) {
            (ObjectKind::Parcel, false) => "parcel",
            (ObjectKind::Shop, false) => "shop",
            (ObjectKind::Parcel, true) => "gone-parcel",
            (ObjectKind::Shop, true) => "gone-shop",
        });
        text.text(contribution.contract_no).text(contribution.object_no).e4(contribution.area.e4());
        text.date(contribution.entry_date).optional_date(contribution.exit_date).end();
        if let Some(given) = given {
            self.text.record("given-line").money(given.amount).money(given.deduction).end();
        }
    }

    /// What tier two of earlier runs gave the member.
    pub fn given_tier_two(&mut self, given: Given) {
        self.text.record("given-tier-two").money(given.amount).money(given.deduction).end();
    }

    /// What earlier runs still want back from the member.
    pub fn recovery(&mut self, amount: Money) {
        self.text.record("recovery").money(amount).end();
    }

    /// The finished text.
    pub fn into_string(self) -> String {
        self.text.into_string()
    }
}

/// A run that another rests on, as a record: year, number, seal.
pub fn earlier_record(text: &mut CanonicalText, run: RunNumber, seal: &Hash) {
    let text = text.record("earlier").number(i64::from(run.year.number())).number(i64::from(run.number));
    text.text(&seal.to_string()).end();
}

/// The record of a figure of the books.
pub fn book_record(text: &mut CanonicalText, figure: &BookFigure) {
    text.record("book").text(figure.item.zh()).money(figure.amount).text(&figure.book).end();
}

/// A header as a record: year, number, kind, the run it follows, record date, cut-off.
pub fn run_record(text: &mut CanonicalText, name: &str, header: &RunHeader) {
    let text = text.record(name).number(i64::from(header.run.year.number())).number(i64::from(header.run.number));
    text.text(header.kind.code());
    match header.follows {
        Some(number) => text.number(i64::from(number)),
        None => text.text(""),
    };
    text.date(header.record_date).date(header.cut_off).end();
}
