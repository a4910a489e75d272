//! The value that a refusal found, as programs and tables show it.

use super::list;
use crate::domain::access::refusal::AccessRefusal as Access;
use crate::domain::governance::refusal::GovernanceRefusal as Governance;
use crate::domain::ledger::reconciliation_refusal::ReconciliationRefusal as Reconciliation;
use crate::domain::ledger::refusal::LedgerRefusal as Ledger;
use crate::domain::payment::refusal::PaymentRefusal as Payment;
use crate::domain::period::china_time;
use crate::domain::quantity::shortest;
use crate::domain::refusal::Refusal;
use crate::domain::request::RequestRefusal as Request;
use crate::domain::statement::layout::FlawKind;
use crate::domain::statement::refusal::StatementRefusal as Statement;

/// The value that a refusal found, for programs.
#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub fn given(refusal: &Refusal) -> String {
    use crate::domain::contract::refusal::ContractRefusal as Contract;
    use crate::domain::contribution::refusal::ContributionRefusal as Contribution;
    use crate::domain::distribution::refusal::DistributionRefusal as Distribution;
    use crate::domain::refusal::CooperativeRefusal as Cooperative;
    use crate::domain::register::refusal::RegisterRefusal as Register;
    use crate::domain::sheet::SheetRefusal as Sheet;
    match refusal {
        Refusal::Cell(cell) => cell.given.to_string(),
        Refusal::Sheet(sheet) => match sheet {
            Sheet::FileTooLarge { size, .. } | Sheet::FileExpandsTooFar { size, .. } => size.to_string(),
            Sheet::SheetTooWide { .. } | Sheet::TooManyCells { .. } => String::new(),
            Sheet::HoldingDateMissing { columns } => list(columns),
            Sheet::SheetNotRecognised { headings, .. } => list(headings),
            Sheet::HeadingAmbiguous { headings, .. } => list(headings),
            Sheet::HeadingUnknown { heading, .. } => heading.to_string(),
            Sheet::HeadingChoiceUnfit { given } | Sheet::EncodingUnfit { given } => given.clone(),
            Sheet::HeadingRowUnfit { given, .. } => given.to_string(),
            Sheet::TooManyFiles { given, .. } | Sheet::TooManyWaiting { given } => given.to_string(),
            Sheet::BeingStored { files } => list(files),
            Sheet::TotalDiffers { given, .. } | Sheet::CarriedBalanceDiffers { given, .. } => given.to_string(),
            Sheet::QuantityMerged { rows, .. } => rows.to_string(),
            Sheet::MoreProblems { count, .. } => count.to_string(),
            Sheet::FileMissing { .. }
            | Sheet::FileWithoutContent
            | Sheet::PasswordProtected
            | Sheet::NotAWorkbook
            | Sheet::FileDamaged { .. }
            | Sheet::NothingToRead
            | Sheet::CopyNotWritten { .. }
            | Sheet::CellTooLong { .. }
            | Sheet::QuoteNotClosed { .. }
            | Sheet::HeadingsOnly
            | Sheet::RowRepeated { .. } => String::new(),
        },
        Refusal::Register(register) => match register {
            Register::MemberNumberRepeated { member_no, .. } | Register::MemberUnknown { member_no, .. } => {
                member_no.to_string()
            }
            Register::MemberNotNamed => String::new(),
            Register::IdNumberUnknown { id_number } | Register::IdNumberShared { id_number, .. } => {
                id_number.to_string()
            }
            Register::NameDiffers { given, .. } => given.to_string(),
            Register::NameAmbiguous { name, .. } => name.to_string(),
            Register::TwoHeads { household_no, .. } => household_no.to_string(),
            Register::HeadNotFound { head } => head.to_string(),
            Register::ShareClassUnknown { class, .. } => class.to_string(),
            Register::MovementSidesUnfit { kind, .. } => kind.zh().to_owned(),
            Register::HoldingFallsBelowZero { held, .. }
            | Register::FrozenSharesMove { held, .. }
            | Register::SharesUnlikeArea { held, .. } => shortest(&held.to_string()).to_owned(),
            Register::SharesUnlikeQuantification { total, .. } => shortest(&total.to_string()).to_owned(),
            Register::CertificateShared { certificate_no, .. } => certificate_no.to_string(),
        },
        Refusal::Contribution(contribution) => match contribution {
            Contribution::ExitBeforeEntry { exit_date, .. } => exit_date.to_string(),
            Contribution::OutsideContract { given, .. } => given.to_string(),
            Contribution::ContractLeasesOut { contract_no, .. } | Contribution::ContractUnlike { contract_no, .. } => {
                contract_no.to_string()
            }
            Contribution::ActiveTwice { object_no, .. } => object_no.to_string(),
            Contribution::AreaUnlikeContract { contributed, .. } => shortest(&contributed.to_string()).to_owned(),
        },
        Refusal::Contract(contract) => match contract {
            Contract::ContractUnknown { contract_no, .. }
            | Contract::RentStepNotInForce { contract_no, .. }
            | Contract::ContractDoesNotLeaseOut { contract_no, .. } => contract_no.to_string(),
            Contract::EndBeforeStart { end_date, .. } => end_date.to_string(),
            Contract::GrainNotNamed | Contract::ContentNotNamed => String::new(),
            Contract::GrainPriceNotKnown { grain, .. } => grain.to_string(),
            Contract::ReceiptsAboveDue { collected, .. } => collected.to_string(),
            Contract::ReceiptDatedAhead { date, .. } => date.to_string(),
            Contract::ReceiptOfNothing { amount } => amount.to_string(),
            Contract::ContentNotContributed { object_no, .. } => object_no.to_string(),
        },
        Refusal::Distribution(distribution) => match distribution {
            Distribution::PlanMissing { year } => year.to_string(),
            Distribution::PlanItemMissing { item } => item.zh().to_owned(),
            Distribution::CharterTermMissing { item } => item.zh().into_string(),
            Distribution::RentStepMissing { contract_no, .. } | Distribution::GrainPriceMissing { contract_no, .. } => {
                contract_no.to_string()
            }
            Distribution::HoldingBelowZero { held, .. } => shortest(&held.to_string()).to_owned(),
            Distribution::CollectedBelowZero { collected, .. } => collected.to_string(),
            Distribution::DividendTooLarge { given, .. }
            | Distribution::PoolTooLarge { given, .. }
            | Distribution::OpeningDiffers { given, .. }
            | Distribution::FigureUnlikeBooks { given, .. } => given.to_string(),
            Distribution::NoEligibleShares { pool } => pool.to_string(),
            Distribution::FollowedRunUnknown { run, .. }
            | Distribution::RunEffectiveAlready { run }
            | Distribution::RunNotEffective { run }
            | Distribution::RunSuperseded { run, .. }
            | Distribution::RunUnderProcedure { run, .. }
            | Distribution::NothingChanged { run, .. }
            | Distribution::RunBooked { run, .. } => run.to_string(),
            Distribution::NothingVoided { motion_no } => motion_no.to_string(),
            Distribution::CutOffBeforeEarlier { given, .. } => given.to_string(),
            Distribution::EarlierRunMissing { run } => run.to_string(),
            Distribution::AssumptionUnknown { item, .. } => item.to_string(),
            Distribution::AssumptionUnfit { given, .. } => given.to_string(),
            Distribution::RunUnknown { year, number, .. } => {
                number.map_or_else(|| year.to_string(), |number| format!("{year}#{number}"))
            }
            Distribution::StatementUnknown { member_no, .. } => member_no.to_string(),
            Distribution::AmountTooLarge | Distribution::PinnedInputsBroken(_) => String::new(),
            Distribution::ControlTotalBroken { left, .. } => left.to_string(),
        },
        Refusal::Governance(governance) => given_to_a_body(governance),
        Refusal::Access(access) => given_by_a_person(access),
        Refusal::Ledger(ledger) => given_to_the_books(ledger),
        Refusal::Reconciliation(refusal) => given_to_be_reconciled(refusal),
        Refusal::Payment(refusal) => given_to_be_paid(refusal),
        Refusal::Statement(statement) => given_in_a_layout(statement),
        Refusal::Request(request) => match request {
            Request::ParameterMissing { name, .. } | Request::ParameterNameWrong { name, .. } => name.clone(),
            Request::ParameterUnfit { given, .. } | Request::CursorWrong { given } => given.clone(),
            Request::IdempotencyKeyReused { key } => key.clone(),
        },
        Refusal::Cooperative(cooperative) => match cooperative {
            Cooperative::NoData { place } | Cooperative::DataUnreachable { place, .. } => place.clone(),
            Cooperative::DataNewer { unknown } => unknown.join(", "),
            Cooperative::AddressUnusable { address, .. } => address.clone(),
            Cooperative::CertificateFileUnusable { file, .. } => file.clone(),
            Cooperative::CooperativeUnknown { code, .. } => code.clone().unwrap_or_default(),
            Cooperative::CooperativeExists { code } => code.clone(),
            Cooperative::CooperativeCodeUnfit { given } => given.clone(),
            Cooperative::BatchUnknown { batch_no, .. }
            | Cooperative::BatchNotUndoable { batch_no, .. }
            | Cooperative::BatchChangedLater { batch_no, .. }
            | Cooperative::BatchDecidedOn { batch_no, .. }
            | Cooperative::BatchNeeded { batch_no, .. } => batch_no.to_string(),
            Cooperative::ClockBehind { now, .. } => china_time(*now).format("%Y-%m-%d %H:%M").to_string(),
            Cooperative::CertificateUnknown { certificate_no } => certificate_no.clone(),
            Cooperative::FolderInUse { path }
            | Cooperative::ManifestMissing { path }
            | Cooperative::ArchiveUnreadable { path, .. }
            | Cooperative::FileNotWritten { path, .. }
            | Cooperative::FontUnreadable { path, .. }
            | Cooperative::EvidenceUnreadable { path, .. }
            | Cooperative::EvidenceBroken { path, .. } => path.clone(),
            Cooperative::CharacterMissing { character, .. } => character.to_string(),
            Cooperative::SealDiffers { given, .. } | Cooperative::SealTooShort { given, .. } => given.clone(),
        },
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
fn given_to_a_body(refusal: &Governance) -> String {
    match refusal {
        Governance::ProcedureMissing { kind }
        | Governance::PaymentNeedsVote { kind }
        | Governance::KindNeedsSubject { kind }
        | Governance::PayerUnfit { kind, .. }
        | Governance::ChangeNeedsMotion { kind } => kind.zh().to_owned(),
        Governance::AmendmentTooFar { motion_no } => motion_no.to_string(),
        Governance::FileEmpty { file } => file.clone(),
        Governance::TermBackdated { item, .. } => item.zh().to_string(),
        Governance::TermBeforeCount { first_day, .. } => first_day.to_string(),
        Governance::TermEndsEarly { last_day, .. } => last_day.to_string(),
        Governance::VotingRuleMissing { body, .. } | Governance::ElectorsUnfit { body } => body.zh().to_owned(),
        Governance::ContentSeenDiffers { seen, .. } => seen.to_string(),
        Governance::MotionOnSubject { subject, .. }
        | Governance::ContentChanged { subject, .. }
        | Governance::SubjectHeld { subject, .. }
        | Governance::SubjectNotEffective { subject }
        | Governance::NoLevy { subject } => subject.clone(),
        Governance::SeatNotHeld { name, .. }
        | Governance::VotedAlready { name, .. }
        | Governance::RecorderUnfit { name, .. }
        | Governance::CosignerTwice { name }
        | Governance::KinshipWithSelf { name } => name.clone(),
        Governance::PreparerVotes { user, .. } => user.clone(),
        Governance::DeadlinePassed { given, .. } => given.to_string(),
        Governance::VotesCastAlready { votes, .. } => votes.to_string(),
        Governance::MoreVotesThanSeats { given, .. } => given.to_string(),
        Governance::ObjectionUnknown { objection_no, .. } | Governance::AnsweredAlready { objection_no, .. } => {
            objection_no.to_string()
        }
        Governance::ObjectionsOpen { objections, .. } => {
            objections.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
        }
        Governance::FileUnreadable { file, .. } => file.clone(),
        Governance::MotionUnknown { motion_no, .. }
        | Governance::OtherStage { motion_no, .. }
        | Governance::StageClosed { motion_no, .. }
        | Governance::MotionDecided { motion_no }
        | Governance::NotYetTheirTurn { motion_no, .. }
        | Governance::VoteLate { motion_no, .. }
        | Governance::ChairCloses { motion_no, .. }
        | Governance::ChairSetsDeadline { motion_no, .. }
        | Governance::PublishedAlready { motion_no, .. }
        | Governance::NotPublished { motion_no }
        | Governance::ObjectionLate { motion_no, .. }
        | Governance::NoticeNotOver { motion_no, .. } => motion_no.to_string(),
        Governance::NothingHeld { motion_no }
        | Governance::NothingToPay { motion_no }
        | Governance::NotEffective { motion_no }
        | Governance::OtherKind { motion_no, .. }
        | Governance::FileNotDecided { motion_no }
        | Governance::CarriedOutAlready { motion_no, .. }
        | Governance::PaidAlready { motion_no, .. }
        | Governance::PaymentHeld { motion_no, .. }
        | Governance::NotYetDue { motion_no, .. } => motion_no.to_string(),
        Governance::ElectionUnknown { election_no, .. }
        | Governance::ElectionStage { election_no, .. }
        | Governance::CandidatesStillUp { election_no, .. } => election_no.to_string(),
        Governance::CandidateTwice { name } | Governance::CandidateUnknown { name } => name.clone(),
        Governance::TooFewCandidates { given, .. } => given.to_string(),
        Governance::BallotsImpossible { votes, .. } => votes.to_string(),
        Governance::RecordUnknown { record_no, .. }
        | Governance::RecordEnded { record_no }
        | Governance::NoReport { record_no }
        | Governance::EndorsedAlready { record_no, .. } => record_no.to_string(),
        Governance::MoreSeatsThanCharter { held, .. } => held.to_string(),
        Governance::RouteUnfit { given, .. } => given.clone(),
        Governance::HeldAlready { hold } => hold.to_string(),
        Governance::ObjectLineTooLong { letters, .. } => letters.to_string(),
        Governance::InspectorUnfit { name, .. } => name.clone(),
        Governance::NoticeDaysMissing
        | Governance::NobodySignedIn
        | Governance::HoldUnexplained
        | Governance::CandidateMarginMissing
        | Governance::TextMissing => String::new(),
    }
}

fn given_by_a_person(refusal: &Access) -> String {
    match refusal {
        Access::SignInFailed { user }
        | Access::AccountRests { user, .. }
        | Access::PasswordNotSet { user }
        | Access::NotPermitted { user, .. }
        | Access::PageOfOthers { user, .. }
        | Access::UserExists { user }
        | Access::UserUnknown { user }
        | Access::LastAdministrator { user }
        | Access::SecondFactorNeeded { user }
        | Access::PasswordNeeded { user }
        | Access::CodeWrong { user }
        | Access::CodeTaken { user }
        | Access::NoSecondFactor { user }
        | Access::SessionUnknown { user }
        | Access::RolesIncompatible { user, .. } => user.clone(),
        Access::PersonHasUser { name, .. } => name.clone(),
        Access::NotTheirOwn { whose, .. } => whose.clone(),
        Access::HouseholdNotOwn { member_no } => member_no.clone(),
        Access::SeatExcluded { name, .. } | Access::RelativeExcluded { name, .. } => name.clone(),
        Access::UserNameUnfit { given } => given.clone(),
        // A password is never said back.
        Access::SignInNeeded
        | Access::NoUsersYet
        | Access::SignInsRest { .. }
        | Access::FirstUserNoAdministrator
        | Access::PasswordTooShort { .. }
        | Access::PasswordNotTyped => String::new(),
    }
}

fn given_to_the_books(refusal: &Ledger) -> String {
    match refusal {
        Ledger::YearNotClosed { year, .. }
        | Ledger::YearNotFinished { year, .. }
        | Ledger::YearWithoutBooks { year } => year.to_string(),
        Ledger::BookOfKindMissing { kind } => kind.zh().to_owned(),
        Ledger::BookOfKindExists { book, .. } => book.to_string(),
        Ledger::PurposeMissing { purpose, .. } => purpose.zh().to_owned(),
        Ledger::SummaryUnfit { given, .. } => given.chars().take(20).collect(),
        Ledger::RangeUnfit { first, .. } => first.to_string(),
        Ledger::BookedOtherwise(found) => found.now.to_string(),
        Ledger::ReversedBeforeItself { date, .. } | Ledger::DatedAhead { date, .. } => date.to_string(),
        Ledger::MotionUnpaid { motion_no } | Ledger::MotionWithoutRule { motion_no, .. } => motion_no.to_string(),
        Ledger::DividendUnfit { amount } | Ledger::DividendBeyondDeclared { given: amount, .. } => amount.to_string(),
        Ledger::RuleMissing { rule } | Ledger::RuleLegMissing { rule, .. } => rule.to_string(),
        Ledger::AccountOverdrawn { balance, .. } => balance.to_string(),
        Ledger::StatementRowUnfit { given, .. } => given.to_string(),
        Ledger::RuleChangeUnknown { change_no, .. }
        | Ledger::RuleChangeDecided { change_no, .. }
        | Ledger::RejectionUnexplained { change_no } => change_no.to_string(),
        Ledger::BookUnknown { book, .. } | Ledger::BookExists { book } => book.to_string(),
        Ledger::ChartHeadingMissing { headings, .. } | Ledger::RuleHeadingMissing { headings, .. } => list(headings),
        Ledger::ChartUnknown { given, .. }
        | Ledger::ChartRowUnfit { given, .. }
        | Ledger::RuleRowUnfit { given, .. } => given.clone(),
        Ledger::BookCodeUnfit { given }
        | Ledger::AccountNameDiffers { given, .. }
        | Ledger::BankAccountUnclear { given, .. }
        | Ledger::DimensionUnfit { given }
        | Ledger::DimensionRepeated { given, .. }
        | Ledger::DimensionUnknown { given, .. }
        | Ledger::VoucherNumberUnfit { given }
        | Ledger::VoucherInSeveralBooks { given, .. }
        | Ledger::RuleUnknown { given, .. }
        | Ledger::VoucherUnknown { given } => given.to_string(),
        Ledger::AccountUnknown { code, .. }
        | Ledger::AccountIsParent { code, .. }
        | Ledger::AccountNotCash { code, .. }
        | Ledger::AccountCodeUnfit { code, .. }
        | Ledger::OpeningOfIncome { code, .. }
        | Ledger::AccountExists { code, .. }
        | Ledger::AccountWithoutParent { code }
        | Ledger::DimensionMissing { code, .. } => code.to_string(),
        Ledger::AccountUnlikeParent { class, .. } => class.zh().to_owned(),
        Ledger::AccountHasLines { lines, .. } => lines.to_string(),
        Ledger::VoucherTooShort { lines: count } | Ledger::LineEmpty { line: count } => count.to_string(),
        Ledger::LineOnBothSides { debit, .. } | Ledger::VoucherUnbalanced { debit, .. } => debit.to_string(),
        Ledger::VoucherNumberGap { given, .. } => given.to_string(),
        Ledger::VoucherScattered { number, .. } => number.to_string(),
        Ledger::DayOutsidePeriod { date, .. } | Ledger::VoucherOnTwoDays { date, .. } => date.to_string(),
        Ledger::SourceBookedTwice { source, .. } => source.to_string(),
        Ledger::PeriodClosed { period, .. }
        | Ledger::PeriodClosedAlready { period, .. }
        | Ledger::PeriodBeforeBook { period, .. }
        | Ledger::PeriodNotNext { period, .. }
        | Ledger::NoVouchers { period, .. } => period.to_string(),
        Ledger::IncomeNotClosed { accounts, .. } => list(accounts),
        Ledger::VouchersNotPosted { vouchers, .. }
        | Ledger::NotReviewed { vouchers }
        | Ledger::CashierHasNotSigned { vouchers } => list(vouchers),
        Ledger::VoucherPosted { voucher }
        | Ledger::VoucherReviewed { voucher }
        | Ledger::VoucherNotPosted { voucher }
        | Ledger::ReversedAlready { voucher, .. }
        | Ledger::ReversalNotReversed { voucher }
        | Ledger::ClosingWaits { voucher, .. }
        | Ledger::PriorYearNotReversed { voucher, .. } => voucher.to_string(),
        Ledger::OwnReview { user, .. } | Ledger::OwnRuleChange { user, .. } => user.clone(),
        Ledger::PriorYearTouchesIncome { account, .. } => account.to_string(),
        Ledger::VoucherTooLarge | Ledger::AttachmentMissing => String::new(),
    }
}

fn given_to_be_reconciled(refusal: &Reconciliation) -> String {
    match refusal {
        Reconciliation::BankBalanceGap { found, .. } | Reconciliation::StatementIncomplete { found, .. } => {
            found.to_string()
        }
        Reconciliation::BankStatementMissing { account, .. } | Reconciliation::BankBalanceMissing { account, .. } => {
            account.to_string()
        }
        Reconciliation::BankLineUnknown { entry_no, .. }
        | Reconciliation::BankLineMatched { entry_no, .. }
        | Reconciliation::BankLineConfirmed { entry_no, .. } => entry_no.to_string(),
        Reconciliation::BankLineLate { date, .. } => date.to_string(),
        Reconciliation::OpeningUnexplained { given: Some(given), .. } => given.to_string(),
        Reconciliation::OpeningUnexplained { given: None, found } => found.to_string(),
        Reconciliation::OpeningMoved { now, .. } => now.to_string(),
        Reconciliation::OpeningExceeded { given, .. } => given.to_string(),
        Reconciliation::TableUnknown { on, .. } | Reconciliation::TableNotLast { on, .. } => on.to_string(),
        Reconciliation::BankAccountUnnamed { given, .. }
        | Reconciliation::BookLineUnknown { given, .. }
        | Reconciliation::BookLineUnclear { given, .. }
        | Reconciliation::LineMatchedAlready { given, .. } => given.to_string(),
        Reconciliation::MatchUneven { bank, .. } => bank.to_string(),
        Reconciliation::MatchUnknown { match_no, .. } => match_no.to_string(),
        Reconciliation::BankBalanceDiffers { given, .. } => given.to_string(),
        Reconciliation::StatementHasGaps { gaps } => {
            gaps.iter().map(|gap| gap.date.to_string()).collect::<Vec<_>>().join("、")
        }
        Reconciliation::ConfirmedAlready { on } | Reconciliation::DayNotReached { on, .. } => on.to_string(),
        Reconciliation::MatchEmpty | Reconciliation::WithdrawalReasonMissing | Reconciliation::StatementSidesTurned => {
            String::new()
        }
    }
}

fn given_to_be_paid(refusal: &Payment) -> String {
    match refusal {
        Payment::ClaimInBatch { claim, .. } => claim.member_no.to_string(),
        Payment::PaymentBatchUnknown { batch_no, .. }
        | Payment::BatchSentAlready { batch_no, .. }
        | Payment::BatchNotSent { batch_no }
        | Payment::BatchCancelled { batch_no, .. }
        | Payment::OtherChannel { batch_no, .. }
        | Payment::CashHandedOver { batch_no, .. }
        | Payment::BatchHeld { batch_no, .. } => batch_no.to_string(),
        Payment::NothingToWriteOff { member_no } => member_no.clone(),
        Payment::WriteOffChanged { member_no, .. } | Payment::RecoveryInDraft { member_no, .. } => {
            member_no.to_string()
        }
        Payment::WrittenOffAlready { motion_no, .. } | Payment::NotWrittenOff { motion_no } => motion_no.to_string(),
        Payment::ClaimWrittenOff { line, .. } => line.to_string(),
        Payment::RelationMissing { receiver, .. } => receiver.to_string(),
        Payment::OwnBatch { user, .. } => user.clone(),
        Payment::HouseholdUnknown { household_no, .. } => household_no.to_string(),
        Payment::BatchMarked { member_no, .. } => member_no.to_string(),
        Payment::LineUnknown { line, .. }
        | Payment::AnswerOutOfOrder { line, .. }
        | Payment::AnswerChanged { line }
        | Payment::PaidAgain { line, .. } => line.to_string(),
        Payment::LineUnfit { given } | Payment::AnswerAccountDiffers { given, .. } => given.to_string(),
        Payment::AnswerAmountDiffers { given, .. } => given.to_string(),
        Payment::AnswerTooEarly { date, .. } => date.to_string(),
        Payment::BankColumnUnknown { given, .. } | Payment::BankFileUnfit { given } => given.clone(),
        Payment::NothingPayable | Payment::PaymentTextMissing | Payment::AmountOverflow => String::new(),
    }
}

fn given_in_a_layout(refusal: &Statement) -> String {
    match refusal {
        Statement::LayoutFolderMissing { folder } => folder.clone(),
        Statement::ConsolidationUnfit { given, .. } => given.clone(),
        Statement::LayoutUnfit { row, flaw, .. } => match flaw {
            FlawKind::NumberUnfit(given) | FlawKind::TermUnfit(given) => given.clone(),
            FlawKind::NumberTaken(row_no) | FlawKind::RowUnknown(row_no) => row_no.to_string(),
            FlawKind::AccountUnknown(code) => code.to_string(),
            FlawKind::HeadingMissing(_)
            | FlawKind::NameMissing
            | FlawKind::NoRows
            | FlawKind::CaptionMissing
            | FlawKind::Circular => row.to_string(),
        },
    }
}
