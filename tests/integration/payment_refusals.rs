//! One of each thing that can stand against a payment: `refusals` lets every one of them speak.

use crate::support::{day, year};
use tonggu::domain::distribution::run::RunNumber;
use tonggu::domain::ledger::refusal::LedgerRefusal;
use tonggu::domain::money::Money;
use tonggu::domain::payment::bank_answer::AnswerKind;
use tonggu::domain::payment::batch::LineKey;
use tonggu::domain::payment::claim::{ClaimKey, Tier};
use tonggu::domain::payment::refusal::PaymentRefusal;
use tonggu::domain::payment::unpaid_mark::UnpaidState;
use tonggu::domain::refusal::Refusal;

pub fn payments() -> Vec<Refusal> {
    let run = RunNumber { year: year(2008), number: 1 };
    let (line, again) = (LineKey { batch_no: 3, line_no: 17 }, LineKey { batch_no: 4, line_no: 1 });
    let out_of_order =
        |before| PaymentRefusal::AnswerOutOfOrder { line, kind: AnswerKind::Returned, date: day("2009-02-05"), before };
    [
        PaymentRefusal::NothingPayable,
        PaymentRefusal::ClaimInBatch {
            claim: ClaimKey { run, tier: Tier::Two, member_no: "M001".into() },
            batch_no: 3,
        },
        PaymentRefusal::PaymentBatchUnknown { batch_no: 9, last: 3 },
        PaymentRefusal::PaymentBatchUnknown { batch_no: 9, last: 0 },
        PaymentRefusal::BatchSentAlready { batch_no: 3, sent: day("2009-02-01") },
        PaymentRefusal::BatchNotSent { batch_no: 3 },
        PaymentRefusal::BatchCancelled { batch_no: 3, reason: "账号有误".to_owned() },
        PaymentRefusal::OwnBatch { batch_no: 3, user: "zhou".to_owned() },
        PaymentRefusal::OtherChannel { batch_no: 3, is_cash: true },
        PaymentRefusal::OtherChannel { batch_no: 3, is_cash: false },
        PaymentRefusal::CashHandedOver { batch_no: 3, day: day("2009-02-03"), receiver: "王芳".into() },
        PaymentRefusal::RelationMissing { receiver: "王芳".into(), holder: "王建华".into() },
        PaymentRefusal::BatchHeld { batch_no: 3, run, hold: 5 },
        PaymentRefusal::HouseholdUnknown { household_no: "H9".into(), nearest: vec!["H1".into()] },
        PaymentRefusal::BatchMarked {
            line,
            member_no: "M003".into(),
            state: UnpaidState::Disputed,
            since: day("2009-02-01"),
        },
        PaymentRefusal::BankFileUnfit { given: "代发.txt".to_owned() },
        PaymentRefusal::LineUnknown { line, last: 12 },
        PaymentRefusal::LineUnfit { given: "3月17日".into() },
        PaymentRefusal::AnswerAmountDiffers { line, given: Money::from_fen(100), expected: Money::from_fen(101) },
        PaymentRefusal::AnswerAccountDiffers { line, given: "6217".into(), expected: "6218".into() },
        PaymentRefusal::AnswerTooEarly { line, date: day("2009-01-31"), sent: day("2009-02-01") },
        out_of_order(None),
        out_of_order(Some(AnswerKind::Failed)),
        out_of_order(Some(AnswerKind::Returned)),
        PaymentRefusal::AnswerOutOfOrder {
            line,
            kind: AnswerKind::Failed,
            date: day("2009-02-05"),
            before: Some(AnswerKind::Paid),
        },
        PaymentRefusal::AnswerChanged { line },
        PaymentRefusal::PaidAgain { line, again },
        PaymentRefusal::NothingToWriteOff { member_no: "M001".to_owned() },
        PaymentRefusal::WriteOffChanged { motion_no: 7, member_no: "M001".into() },
        PaymentRefusal::RecoveryInDraft { member_no: "M001".into(), run },
        PaymentRefusal::WrittenOffAlready { motion_no: 7, day: day("2012-03-01") },
        PaymentRefusal::NotWrittenOff { motion_no: 7 },
        PaymentRefusal::ClaimWrittenOff { line, motion_no: 7 },
        PaymentRefusal::PaymentTextMissing,
        PaymentRefusal::BankColumnUnknown { given: "手机".to_owned(), known: vec!["账号", "金额"] },
        PaymentRefusal::AmountOverflow,
    ]
    .map(Refusal::from)
    .into_iter()
    .chain(booking())
    .collect()
}

/// What stands against booking a payment, or taking a bank's statement.
fn booking() -> Vec<Refusal> {
    let beyond = |declared, received| LedgerRefusal::DividendBeyondDeclared {
        year: year(2008),
        declared: Money::from_fen(declared),
        received: Money::from_fen(received),
        given: Money::from_fen(61),
    };
    [
        LedgerRefusal::BankAccountUnclear { book: "hzs".into(), given: "".into(), accounts: vec!["10201".into()] },
        LedgerRefusal::BankAccountUnclear { book: "hzs".into(), given: "513".into(), accounts: vec!["102".into()] },
        LedgerRefusal::MotionUnpaid { motion_no: 3 },
        LedgerRefusal::MotionWithoutRule { motion_no: 3, kind: "付款" },
        LedgerRefusal::DividendUnfit { amount: Money::from_fen(-5) },
        beyond(100, 40),
        beyond(0, 0),
    ]
    .map(Refusal::from)
    .to_vec()
}
