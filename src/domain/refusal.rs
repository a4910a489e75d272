//! Refusals: everything that a user can get wrong, by name, with the values that explain it. `rendering` speaks each in Chinese and English.

use super::access::refusal::AccessRefusal;
use super::contract::refusal::ContractRefusal;
use super::contribution::refusal::ContributionRefusal;
use super::distribution::refusal::DistributionRefusal;
use super::governance::refusal::GovernanceRefusal;
use super::ledger::reconciliation_refusal::ReconciliationRefusal;
use super::ledger::refusal::LedgerRefusal;
use super::payment::refusal::PaymentRefusal;
use super::register::refusal::RegisterRefusal;
use super::request::RequestRefusal;
use super::sheet::{CellRefusal, SheetRefusal};
use super::statement::evidence::EvidenceFlaw;
use super::statement::refusal::StatementRefusal;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Any refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A file or sheet cannot be received.
    Sheet(SheetRefusal),
    /// A cell does not hold what its column asks for.
    Cell(CellRefusal),
    /// Against the share register.
    Register(RegisterRefusal),
    /// Against contributions.
    Contribution(ContributionRefusal),
    /// Against contracts.
    Contract(ContractRefusal),
    /// Against a run.
    Distribution(DistributionRefusal),
    /// Against an act of a body.
    Governance(GovernanceRefusal),
    /// Against a person.
    Access(AccessRefusal),
    /// Against the books.
    Ledger(LedgerRefusal),
    /// Against reconciling a bank account.
    Reconciliation(ReconciliationRefusal),
    /// Against payments.
    Payment(PaymentRefusal),
    /// Against a statement.
    Statement(StatementRefusal),
    /// Against what the data holds.
    Cooperative(CooperativeRefusal),
    /// Against a request of a program.
    Request(RequestRefusal),
}

/// Refusals about cooperatives and batches.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum CooperativeRefusal {
    /// There is no data at the place that was named.
    NoData {
        /// The place.
        place: String,
    },
    /// The data cannot be reached or opened: a wrong address, no right to it, not a tonggu file.
    DataUnreachable {
        /// The place, without a password.
        place: String,
        /// What the database said.
        reason: String,
    },
    /// The data was written by a newer tonggu.
    DataNewer {
        /// The migrations that this program does not know.
        unknown: Vec<String>,
    },
    /// The address at which a site should listen cannot be used.
    AddressUnusable {
        /// The address.
        address: String,
        /// What the system said.
        reason: String,
    },
    /// A file of the site's certificate cannot be used.
    CertificateFileUnusable {
        /// The file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// No cooperative with that code.
    CooperativeUnknown {
        /// The code, where one was given.
        code: Option<String>,
        /// The codes there are.
        known: Vec<String>,
    },
    /// A code that is taken.
    CooperativeExists {
        /// The code.
        code: String,
    },
    /// A code or name that is empty or has blanks or control characters.
    CooperativeCodeUnfit {
        /// What was given.
        given: String,
    },
    /// No batch with that number.
    BatchUnknown {
        /// The number.
        batch_no: i64,
        /// The last number there is.
        last: i64,
    },
    /// A batch that has been undone, or is itself an undo.
    BatchNotUndoable {
        /// The number.
        batch_no: i64,
        /// The batch that undid it, if one did.
        undone_by: Option<i64>,
    },
    /// Later batches changed what this one entered.
    BatchChangedLater {
        /// The number.
        batch_no: i64,
        /// The later batches.
        later: Vec<i64>,
    },
    /// What other batches entered needs what this one entered.
    BatchNeeded {
        /// The number.
        batch_no: i64,
        /// What would be left without it, and in which sheets and rows of which batches.
        dependents: Vec<Dependent>,
    },
    /// No certificate with that number.
    CertificateUnknown {
        /// 股权证号.
        certificate_no: String,
    },
    /// A file of evidence cannot be opened.
    EvidenceUnreadable {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// A file of evidence does not hold together: it was changed, or is none.
    EvidenceBroken {
        /// The file.
        path: String,
        /// What does not fit.
        flaw: EvidenceFlaw,
    },
    /// Too few digits of a seal tell nothing.
    SealTooShort {
        /// The digits.
        given: String,
        /// How many there must be.
        least: usize,
    },
    /// A file of evidence holds together, and is of another seal than the published one.
    SealDiffers {
        /// The seal that was published.
        given: String,
        /// The seal of the file.
        found: String,
    },
    /// The clock stands before the last entry of the log: what is done now would seem to be done earlier.
    ClockBehind {
        /// What the clock says.
        now: DateTime<Utc>,
        /// The moment of the last entry.
        last: DateTime<Utc>,
    },
    /// Bodies have decided on what the batch entered, or act by it.
    BatchDecidedOn {
        /// The number.
        batch_no: i64,
        /// The motion that rests on it.
        motion_no: u32,
    },
    /// A folder that is to be checked has no manifest, or one that says nothing.
    ManifestMissing {
        /// The folder.
        path: String,
    },
    /// A file of an archive cannot be read.
    ArchiveUnreadable {
        /// The file or folder.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// A folder that is to be written whole has something in it already.
    FolderInUse {
        /// The folder.
        path: String,
    },
    /// A font to print with cannot be read, or is none.
    FontUnreadable {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// 缺字: no font to print with has a character, which is printed as a box with its code point. A warning.
    CharacterMissing {
        /// Whose document or row it stands in, such as `M001 陈国强`.
        subject: String,
        /// The character.
        character: char,
    },
    /// A file that was asked for cannot be written: no such folder, no right to it, a full disk.
    FileNotWritten {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
}

impl CooperativeRefusal {
    /// Whether it is shown, and stops nothing.
    pub const fn is_warning(&self) -> bool {
        matches!(self, CooperativeRefusal::CharacterMissing { .. })
    }
}

/// A fact that would be left hanging.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependent {
    /// The batch that entered it.
    pub batch_no: i64,
    /// Where it stood.
    pub place: Place,
    /// What would be wrong with it.
    pub refusal: Box<Refusal>,
}

/// Whether a problem stops a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Stops it (错误).
    Error,
    /// Is shown and kept (提醒).
    Warning,
}

impl Severity {
    /// As programs write it.
    pub const fn code(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A place in a file: the sheet, and the cell where the problem is one cell's.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// The sheet; empty where the file as a whole is meant.
    pub sheet: Arc<str>,
    /// The cell.
    pub cell: Option<CellAddress>,
}

/// A cell by row and column, both from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellAddress {
    /// The row; of a CSV file the line.
    pub row: u32,
    /// The column.
    pub column: u32,
}

impl std::fmt::Display for CellAddress {
    /// `B3`: the column in letters, the row from 1.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.column + 1;
        while rest > 0 {
            letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().try_for_each(|letter| write!(formatter, "{letter}"))?;
        write!(formatter, "{}", self.row + 1)
    }
}

impl CellAddress {
    /// Reads `B3`; none where it is no cell.
    pub fn parse(text: &str) -> Option<CellAddress> {
        let digits = text.find(|character: char| character.is_ascii_digit())?;
        let (letters, row) = text.split_at(digits);
        let value = |letter: u8| letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1);
        let column = letters.bytes().try_fold(0_u32, |sum, letter| sum.checked_mul(26)?.checked_add(value(letter)?))?;
        Some(CellAddress { row: row.parse::<u32>().ok()?.checked_sub(1)?, column: column.checked_sub(1)? })
    }
}

/// A refusal, where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub refusal: Refusal,
    /// Where; none outside of files.
    pub place: Option<Place>,
}

