//! Every refusal that there is speaks Chinese and English, names the value, and says how to mend it.

use crate::cooperative_refusals::of_cooperatives;
use crate::refused_layouts::{of_charts, of_layouts, of_rules, of_voucher_sheets};
use crate::sheet_refusals::{cells, sheets};
use crate::support::{day, year};
use std::collections::BTreeSet;
use strum::VariantNames;
use tonggu::domain::access::refusal::AccessRefusal;
use tonggu::domain::canonical::CanonicalFlaw;
use tonggu::domain::contract::ContractKind;
use tonggu::domain::contract::refusal::ContractRefusal;
use tonggu::domain::contribution::ObjectKind;
use tonggu::domain::contribution::refusal::ContributionRefusal;
use tonggu::domain::distribution::plan::PlanItem;
use tonggu::domain::distribution::refusal::DistributionRefusal;
use tonggu::domain::distribution::run::RunNumber;
use tonggu::domain::governance::body::Body;
use tonggu::domain::governance::charter::CharterItem;
use tonggu::domain::governance::procedure::{MotionKind, Stage};
use tonggu::domain::governance::proposal::Payer;
use tonggu::domain::governance::refusal::GovernanceRefusal;
use tonggu::domain::governance::seal::Hash;
use tonggu::domain::governance::supervision::SupervisionKind;
use tonggu::domain::ledger::account::{AccountClass, Dimension, Purpose};
use tonggu::domain::ledger::book::BookKind;
use tonggu::domain::ledger::booked_otherwise::{BookedMend, BookedOtherwise, EventOrigin};
use tonggu::domain::ledger::reconciliation_refusal::ReconciliationRefusal;
use tonggu::domain::ledger::refusal::LedgerRefusal;
use tonggu::domain::ledger::voucher::{VoucherNumber, VoucherWord};
use tonggu::domain::money::Money;
use tonggu::domain::payment::refusal::PaymentRefusal;
use tonggu::domain::period::{AccountingPeriod, DateRange};
use tonggu::domain::quantity::{Area, AreaUnit, Shares};
use tonggu::domain::refusal::{CooperativeRefusal, Problem, Refusal};
use tonggu::domain::register::movement::{MovementKind, Parties};
use tonggu::domain::register::refusal::RegisterRefusal;
use tonggu::domain::register::share_class::ShareClass;
use tonggu::domain::request::{Expected, RequestRefusal};
use tonggu::domain::sheet::{CellFlaw, SheetRefusal};
use tonggu::domain::statement::refusal::StatementRefusal;
use tonggu::rendering::speech::{self, Language};

fn yuan(fen: i64) -> Money {
    Money::from_fen(fen)
}

/// Whatever was booked says something else, however its voucher is put right.
fn booked_otherwise() -> Vec<Refusal> {
    use BookedMend::{Correct, Discard, Reverse};
    use EventOrigin::{BankAnswers, Contributions, Dividend, Motion, Receipts, Run};
    let cases = [
        (Receipts, Discard),
        (Contributions, Reverse),
        (Run, Correct),
        (BankAnswers, Reverse),
        (Motion, Correct),
        (Dividend, Discard),
    ];
    let refusal = |(origin, mend)| {
        let (source, voucher) = ("收款 R1".into(), "2008-03 记-1".into());
        LedgerRefusal::BookedOtherwise(BookedOtherwise {
            origin,
            mend,
            source,
            voucher,
            booked: yuan(500),
            now: yuan(50),
        })
    };
    cases.map(refusal).map(Refusal::from).to_vec()
}

fn days() -> DateRange {
    DateRange { first: day("2008-01-01"), last: day("2008-03-31") }
}

