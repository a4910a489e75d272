//! What stands against the books, by name.

use super::account::{AccountClass, Dimension, Purpose};
use super::book::BookKind;
use super::booked_otherwise::BookedOtherwise;
use super::rule_revision::{RuleColumn, RuleNeed};
use super::voucher::VoucherNumber;
use crate::domain::money::{Money, Overflow};
use crate::domain::period::{AccountingPeriod, AccountingYear};
use chrono::NaiveDate;
use compact_str::CompactString;

/// Against books, accounts, vouchers and periods.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum LedgerRefusal {
    /// No book with that code or name.
    BookUnknown {
        /// What was given.
        book: CompactString,
        /// The codes there are.
        known: Vec<CompactString>,
    },
    /// A code that is taken.
    BookExists {
        /// The code.
        book: CompactString,
    },
    /// A code or name that is empty or has blanks or control characters.
    BookCodeUnfit {
        /// What was given.
        given: CompactString,
    },
    /// A chart of accounts that is neither shipped nor a file that can be read.
    ChartUnknown {
        /// What was given.
        given: String,
        /// The shipped ones.
        known: Vec<CompactString>,
    },
    /// A chart without a column that must stand.
    ChartHeadingMissing {
        /// The headings that it has.
        headings: Vec<CompactString>,
        /// Those that it lacks.
        missing: Vec<CompactString>,
    },
    /// A row of a chart that cannot be read.
    ChartRowUnfit {
        /// The row, from 1.
        row: u64,
        /// Its heading.
        column: &'static str,
        /// What stands there.
        given: String,
    },
    /// No account with that code.
    AccountUnknown {
        /// 账套.
        book: CompactString,
        /// 科目编码.
        code: CompactString,
        /// Codes like it, or of that name.
        nearest: Vec<CompactString>,
    },
    /// An account with sub-accounts is their sum: nothing is posted to it.
    AccountIsParent {
        /// 科目编码.
        code: CompactString,
        /// 科目名称.
        name: CompactString,
        /// Some of its sub-accounts.
        children: Vec<CompactString>,
    },
    /// A motion whose payment is not made yet.
    MotionUnpaid {
        /// 议题编号.
        motion_no: u32,
    },
    /// A payment that no posting rule is about.
    MotionWithoutRule {
        /// 议题编号.
        motion_no: u32,
        /// What kind of motion.
        kind: &'static str,
    },
    /// A dividend that was not declared, or has come in already.
    DividendBeyondDeclared {
        /// Of which year.
        year: AccountingYear,
        /// What was declared for it.
        declared: Money,
        /// What of it has come in.
        received: Money,
        /// What is to be booked now.
        given: Money,
    },
    /// A dividend of nothing, or without the bank's number.
    DividendUnfit {
        /// What was given.
        amount: Money,
    },
    /// A bank statement that does not say of which of several bank accounts it is, or names an account that is none.
    BankAccountUnclear {
        /// 账套.
        book: CompactString,
        /// What was given; empty where nothing was.
        given: CompactString,
        /// The bank accounts there are.
        accounts: Vec<CompactString>,
    },
    /// A journal is kept of cash and of banks alone.
    AccountNotCash {
        /// 科目编码.
        code: CompactString,
        /// 科目名称.
        name: CompactString,
        /// Accounts of cash and of banks.
        cash: Vec<CompactString>,
    },
    /// The name beside a code is another account's.
    AccountNameDiffers {
        /// 科目编码.
        code: CompactString,
        /// What was given.
        given: CompactString,
        /// 科目名称.
        held: String,
    },
    /// A code that is no code, or an account without a name.
    AccountCodeUnfit {
        /// 科目编码.
        code: CompactString,
        /// 科目名称.
        name: CompactString,
    },
    /// A code that is taken.
    AccountExists {
        /// 科目编码.
        code: CompactString,
        /// 科目名称.
        name: CompactString,
    },
    /// A sub-account is of its parent's class.
    AccountUnlikeParent {
        /// 科目编码.
        code: CompactString,
        /// Its class.
        class: AccountClass,
        /// Its parent.
        parent: CompactString,
        /// The parent's class.
        parent_class: AccountClass,
    },
    /// A sub-account has no parent to be under.
    AccountWithoutParent {
        /// 科目编码.
        code: CompactString,
    },
    /// A row of a statement that takes in no accounts.
    StatementRowUnfit {
        /// 科目编码.
        code: CompactString,
        /// 行次.
        given: u32,
        /// Rows that do.
        rows: Vec<CompactString>,
    },
    /// An account that has lines of its own gets no sub-accounts.
    AccountHasLines {
        /// 科目编码.
        code: CompactString,
        /// How many.
        lines: i64,
    },
    /// An account is told apart by something that the line does not name.
    DimensionMissing {
        /// 科目编码.
        code: CompactString,
        /// 科目名称.
        name: CompactString,
        /// 辅助核算.
        dimension: Dimension,
    },
    /// A member, household or contract that the register does not have.
    DimensionUnknown {
        /// 辅助核算.
        dimension: Dimension,
        /// What was given.
        given: CompactString,
    },
    /// What a line is about, written so that it says nothing: no dimension that there is, or no value.
    DimensionUnfit {
        /// The part that is none.
        given: CompactString,
    },
    /// A line that is about two of one dimension.
    DimensionRepeated {
        /// 辅助核算.
        dimension: Dimension,
        /// The second.
        given: CompactString,
    },
    /// A book begins with a balance of income or expense, which every year closes.
    OpeningOfIncome {
        /// 科目编码.
        code: CompactString,
        /// 科目名称.
        name: CompactString,
    },
    /// Rows of one number that bear two days of one month.
    VoucherOnTwoDays {
        /// 凭证字号.
        number: CompactString,
        /// The day that its first row bears.
        first: NaiveDate,
        /// The other.
        date: NaiveDate,
    },
    /// A number that vouchers of several books have.
    VoucherInSeveralBooks {
        /// What was given.
        given: CompactString,
        /// The books.
        books: Vec<CompactString>,
    },
    /// A period that is to be closed and is.
    PeriodClosedAlready {
        /// 账套.
        book: CompactString,
        /// 会计期间.
        period: AccountingPeriod,
        /// The first that is open.
        open: AccountingPeriod,
    },
    /// Fewer than two lines.
    VoucherTooShort {
        /// How many.
        lines: usize,
    },
    /// A line without an amount.
    LineEmpty {
        /// Which, from 1.
        line: usize,
    },
    /// A line without a summary, or with one that is none.
    SummaryUnfit {
        /// Which, from 1.
        line: usize,
        /// What was given.
        given: CompactString,
    },
    /// A line with amounts on both sides.
    LineOnBothSides {
        /// 借方.
        debit: Money,
        /// 贷方.
        credit: Money,
    },
    /// Debits unlike credits.
    VoucherUnbalanced {
        /// 借方合计.
        debit: Money,
        /// 贷方合计.
        credit: Money,
    },
    /// More than an amount can hold.
    VoucherTooLarge,
    /// A day that is none of its period's.
    DayOutsidePeriod {
        /// 日期.
        date: NaiveDate,
        /// 会计期间.
        period: AccountingPeriod,
    },
    /// 凭证字号 that is none.
    VoucherNumberUnfit {
        /// What was given.
        given: CompactString,
    },
    /// Numbers of a book, period and word run on from each other.
    VoucherNumberGap {
        /// 账套.
        book: CompactString,
        /// 会计期间.
        period: AccountingPeriod,
        /// The number.
        given: VoucherNumber,
        /// The number that comes next.
        expected: VoucherNumber,
    },
    /// The rows of a voucher do not stand together.
    VoucherScattered {
        /// 凭证字号.
        number: VoucherNumber,
        /// The row at which it began.
        first: String,
    },
    /// It rests on no source document.
    AttachmentMissing,
    /// A source document that is booked already.
    SourceBookedTwice {
        /// 原始凭证号, or the hash of a file.
        source: CompactString,
        /// The voucher that it is booked by.
        voucher: CompactString,
    },
    /// The period is closed.
    PeriodClosed {
        /// 账套.
        book: CompactString,
        /// 会计期间.
        period: AccountingPeriod,
        /// The first open month.
        open: AccountingPeriod,
    },
    /// The book begins later.
    PeriodBeforeBook {
        /// 账套.
        book: CompactString,
        /// 会计期间.
        period: AccountingPeriod,
        /// The year that the book begins with.
        first_year: AccountingYear,
    },
    /// Periods close one after the other.
    PeriodNotNext {
        /// 账套.
        book: CompactString,
        /// 会计期间.
        period: AccountingPeriod,
        /// Which is next.
        next: AccountingPeriod,
    },
    /// Every voucher is posted before its period closes.
    VouchersNotPosted {
        /// 账套.
        book: CompactString,
        /// 会计期间.
        period: AccountingPeriod,
        /// Which are not.
        vouchers: Vec<CompactString>,
    },
    /// Income and expense are closed with the year.
    IncomeNotClosed {
        /// 账套.
        book: CompactString,
        /// 会计期间.
        period: AccountingPeriod,
        /// Accounts that still have a balance.
        accounts: Vec<CompactString>,
    },
    /// The chart has no account that takes something in.
    PurposeMissing {
        /// 账套.
        book: CompactString,
        /// 用途.
        purpose: Purpose,
    },
    /// A period's closing voucher is drafted once.
    ClosingWaits {
        /// 账套.
        book: CompactString,
        /// 会计期间.
        period: AccountingPeriod,
        /// The draft.
        voucher: CompactString,
    },
    /// Balances are asked for over periods of one year, from the earlier to the later.
    RangeUnfit {
        /// The first.
        first: AccountingPeriod,
        /// The last.
        last: AccountingPeriod,
    },
    /// A year's income is distributed once its months are closed.
    YearNotClosed {
        /// 账套.
        book: CompactString,
        /// The year.
        year: AccountingYear,
        /// The first open month.
        open: AccountingPeriod,
    },
    /// A year is archived once every book is closed to its distribution period.
    YearNotFinished {
        /// 账套.
        book: CompactString,
        /// The year.
        year: AccountingYear,
        /// The first period that is open.
        open: AccountingPeriod,
    },
    /// No book has that year.
    YearWithoutBooks {
        /// The year.
        year: AccountingYear,
    },
    /// A cooperative and its company keep one book each: events would not know which is theirs.
    BookOfKindExists {
        /// Whose.
        kind: BookKind,
        /// The book.
        book: CompactString,
    },
    /// More went out of cash or of a bank account than was there.
    AccountOverdrawn {
        /// 科目编码.
        code: CompactString,
        /// 科目名称.
        name: String,
        /// The first day.
        date: NaiveDate,
        /// What the account then comes to.
        balance: Money,
    },
    /// A day that has not come.
    DatedAhead {
        /// The day.
        date: NaiveDate,
        /// 今天.
        today: NaiveDate,
    },
    /// What was booked from a source is not what it says now.
    BookedOtherwise(BookedOtherwise),
    /// The cooperative keeps no book of a kind.
    BookOfKindMissing {
        /// Whose.
        kind: BookKind,
    },
    /// No posting rule for an event.
    RuleMissing {
        /// The rule.
        rule: CompactString,
    },
    /// A posting rule that says nothing of one of its event's legs.
    RuleLegMissing {
        /// The rule.
        rule: CompactString,
        /// The leg.
        leg: CompactString,
    },
    /// No posting rule with that code and version.
    RuleUnknown {
        /// What was given.
        given: CompactString,
        /// Codes like it.
        nearest: Vec<CompactString>,
    },
    /// A sheet of posting rules without a column that must stand.
    RuleHeadingMissing {
        /// The headings that it has.
        headings: Vec<CompactString>,
        /// Those that it lacks.
        missing: Vec<CompactString>,
    },
    /// A row of a sheet of posting rules that cannot be taken.
    RuleRowUnfit {
        /// The rule.
        rule: CompactString,
        /// Its heading.
        column: RuleColumn,
        /// What stands there.
        given: String,
        /// What should.
        need: RuleNeed,
    },
    /// No change of posting rules with that number.
    RuleChangeUnknown {
        /// 变更号.
        change_no: u32,
        /// The last one there is; 0 where there is none.
        last: u32,
    },
    /// A change of posting rules that is approved or rejected.
    RuleChangeDecided {
        /// 变更号.
        change_no: u32,
        /// Who decided it.
        by: String,
        /// Whether it was approved.
        is_approved: bool,
    },
    /// Who proposed a change of posting rules does not approve it.
    OwnRuleChange {
        /// 变更号.
        change_no: u32,
        /// Who proposed it.
        user: String,
    },
    /// A change of posting rules is rejected for a reason.
    RejectionUnexplained {
        /// 变更号.
        change_no: u32,
    },
    /// No voucher with that number.
    VoucherUnknown {
        /// What was given.
        given: CompactString,
    },
    /// Nothing is there that could be reviewed, signed or posted.
    NoVouchers {
        /// 账套.
        book: CompactString,
        /// 会计期间.
        period: AccountingPeriod,
    },
    /// A voucher that is posted is not changed: it is reversed or corrected.
    VoucherPosted {
        /// 凭证字号.
        voucher: CompactString,
    },
    /// A reviewed voucher is not changed by a sheet.
    VoucherReviewed {
        /// 凭证字号.
        voucher: CompactString,
    },
    /// Only what is posted is reversed or corrected; a draft is discarded.
    VoucherNotPosted {
        /// 凭证字号.
        voucher: CompactString,
    },
    /// Who prepared a voucher does not review it.
    OwnReview {
        /// The voucher.
        voucher: CompactString,
        /// Who prepared it.
        user: String,
    },
    /// It is not reviewed.
    NotReviewed {
        /// The vouchers.
        vouchers: Vec<CompactString>,
    },
    /// It touches cash or a bank account, and the cashier has not signed.
    CashierHasNotSigned {
        /// The vouchers.
        vouchers: Vec<CompactString>,
    },
    /// A voucher is reversed once.
    ReversedAlready {
        /// The voucher.
        voucher: CompactString,
        /// What reversed it.
        by: CompactString,
    },
    /// A red copy is not reversed: what it cancelled is entered anew.
    ReversalNotReversed {
        /// The voucher.
        voucher: CompactString,
    },
    /// A voucher is not reversed before its day.
    ReversedBeforeItself {
        /// The voucher.
        voucher: CompactString,
        /// The day that was given.
        date: NaiveDate,
        /// Its own.
        own: NaiveDate,
    },
    /// What an earlier year got wrong is corrected in the open year, not reversed.
    PriorYearNotReversed {
        /// The voucher.
        voucher: CompactString,
        /// Its year.
        year: AccountingYear,
    },
    /// A correction of an earlier year touches this year's income or expense.
    PriorYearTouchesIncome {
        /// 科目编码.
        account: CompactString,
        /// The year that is corrected.
        year: AccountingYear,
    },
}

impl From<Overflow> for LedgerRefusal {
    fn from(Overflow: Overflow) -> LedgerRefusal {
        LedgerRefusal::VoucherTooLarge
    }
}

impl LedgerRefusal {
    /// Whether it is only said, and stops nothing.
    pub const fn is_warning(&self) -> bool {
        matches!(self, Self::OpeningOfIncome { .. } | Self::AccountOverdrawn { .. } | Self::DatedAhead { .. })
    }
}