impl Problem {
    /// A problem that is not in a file.
    pub fn new(refusal: impl Into<Refusal>) -> Problem {
        Problem { refusal: refusal.into(), place: None }
    }

    /// A problem in a file.
    pub fn at(place: Place, refusal: impl Into<Refusal>) -> Problem {
        Problem { refusal: refusal.into(), place: Some(place) }
    }

    /// Whether it stops what was asked for.
    pub fn severity(&self) -> Severity {
        self.refusal.severity()
    }
}

impl Refusal {
    /// Its name, the same in every language.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Sheet(refusal) => refusal.into(),
            Refusal::Cell(refusal) => (&refusal.flaw).into(),
            Refusal::Register(refusal) => refusal.into(),
            Refusal::Contribution(refusal) => refusal.into(),
            Refusal::Contract(refusal) => refusal.into(),
            Refusal::Distribution(refusal) => refusal.into(),
            Refusal::Governance(refusal) => refusal.into(),
            Refusal::Access(refusal) => refusal.into(),
            Refusal::Ledger(refusal) => refusal.into(),
            Refusal::Reconciliation(refusal) => refusal.into(),
            Refusal::Payment(refusal) => refusal.into(),
            Refusal::Statement(refusal) => refusal.into(),
            Refusal::Cooperative(refusal) => refusal.into(),
            Refusal::Request(refusal) => refusal.into(),
        }
    }

    /// Whether it stops what was asked for.
    pub fn severity(&self) -> Severity {
        let is_warning = match self {
            Refusal::Sheet(refusal) => refusal.is_warning(),
            Refusal::Cell(refusal) => refusal.flaw.is_warning(),
            Refusal::Register(refusal) => refusal.is_warning(),
            Refusal::Contribution(refusal) => refusal.is_warning(),
            Refusal::Contract(refusal) => refusal.is_warning(),
            Refusal::Ledger(refusal) => refusal.is_warning(),
            Refusal::Reconciliation(refusal) => refusal.is_warning(),
            Refusal::Cooperative(refusal) => refusal.is_warning(),
            Refusal::Distribution(_)
            | Refusal::Governance(_)
            | Refusal::Access(_)
            | Refusal::Payment(_)
            | Refusal::Statement(_)
            | Refusal::Request(_) => false,
        };
        if is_warning { Severity::Warning } else { Severity::Error }
    }
}

macro_rules! refusals {
    ($($variant:ident($noun:ty)),* $(,)?) => {
        $(impl From<$noun> for Refusal {
            fn from(refusal: $noun) -> Refusal {
                Refusal::$variant(refusal)
            }
        })*
    };
}

refusals! {
    Sheet(SheetRefusal),
    Cell(CellRefusal),
    Register(RegisterRefusal),
    Contribution(ContributionRefusal),
    Contract(ContractRefusal),
    Distribution(DistributionRefusal),
    Governance(GovernanceRefusal),
    Access(AccessRefusal),
    Ledger(LedgerRefusal),
    Reconciliation(ReconciliationRefusal),
    Payment(PaymentRefusal),
    Statement(StatementRefusal),
    Cooperative(CooperativeRefusal),
    Request(RequestRefusal),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        let name = |row, column| CellAddress { row, column }.to_string();
        assert_eq!(name(0, 0), "A1");
        assert_eq!(name(2, 25), "Z3");
        assert_eq!(name(9, 26), "AA10");
        assert_eq!(name(0, 16_383), "XFD1");
        for address in [(0, 0), (2, 25), (9, 26), (0, 16_383)].map(|(row, column)| CellAddress { row, column }) {
            assert_eq!(CellAddress::parse(&address.to_string()), Some(address));
        }
        for none in ["", "A", "3", "A0", "a1", "A1B"] {
            assert_eq!(CellAddress::parse(none), None, "{none}");
        }
    }
}