fn register() -> Vec<Refusal> {
    let (member_no, other) = (|| "M001".into(), || "M002".into());
    let class = || ShareClass::new("土地股");
    let (held, more) = (Shares::from_e4(-10_000), Shares::from_e4(30_000));
    let sides = [Parties::ReceiverOnly, Parties::GiverOnly, Parties::Both, Parties::ExactlyOne];
    let sides = sides.map(|expected| RegisterRefusal::MovementSidesUnfit { kind: MovementKind::Transfer, expected });
    let others = [
        RegisterRefusal::MemberNumberRepeated { member_no: member_no(), first: "2".to_owned() },
        RegisterRefusal::MemberNotNamed,
        RegisterRefusal::MemberUnknown { member_no: member_no(), nearest: vec![other()] },
        RegisterRefusal::IdNumberUnknown { id_number: "900101194912310020".into() },
        RegisterRefusal::NameDiffers { member_no: member_no(), given: "甲".into(), held: "乙".into() },
        RegisterRefusal::NameAmbiguous { name: "甲".into(), member_nos: vec![member_no(), other()] },
        RegisterRefusal::IdNumberShared { id_number: "900101194912310020".into(), other: other() },
        RegisterRefusal::TwoHeads { household_no: "H1".into(), other: other() },
        RegisterRefusal::HeadNotFound { head: "甲".into() },
        RegisterRefusal::ShareClassUnknown { class: "农机股".into(), known: vec!["土地股".into()] },
        RegisterRefusal::HoldingFallsBelowZero {
            member_no: member_no(),
            class: class(),
            date: day("2008-05-01"),
            held,
        },
        RegisterRefusal::FrozenSharesMove {
            member_no: member_no(),
            class: class(),
            date: day("2008-05-01"),
            held: more,
            frozen: more,
        },
        RegisterRefusal::CertificateShared { certificate_no: "Z1".into(), other: other() },
        RegisterRefusal::SharesUnlikeArea { member_no: member_no(), class: class(), held: more, by_area: more },
        RegisterRefusal::SharesUnlikeQuantification { class: class(), total: more, given: more },
    ];
    others.into_iter().chain(sides).map(Refusal::from).collect()
}

fn contributions_and_contracts() -> Vec<Refusal> {
    let contract_no = || "TD-1".into();
    let contributions = [
        ContributionRefusal::ExitBeforeEntry { entry_date: day("2008-05-01"), exit_date: day("2008-04-01") },
        ContributionRefusal::OutsideContract { contract_no: contract_no(), range: days(), given: day("2009-01-01") },
        ContributionRefusal::ContractLeasesOut { contract_no: contract_no(), kind: ContractKind::LandSublease },
        ContributionRefusal::ContractUnlike {
            contract_no: contract_no(),
            kind: ContractKind::ShopLease,
            unit: AreaUnit::SquareMetre,
            object: ObjectKind::Parcel,
        },
        ContributionRefusal::ActiveTwice {
            object: ObjectKind::Shop,
            object_no: "A-1".into(),
            other_member_no: "M002".into(),
            other: "5".to_owned(),
            days: days(),
        },
        ContributionRefusal::AreaUnlikeContract {
            contract_no: contract_no(),
            contract_area: Area::from_e4(10_000),
            contributed: Area::from_e4(20_000),
        },
    ];
    let contracts = [
        ContractRefusal::ContractUnknown { contract_no: contract_no(), nearest: vec!["TD-2".into()] },
        ContractRefusal::EndBeforeStart { start_date: day("2008-05-01"), end_date: day("2008-04-01") },
        ContractRefusal::GrainNotNamed,
        ContractRefusal::RentStepNotInForce { contract_no: contract_no(), days: days() },
        ContractRefusal::GrainPriceNotKnown { contract_no: contract_no(), grain: "黄谷".into(), year: year(2008) },
        ContractRefusal::ReceiptsAboveDue {
            contract_no: contract_no(),
            year: year(2008),
            collected: yuan(200),
            due: yuan(100),
        },
        ContractRefusal::ReceiptDatedAhead { date: day("2029-01-05"), today: day("2009-01-06") },
        ContractRefusal::ReceiptOfNothing { amount: Money::ZERO },
        ContractRefusal::ContractDoesNotLeaseOut { contract_no: contract_no(), kind: ContractKind::LandTransfer },
        ContractRefusal::ContentNotNamed,
        ContractRefusal::ContentNotContributed { object: ObjectKind::Parcel, object_no: "1-001".into() },
    ];
    contributions.into_iter().map(Refusal::from).chain(contracts.map(Refusal::from)).collect()
}

