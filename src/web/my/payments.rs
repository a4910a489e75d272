//! Every payment: how much, what for, and where the money is now.

use super::{payables, whose};
use crate::application::member;
use crate::domain::money::Money;
use crate::domain::payment::payable::Payable;
use crate::rendering::bank_file::masked_account;
use crate::rendering::payment_text;
use crate::rendering::speech::Language;
use crate::web::filters;
use crate::web::frame::Frame;
use crate::web::run_name;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "my/payments.html")]
struct PaymentsPage {
    t: Language,
    frame: Frame,
    member_no: String,
    today: NaiveDate,
    account: String,
    unpaid: Money,
    payments: Vec<Payment>,
}

/// A claim, and what became of it.
struct Payment {
    title: String,
    year: i32,
    tier: &'static str,
    amount: Money,
    since: NaiveDate,
    state: String,
    is_unpaid: bool,
    /// The transfers, each with what the bank said.
    transfers: Vec<(String, String)>,
}

/// The page.
pub fn payments(visit: &mut Visit<'_>) -> Answered {
    let (t, today) = (visit.t(), visit.today());
    let member_no = whose(visit)?;
    let payables = payables(visit, &member_no)?;
    let own = visit.read(|db, cooperative| member::member(db, cooperative, &member_no))?;
    let account = own.as_ref().filter(|member| !member.bank_account.is_empty());
    let account = account.map(|member| format!("{} {}", member.bank, masked_account(&member.bank_account)));
    let overview = std::sync::Arc::clone(&visit.overview);
    let payment = |payable: &Payable| {
        let run = payable.claim.key.run;
        let view = overview.runs().iter().find(|view| view.run.run == run);
        let told = payable.transfers.iter();
        Payment {
            title: view.map(|view| run_name::name(view, t)).unwrap_or_default(),
            year: run.year.number(),
            tier: t.say(payable.claim.key.tier.zh(), payable.claim.key.tier.en()),
            amount: payable.claim.amount().unwrap_or(Money::ZERO),
            since: payable.since,
            state: payment_text::state(&payable.state, t),
            is_unpaid: payable.is_unpaid(),
            transfers: told.map(|(line, state)| (line.to_string(), payment_text::line_state(state, t))).collect(),
        }
    };
    let mut payments: Vec<Payment> = payables.iter().map(payment).collect();
    payments.reverse();
    let unpaid = payments.iter().filter(|payment| payment.is_unpaid).map(|payment| payment.amount);
    page(&PaymentsPage {
        t,
        frame: visit.frame(),
        member_no,
        today,
        account: account.unwrap_or_default(),
        unpaid: Money::sum(unpaid).unwrap_or(Money::ZERO),
        payments,
    })
}
