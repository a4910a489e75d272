//! Every refusal in words: what is wrong, the value found, what was expected, how to mend it; in Chinese and in English, by exhaustive match.

mod en;
mod zh;

use crate::domain::refusal::{Place, Problem, Refusal, Severity};
use compact_str::CompactString;

/// A language that people are spoken to in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

/// The parts of what is said about a refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What is wrong, the value found named in it.
    pub what: String,
    /// What was expected, as a short phrase; empty where the mend says it all.
    pub expected: String,
    /// How to mend it.
    pub mend: String,
}

impl Words {
    fn new(what: impl Into<String>, expected: impl Into<String>, mend: impl Into<String>) -> Words {
        Words { what: what.into(), expected: expected.into(), mend: mend.into() }
    }
}

/// What is said about a refusal.
pub fn words(refusal: &Refusal, language: Language) -> Words {
    match language {
        Language::Chinese => zh::words(refusal),
        Language::English => en::words(refusal),
    }
}

/// A problem in one sentence: where, what is wrong, what was expected, how to mend it.
pub fn sentence(problem: &Problem, language: Language) -> String {
    let place = problem.place.as_ref().map(|place| place_in_words(place, language)).unwrap_or_default();
    let said = words(&problem.refusal, language);
    match language {
        Language::Chinese => {
            let place = if place.is_empty() { place } else { format!("{place}：") };
            let expected = if said.expected.is_empty() { String::new() } else { format!("，应为{}", said.expected) };
            format!("{place}{}{expected}。{}", said.what, said.mend)
        }
        Language::English => {
            let place = if place.is_empty() { place } else { format!("{place}: ") };
            let expected =
                if said.expected.is_empty() { String::new() } else { format!("; expected {}", said.expected) };
            format!("{place}{}{expected}. {}", said.what, said.mend)
        }
    }
}

/// A problem in one sentence, for where the place is seen.
pub fn sentence_alone(problem: &Problem, language: Language) -> String {
    sentence(&Problem::new(problem.refusal.clone()), language)
}

/// A place as people name it.
pub fn place_in_words(place: &Place, language: Language) -> String {
    let mut words = place.file.to_string();
    if !place.sheet.is_empty() && !words.ends_with(&format!("{}.csv", place.sheet)) {
        words = match language {
            Language::Chinese => format!("{words}「{}」", place.sheet),
            Language::English => format!("{words} [{}]", place.sheet),
        };
    }
    match place.cell {
        Some(cell) => format!("{words} {cell}"),
        None => words,
    }
}

/// A severity as people call it.
pub const fn severity(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::Chinese) => "错误",
        (Severity::Warning, Language::Chinese) => "提醒",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::English) => "warning",
    }
}

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
            Sheet::KindNotYetReceived { kind } => kind.zh().to_owned(),
            Sheet::HeadingAmbiguous { headings, .. } => list(headings),
            Sheet::HeadingUnknown { heading, .. } => heading.to_string(),
            Sheet::HeadingChoiceUnfit { given } => given.clone(),
            Sheet::TotalDiffers { given, .. } => given.to_string(),
            Sheet::QuantityMerged { rows, .. } => rows.to_string(),
            Sheet::MoreProblems { count, .. } => count.to_string(),
            Sheet::FileMissing { .. }
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
            | Register::SharesUnlikeArea { held, .. } => held.to_string(),
            Register::SharesUnlikeQuantification { total, .. } => total.to_string(),
            Register::CertificateShared { certificate_no, .. } => certificate_no.to_string(),
        },
        Refusal::Contribution(contribution) => match contribution {
            Contribution::ExitBeforeEntry { exit_date, .. } => exit_date.to_string(),
            Contribution::OutsideContract { given, .. } => given.to_string(),
            Contribution::ContractLeasesOut { contract_no, .. } | Contribution::ContractUnlike { contract_no, .. } => {
                contract_no.to_string()
            }
            Contribution::ActiveTwice { object_no, .. } => object_no.to_string(),
            Contribution::AreaUnlikeContract { contributed, .. } => contributed.to_string(),
        },
        Refusal::Contract(contract) => match contract {
            Contract::ContractUnknown { contract_no, .. }
            | Contract::RentStepNotInForce { contract_no, .. }
            | Contract::ContractDoesNotLeaseOut { contract_no, .. } => contract_no.to_string(),
            Contract::EndBeforeStart { end_date, .. } => end_date.to_string(),
            Contract::GrainNotNamed | Contract::ContentNotNamed => String::new(),
            Contract::GrainPriceNotKnown { grain, .. } => grain.to_string(),
            Contract::ReceiptsAboveDue { collected, .. } => collected.to_string(),
            Contract::ContentNotContributed { object_no, .. } => object_no.to_string(),
        },
        Refusal::Distribution(distribution) => match distribution {
            Distribution::PlanMissing { year } => year.to_string(),
            Distribution::PlanItemMissing { item } => item.zh().to_owned(),
            Distribution::CharterTermMissing { item } => item.zh().into_string(),
            Distribution::RentStepMissing { contract_no, .. } | Distribution::GrainPriceMissing { contract_no, .. } => {
                contract_no.to_string()
            }
            Distribution::HoldingBelowZero { held, .. } => held.to_string(),
            Distribution::CollectedBelowZero { collected, .. } => collected.to_string(),
            Distribution::DividendTooLarge { given, .. }
            | Distribution::PoolTooLarge { given, .. }
            | Distribution::OpeningDiffers { given, .. } => given.to_string(),
            Distribution::NoEligibleShares { pool } => pool.to_string(),
            Distribution::FollowedRunUnknown { run, .. } | Distribution::RunNotEffective { run } => run.to_string(),
            Distribution::CutOffBeforeEarlier { given, .. } => given.to_string(),
            Distribution::RunUnknown { year, number, .. } => {
                number.map_or_else(|| year.to_string(), |number| format!("{year}#{number}"))
            }
            Distribution::StatementUnknown { member_no, .. } => member_no.to_string(),
            Distribution::AmountTooLarge | Distribution::PinnedInputsBroken(_) => String::new(),
            Distribution::ControlTotalBroken { left, .. } => left.to_string(),
        },
        Refusal::Cooperative(cooperative) => match cooperative {
            Cooperative::NoData { place } | Cooperative::DataUnreachable { place, .. } => place.clone(),
            Cooperative::DataNewer { unknown } => unknown.join(", "),
            Cooperative::CooperativeUnknown { code, .. } => code.clone().unwrap_or_default(),
            Cooperative::CooperativeExists { code } => code.clone(),
            Cooperative::CooperativeCodeUnfit { given } => given.clone(),
            Cooperative::BatchUnknown { batch_no, .. }
            | Cooperative::BatchNotUndoable { batch_no, .. }
            | Cooperative::BatchChangedLater { batch_no, .. }
            | Cooperative::BatchNeeded { batch_no, .. } => batch_no.to_string(),
            Cooperative::CertificateUnknown { certificate_no } => certificate_no.clone(),
            Cooperative::FileNotWritten { path, .. } => path.clone(),
        },
    }
}

/// Names in a row, as a sheet would list them.
fn list(names: &[CompactString]) -> String {
    names.iter().map(CompactString::as_str).collect::<Vec<_>>().join("、")
}

/// Names in a row for an English sentence.
fn list_en(names: &[CompactString]) -> String {
    names.iter().map(CompactString::as_str).collect::<Vec<_>>().join(", ")
}

/// A number of bytes that people can read.
fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1 << 20))
}
