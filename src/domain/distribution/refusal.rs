//! Why a run is refused. All that is missing is named at once.

use super::plan::PlanItem;
use super::run::RunNumber;
use crate::domain::canonical::CanonicalFlaw;
use crate::domain::governance::charter::CharterItem;
use crate::domain::money::{Money, Overflow};
use crate::domain::period::{AccountingYear, DateRange};
use crate::domain::quantity::Shares;
use crate::domain::register::share_class::ShareClass;
use chrono::NaiveDate;
use compact_str::CompactString;

/// Why a distribution cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum DistributionRefusal {
    /// The year has no plan.
    PlanMissing {
        /// The year.
        year: AccountingYear,
    },
    /// The plan leaves out an item that has no default.
    PlanItemMissing {
        /// The item.
        item: PlanItem,
    },
    /// The charter in force on the record date leaves out a mandatory item.
    CharterTermMissing {
        /// The item.
        item: CharterItem,
    },
    /// Days on which somebody has land or a shop under a contract that has no rent step for them.
    RentStepMissing {
        /// 合同编号.
        contract_no: CompactString,
        /// The days.
        days: DateRange,
    },
    /// A rent in kind without the year's price of the grain.
    GrainPriceMissing {
        /// 合同编号.
        contract_no: CompactString,
        /// 品种.
        grain: CompactString,
        /// 年度.
        year: AccountingYear,
    },
    /// A holding below zero on the record date.
    HoldingBelowZero {
        /// 成员编号.
        member_no: CompactString,
        /// 股种.
        class: ShareClass,
        /// What the register says.
        held: Shares,
    },
    /// More refunds than receipts.
    CollectedBelowZero {
        /// 合同编号.
        contract_no: CompactString,
        /// What was collected.
        collected: Money,
    },
    /// A dividend above the largest that the company may pay.
    DividendTooLarge {
        /// 公司分回利润 as planned.
        given: Money,
        /// The largest.
        largest: Money,
    },
    /// A tier-two pool above what is available.
    PoolTooLarge {
        /// 二次分配金额 as planned.
        given: Money,
        /// What is available.
        available: Money,
    },
    /// Money to distribute and nobody who holds a share of a class that takes part.
    NoEligibleShares {
        /// The pool.
        pool: Money,
    },
    /// An opening figure that is not what last year's run carried forward.
    OpeningDiffers {
        /// The item of the plan.
        item: PlanItem,
        /// What the plan says.
        given: Money,
        /// What was carried forward.
        expected: Money,
        /// By which run.
        run: RunNumber,
    },
    /// A figure of the plan that is not the books'.
    FigureUnlikeBooks {
        /// The item of the plan.
        item: PlanItem,
        /// What the plan says.
        given: Money,
        /// What the books say.
        books: Money,
        /// Which book.
        book: String,
    },
    /// `--arrears N` or `--correct N` names a run that is not there or no longer counts.
    FollowedRunUnknown {
        /// The run.
        run: RunNumber,
        /// The runs that count.
        counting: Vec<RunNumber>,
    },
    /// The year's run has been made effective: it is corrected, never replaced.
    RunEffectiveAlready {
        /// The effective run.
        run: RunNumber,
    },
    /// The run to be replaced is before the bodies, and it was not said that its motion becomes void.
    RunUnderProcedure {
        /// The run.
        run: RunNumber,
        /// 议题编号.
        motion_no: u32,
    },
    /// A motion is to become void, and nothing that it is about is replaced.
    NothingVoided {
        /// 议题编号 as given.
        motion_no: u32,
    },
    /// Arrears or a correction that come to nothing: no line differs from what was given.
    NothingChanged {
        /// The run that was followed.
        run: RunNumber,
        /// Up to which day receipts were counted.
        cut_off: NaiveDate,
    },
    /// The cooperative has bodies, and none of them has approved the run that was named: a draft pays nobody.
    RunNotEffective {
        /// The run.
        run: RunNumber,
    },
    /// Another draft has taken the place of the run that was named.
    RunSuperseded {
        /// The run.
        run: RunNumber,
        /// The other.
        by: RunNumber,
    },
    /// A run that is booked is not replaced: its vouchers would stand beside those of the new one.
    RunBooked {
        /// The run.
        run: RunNumber,
        /// One of its vouchers.
        voucher: CompactString,
    },
    /// A cut-off before that of a run which has already paid by its receipts.
    CutOffBeforeEarlier {
        /// 收款截止日 as asked for.
        given: NaiveDate,
        /// The latest of the runs that count.
        latest: NaiveDate,
    },
    /// No run of that number.
    RunUnknown {
        /// The year.
        year: AccountingYear,
        /// The number, where one was asked for.
        number: Option<u32>,
        /// The runs there are.
        known: Vec<RunNumber>,
    },
    /// The member has no statement in the run.
    StatementUnknown {
        /// 成员编号.
        member_no: CompactString,
        /// The run.
        run: RunNumber,
    },
    /// There is no earlier run to compare with.
    EarlierRunMissing {
        /// The run.
        run: RunNumber,
    },
    /// An item that cannot be tried: it is none, or it is what happened.
    AssumptionUnknown {
        /// What was given.
        item: CompactString,
        /// Items like it.
        nearest: Vec<CompactString>,
        /// Those that can be tried.
        known: Vec<CompactString>,
    },
    /// A value that the item cannot have.
    AssumptionUnfit {
        /// The item.
        item: CompactString,
        /// The value.
        given: CompactString,
    },
    /// An amount beyond what can be reckoned exactly.
    AmountTooLarge,
    /// The pinned inputs cannot be read.
    PinnedInputsBroken(CanonicalFlaw),
    /// A control total does not hold: a fault of the program or of the stored data, never of the input.
    ControlTotalBroken {
        /// Which of the five.
        number: u8,
        /// What it is about, a contract for instance.
        subject: CompactString,
        /// Its left side.
        left: CompactString,
        /// Its right side.
        right: CompactString,
    },
}

impl From<Overflow> for DistributionRefusal {
    fn from(_: Overflow) -> DistributionRefusal {
        DistributionRefusal::AmountTooLarge
    }
}

impl From<CanonicalFlaw> for DistributionRefusal {
    fn from(flaw: CanonicalFlaw) -> DistributionRefusal {
        DistributionRefusal::PinnedInputsBroken(flaw)
    }
}