fn distribution() -> Vec<Refusal> {
    let contract_no = || "TD-1".into();
    let run = RunNumber { year: year(2008), number: 2 };
    [
        DistributionRefusal::PlanMissing { year: year(2008) },
        DistributionRefusal::PlanItemMissing { item: PlanItem::RecordDate },
        DistributionRefusal::CharterTermMissing { item: CharterItem::ReserveRate },
        DistributionRefusal::RentStepMissing { contract_no: contract_no(), days: days() },
        DistributionRefusal::GrainPriceMissing { contract_no: contract_no(), grain: "黄谷".into(), year: year(2008) },
        DistributionRefusal::HoldingBelowZero {
            member_no: "M001".into(),
            class: ShareClass::new("土地股"),
            held: Shares::from_e4(-1),
        },
        DistributionRefusal::CollectedBelowZero { contract_no: contract_no(), collected: yuan(-1) },
        DistributionRefusal::DividendTooLarge { given: yuan(2), largest: yuan(1) },
        DistributionRefusal::PoolTooLarge { given: yuan(2), available: yuan(1) },
        DistributionRefusal::NoEligibleShares { pool: yuan(1) },
        DistributionRefusal::OpeningDiffers { item: PlanItem::Undistributed, given: yuan(2), expected: yuan(1), run },
        DistributionRefusal::FigureUnlikeBooks {
            item: PlanItem::CompanyProfit,
            given: yuan(2),
            books: yuan(1),
            book: "gs".to_owned(),
        },
        DistributionRefusal::FollowedRunUnknown { run, counting: Vec::new() },
        DistributionRefusal::RunEffectiveAlready { run },
        DistributionRefusal::RunUnderProcedure { run, motion_no: 5 },
        DistributionRefusal::NothingVoided { motion_no: 5 },
        DistributionRefusal::NothingChanged { run, cut_off: day("2008-12-31") },
        DistributionRefusal::RunNotEffective { run },
        DistributionRefusal::RunSuperseded { run, by: RunNumber { year: year(2008), number: 9 } },
        DistributionRefusal::RunBooked { run, voucher: "#12".into() },
        DistributionRefusal::CutOffBeforeEarlier { given: day("2008-01-01"), latest: day("2008-12-31") },
        DistributionRefusal::EarlierRunMissing { run },
        DistributionRefusal::AssumptionUnknown {
            item: "公司税后利润".into(),
            nearest: Vec::new(),
            known: vec!["其他分配".into()],
        },
        DistributionRefusal::AssumptionUnfit { item: "公积公益金提取比例".into(), given: "120".into() },
        DistributionRefusal::RunUnknown { year: year(2008), number: None, known: vec![run] },
        DistributionRefusal::RunUnknown { year: year(2008), number: Some(7), known: vec![run] },
        DistributionRefusal::StatementUnknown { member_no: "M009".into(), run },
        DistributionRefusal::AmountTooLarge,
        DistributionRefusal::PinnedInputsBroken(CanonicalFlaw { record: 3, flaw: "no such record".to_owned() }),
        DistributionRefusal::ControlTotalBroken {
            number: 1,
            subject: "TD-1".into(),
            left: "1.00".into(),
            right: "2.00".into(),
        },
    ]
    .map(Refusal::from)
    .to_vec()
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
fn governance() -> Vec<Refusal> {
    let (motion_no, objection_no) = (1, 2);
    let (body, day) = (Body::BoardOfDirectors, day("2009-01-05"));
    let (name, user) = (|| "陈国强".to_owned(), || "chen".to_owned());
    let (stage, subject) = (|| Stage::Notice, || "2008#1".to_owned());
    [
        GovernanceRefusal::MotionUnknown { motion_no, last: 3 },
        GovernanceRefusal::ProcedureMissing { kind: MotionKind::Payment },
        GovernanceRefusal::NoticeDaysMissing,
        GovernanceRefusal::VotingRuleMissing { body, item: CharterItem::Quorum(body) },
        GovernanceRefusal::MotionOnSubject { subject: subject(), motion_no },
        GovernanceRefusal::ContentSeenDiffers { motion_no, seen: Hash::of(b"1"), content: Hash::of(b"2") },
        GovernanceRefusal::ContentChanged { motion_no, subject: subject(), by: "2008#2".to_owned() },
        GovernanceRefusal::MotionDecided { motion_no },
        GovernanceRefusal::OtherStage { motion_no, stage: stage() },
        GovernanceRefusal::NotYetTheirTurn { motion_no, body },
        GovernanceRefusal::StageClosed { motion_no, stage: stage(), on: day },
        GovernanceRefusal::SeatNotHeld { name: name(), body, day },
        GovernanceRefusal::VotedAlready { motion_no, name: name(), body },
        GovernanceRefusal::PreparerVotes { motion_no, user: user() },
        GovernanceRefusal::NobodySignedIn,
        GovernanceRefusal::VoteLate { motion_no, deadline: day },
        GovernanceRefusal::DeadlinePassed { given: day, day },
        GovernanceRefusal::ChairCloses { motion_no, body, deadline: None },
        GovernanceRefusal::ChairCloses { motion_no, body, deadline: Some(day) },
        GovernanceRefusal::VotesCastAlready { motion_no, votes: 4 },
        GovernanceRefusal::MoreVotesThanSeats { body, given: 10, seats: 9 },
        GovernanceRefusal::PublishedAlready { motion_no, last_day: day },
        GovernanceRefusal::NotPublished { motion_no },
        GovernanceRefusal::ObjectionLate { motion_no, first_day: day, last_day: day },
        GovernanceRefusal::ObjectionUnknown { motion_no, objection_no },
        GovernanceRefusal::AnsweredAlready { motion_no, objection_no },
        GovernanceRefusal::NoticeNotOver { motion_no, last_day: day },
        GovernanceRefusal::ObjectionsOpen { motion_no, objections: vec![1, 3] },
        GovernanceRefusal::NothingHeld { motion_no },
        GovernanceRefusal::NothingToPay { motion_no },
        GovernanceRefusal::NotEffective { motion_no },
        GovernanceRefusal::PaidAlready { motion_no, paid_on: day },
        GovernanceRefusal::PaymentHeld { motion_no, hold: 2 },
        GovernanceRefusal::NotYetDue { motion_no, due: day },
        GovernanceRefusal::HeldAlready { hold: 2 },
        GovernanceRefusal::HoldUnexplained,
        GovernanceRefusal::InspectorUnfit { name: name(), body },
        GovernanceRefusal::ElectionUnknown { election_no: 3, last: 1 },
        GovernanceRefusal::ElectionStage { election_no: 1, expected: "只公布一次" },
        GovernanceRefusal::CandidateMarginMissing,
        GovernanceRefusal::CandidateTwice { name: name() },
        GovernanceRefusal::CandidateUnknown { name: name() },
        GovernanceRefusal::TooFewCandidates { given: 8, least: 9 },
        GovernanceRefusal::CandidatesStillUp { election_no: 1, last_day: day },
        GovernanceRefusal::BallotsImpossible { issued: 78, valid: 79, votes: 500 },
        GovernanceRefusal::RecordUnknown { record_no: 2, last: 1 },
        GovernanceRefusal::RecordEnded { record_no: 1 },
        GovernanceRefusal::ChairSetsDeadline { motion_no, body },
        GovernanceRefusal::RecorderUnfit { name: name(), body },
        GovernanceRefusal::TextMissing,
        GovernanceRefusal::ObjectLineTooLong { letters: 61, most: 60 },
        GovernanceRefusal::PaymentNeedsVote { kind: MotionKind::GeneralMatter },
        GovernanceRefusal::PayerUnfit { kind: MotionKind::MajorMatter, payer: Payer::Cooperative },
        GovernanceRefusal::AmendmentTooFar { motion_no: 5 },
        GovernanceRefusal::FileEmpty { file: "会议记录.pdf".to_owned() },
        GovernanceRefusal::TermBackdated { item: CharterItem::NoticeDays, effective_date: None, day },
        GovernanceRefusal::TermBeforeCount { first_day: day, counted_on: day },
        GovernanceRefusal::TermEndsEarly { first_day: day, last_day: day },
        GovernanceRefusal::KindNeedsSubject { kind: MotionKind::Hold },
        GovernanceRefusal::ChangeNeedsMotion { kind: MotionKind::CharterChange },
        GovernanceRefusal::OtherKind { motion_no, kind: MotionKind::Payment, expected: MotionKind::CharterChange },
        GovernanceRefusal::FileNotDecided { motion_no },
        GovernanceRefusal::CarriedOutAlready { motion_no, on: day, batch_no: 3 },
        GovernanceRefusal::SubjectNotEffective { subject: subject() },
        GovernanceRefusal::NoLevy { subject: subject() },
        GovernanceRefusal::SubjectHeld { subject: subject(), hold: 2 },
        GovernanceRefusal::CosignerTwice { name: name() },
        GovernanceRefusal::KinshipWithSelf { name: name() },
        GovernanceRefusal::ElectorsUnfit { body },
        GovernanceRefusal::NoReport { record_no: 1 },
        GovernanceRefusal::EndorsedAlready { record_no: 1, name: name() },
        GovernanceRefusal::MoreSeatsThanCharter { body, day, held: 10, seats: 9 },
        GovernanceRefusal::RouteUnfit { kind: SupervisionKind::Question, given: "镇纪委".to_owned(), routes: &[] },
        GovernanceRefusal::FileUnreadable { file: "会议记录.pdf".to_owned(), reason: "denied".to_owned() },
    ]
    .map(Refusal::from)
    .to_vec()
}

fn accounts_of_books() -> Vec<Refusal> {
    let (book, code, name) = (|| "hzs".into(), || "11302".into(), || "内部往来".into());
    let codes = || vec!["101".into(), "102".into()];
    let columns = ["类别", "方向", "辅助核算", "用途", "归入行次", "科目编码"];
    let rows = columns.map(|column| LedgerRefusal::ChartRowUnfit { row: 7, column, given: "资金".to_owned() });
    let others = [
        LedgerRefusal::BookUnknown { book: book(), known: vec!["gs".into(), "wy".into()] },
        LedgerRefusal::BookUnknown { book: book(), known: Vec::new() },
        LedgerRefusal::BookExists { book: book() },
        LedgerRefusal::BookCodeUnfit { given: "a b".into() },
        LedgerRefusal::ChartUnknown { given: "科目.csv".to_owned(), known: vec!["collective-2023".into()] },
        LedgerRefusal::AccountUnknown { book: book(), code: code(), nearest: codes() },
        LedgerRefusal::AccountUnknown { book: book(), code: code(), nearest: Vec::new() },
        LedgerRefusal::AccountIsParent { code: code(), name: name(), children: codes() },
        LedgerRefusal::AccountNotCash { code: code(), name: name(), cash: codes() },
        LedgerRefusal::AccountNameDiffers { code: code(), given: "现金".into(), held: "往来".to_owned() },
        LedgerRefusal::AccountCodeUnfit { code: "1a".into(), name: name() },
        LedgerRefusal::AccountExists { code: code(), name: name() },
        LedgerRefusal::AccountUnlikeParent {
            code: code(),
            class: AccountClass::Income,
            parent: "113".into(),
            parent_class: AccountClass::Asset,
        },
        LedgerRefusal::AccountWithoutParent { code: code() },
        LedgerRefusal::AccountHasLines { code: code(), lines: 4 },
        LedgerRefusal::DimensionMissing { code: code(), name: name(), dimension: Dimension::Member },
        LedgerRefusal::DimensionUnknown { dimension: Dimension::Contract, given: "TD-9".into() },
    ];
    others.into_iter().chain(rows).map(Refusal::from).collect()
}

fn vouchers_and_periods() -> Vec<Refusal> {
    let period = |number| AccountingPeriod::try_new(year(2008), number).unwrap();
    let (book, voucher, march) = (|| "hzs".into(), || "2008-03 记-3".into(), period(3));
    let number = |number| VoucherNumber { word: VoucherWord::General, number };
    let vouchers = || vec!["#9".into(), "#10".into()];
    [
        LedgerRefusal::VoucherTooShort { lines: 1 },
        LedgerRefusal::LineEmpty { line: 2 },
        LedgerRefusal::SummaryUnfit { line: 1, given: "".into() },
        LedgerRefusal::SummaryUnfit { line: 2, given: "记".repeat(201).into() },
        LedgerRefusal::LineOnBothSides { debit: yuan(200), credit: yuan(100) },
        LedgerRefusal::VoucherUnbalanced { debit: yuan(200), credit: yuan(100) },
        LedgerRefusal::VoucherTooLarge,
        LedgerRefusal::YearNotClosed {
            book: "hzs".into(),
            year: year(2008),
            open: AccountingPeriod::opening(year(2008)),
        },
        LedgerRefusal::YearNotFinished {
            book: "hzs".into(),
            year: year(2008),
            open: AccountingPeriod::distribution(year(2008)),
        },
        LedgerRefusal::YearWithoutBooks { year: year(2007) },
        LedgerRefusal::BookOfKindMissing { kind: BookKind::Company },
        LedgerRefusal::BookOfKindExists { kind: BookKind::Company, book: "gs".into() },
        LedgerRefusal::AccountOverdrawn {
            code: "101".into(),
            name: "库存现金".to_owned(),
            date: day("2008-03-01"),
            balance: yuan(-500),
        },
        LedgerRefusal::DatedAhead { date: day("2009-03-01"), today: day("2008-03-01") },
        LedgerRefusal::PurposeMissing { book: book(), purpose: Purpose::Undistributed },
        LedgerRefusal::ClosingWaits { book: book(), period: period(12), voucher: "#9".into() },
        LedgerRefusal::RangeUnfit { first: march, last: period(2) },
        LedgerRefusal::ReversalNotReversed { voucher: voucher() },
        LedgerRefusal::ReversedBeforeItself { voucher: voucher(), date: day("2008-03-01"), own: day("2008-03-05") },
        LedgerRefusal::RuleMissing { rule: "rent_received".into() },
        LedgerRefusal::RuleLegMissing { rule: "rent_received".into(), leg: "bank".into() },
        LedgerRefusal::DayOutsidePeriod { date: day("2008-04-01"), period: march },
        LedgerRefusal::DayOutsidePeriod { date: day("2008-04-01"), period: period(0) },
        LedgerRefusal::DayOutsidePeriod { date: day("2008-04-01"), period: period(13) },
        LedgerRefusal::VoucherNumberUnfit { given: "3号".into() },
        LedgerRefusal::VoucherNumberGap { book: book(), period: march, given: number(5), expected: number(4) },
        LedgerRefusal::VoucherScattered { number: number(3), first: "7".to_owned() },
        LedgerRefusal::AttachmentMissing,
        LedgerRefusal::SourceBookedTwice { source: "收据-12".into(), voucher: voucher() },
        LedgerRefusal::PeriodClosed { book: book(), period: march, open: period(4) },
        LedgerRefusal::PeriodBeforeBook { book: book(), period: march, first_year: year(2009) },
        LedgerRefusal::PeriodNotNext { book: book(), period: march, next: period(2) },
        LedgerRefusal::VouchersNotPosted { book: book(), period: march, vouchers: vouchers() },
        LedgerRefusal::IncomeNotClosed { book: book(), period: period(12), accounts: vec!["501".into(), "511".into()] },
        LedgerRefusal::VoucherUnknown { given: "#99".into() },
        LedgerRefusal::NoVouchers { book: book(), period: march },
        LedgerRefusal::VoucherPosted { voucher: voucher() },
        LedgerRefusal::VoucherReviewed { voucher: "#9".into() },
        LedgerRefusal::VoucherNotPosted { voucher: "#9".into() },
        LedgerRefusal::OwnReview { voucher: "#9".into(), user: "chen".to_owned() },
        LedgerRefusal::NotReviewed { vouchers: vouchers() },
        LedgerRefusal::CashierHasNotSigned { vouchers: vouchers() },
        LedgerRefusal::ReversedAlready { voucher: voucher(), by: "#12".into() },
        LedgerRefusal::PriorYearNotReversed { voucher: voucher(), year: year(2008) },
        LedgerRefusal::PriorYearTouchesIncome { account: "501".into(), year: year(2008) },
    ]
    .map(Refusal::from)
    .to_vec()
}

fn requests() -> Vec<Refusal> {
    let (name, key, given) = (|| "year".to_owned(), "k-1".to_owned(), "甲".to_owned());
    let all = [
        Expected::Like("2008"),
        Expected::OneOf(vec!["for", "against"]),
        Expected::Between(1, 500),
        Expected::Between(1, i64::MAX),
        Expected::Between(i64::MIN, i64::MAX),
        Expected::Characters(1, 40),
        Expected::Flag,
        Expected::List(500),
        Expected::Object,
        Expected::File,
    ];
    let mut refusals: Vec<RequestRefusal> =
        all.into_iter().map(|expected| RequestRefusal::ParameterMissing { name: name(), expected }).collect();
    refusals.extend([
        RequestRefusal::ParameterUnfit { name: name(), given: given.clone(), expected: Expected::Like("2008") },
        RequestRefusal::ParameterNameWrong { name: "jahr".to_owned(), known: vec!["year", "on"] },
        RequestRefusal::ParameterNameWrong { name: "jahr".to_owned(), known: Vec::new() },
        RequestRefusal::CursorWrong { given },
        RequestRefusal::IdempotencyKeyReused { key },
    ]);
    refusals.into_iter().map(Refusal::from).collect()
}

fn one_of_each() -> Vec<Refusal> {
    [
        [sheets(), cells()].concat(),
        register(),
        contributions_and_contracts(),
        distribution(),
        governance(),
        crate::access_refusals::access(),
        accounts_of_books(),
        vouchers_and_periods(),
        booked_otherwise(),
        crate::payment_refusals::payments(),
        crate::reconciliation::refusals(),
        of_layouts(),
        of_charts(),
        of_rules(),
        of_voucher_sheets(),
        of_cooperatives(),
        requests(),
    ]
    .concat()
}

fn is_chinese(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

#[test]
fn every_refusal_speaks_both_languages() {
    for refusal in one_of_each() {
        let code = refusal.code();
        let problem = Problem::new(refusal.clone());
        let zh = speech::sentence(&problem, Language::Chinese);
        let en = speech::sentence(&problem, Language::English);
        assert!(zh.chars().filter(|character| is_chinese(*character)).count() >= 8, "{code}: {zh}");
        assert!(zh.ends_with(['。', '？']) && en.ends_with('.'), "{code}: {zh} {en}");
        assert!(en.split(' ').count() >= 5, "{code}: {en}");
        let given = speech::given(&refusal);
        // Sizes are said in megabytes, rows by their number in the sheet.
        if !given.is_empty() && !["file_too_large", "file_expands_too_far"].contains(&code) {
            // People read sums with thousands set apart, programs without.
            let is_said =
                |sentence: &str, part: &str| sentence.contains(part) || sentence.replace(',', "").contains(part);
            let said = |sentence: &str| given.split('、').all(|part| is_said(sentence, part));
            assert!(said(&zh), "{code}: {given} in {zh}");
            assert!(said(&en), "{code}: {given} in {en}");
        }
        for language in [Language::Chinese, Language::English] {
            let words = speech::words(&refusal, language);
            assert!(!words.what.is_empty() && !words.mend.is_empty(), "{code}");
            assert!(!words.mend.contains("…") && !words.what.contains("{"), "{code}");
        }
    }
}

#[test]
fn none_is_left_out() {
    let spoken: BTreeSet<&str> = one_of_each().iter().map(Refusal::code).collect();
    let named = [
        &problems_of_a_sheet()[..],
        DistributionRefusal::VARIANTS,
        GovernanceRefusal::VARIANTS,
        AccessRefusal::VARIANTS,
        LedgerRefusal::VARIANTS,
        ReconciliationRefusal::VARIANTS,
        PaymentRefusal::VARIANTS,
        StatementRefusal::VARIANTS,
        CooperativeRefusal::VARIANTS,
        RequestRefusal::VARIANTS,
    ];
    let named = named.concat();
    let all: BTreeSet<&str> = named.iter().copied().collect();
    assert_eq!(spoken, all);
    // One name, one meaning: no two nouns refuse by the same name.
    assert_eq!(named.len(), all.len());
}

/// The names of everything that can be wrong with a sheet.
pub fn problems_of_a_sheet() -> Vec<&'static str> {
    let named = [
        SheetRefusal::VARIANTS,
        CellFlaw::VARIANTS,
        RegisterRefusal::VARIANTS,
        ContributionRefusal::VARIANTS,
        ContractRefusal::VARIANTS,
    ];
    named.concat()
}
