//! What can be wrong with books, accounts, vouchers and periods.

use super::super::{Words, list_en};
use super::perhaps;
use crate::domain::ledger::account::{AccountClass, Dimension, Purpose};
use crate::domain::ledger::booked_otherwise::{BookedMend, BookedOtherwise, EventOrigin};
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::rule_revision::RuleNeed;
use crate::domain::period::AccountingPeriod;
use crate::rendering::amount::yuan;
use compact_str::CompactString;
use strum::IntoEnumIterator;

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn ledger(refusal: &LedgerRefusal) -> Words {
    match refusal {
        LedgerRefusal::BookUnknown { book, known } => Words::new(
            format!("there is no book {book}"),
            one_of(known),
            "Correct it; where there is none yet, open the book first.",
        ),
        LedgerRefusal::BookExists { book } => Words::new(
            format!("the code or name of the book {book} is taken"),
            "a code and a name that are free",
            "Choose others; a book that is there need not be opened again.",
        ),
        LedgerRefusal::BookCodeUnfit { given } => Words::new(
            format!("\"{given}\" is no code or name for a book"),
            "a code of at most forty characters without blanks, and a name",
            "Correct it, then run tonggu ledger open again.",
        ),
        LedgerRefusal::ChartUnknown { given, known } => Words::new(
            format!("there is no chart of accounts {given}, nor a file of that name that can be read"),
            format!("one of {}, or a CSV file", list_en(known)),
            "Correct the name, then run tonggu ledger open again.",
        ),
        LedgerRefusal::ChartHeadingMissing { headings, missing } => Words::new(
            format!("the chart has no column {}; its headings are {}", list_en(missing), list_en(headings)),
            "the headings 科目编码, 科目名称, 类别, 方向, in any order",
            "Add what is missing, then run tonggu ledger open again.",
        ),
        LedgerRefusal::ChartRowUnfit { row, column, given } => Words::new(
            format!("row {row} of the chart of accounts has \"{given}\" as its {column}"),
            chart_values(column),
            "Correct the row in the chart, then run tonggu ledger open again.",
        ),
        LedgerRefusal::AccountUnknown { book, code, nearest } => Words::new(
            format!("the book {book} has no account {code}"),
            "a code of its chart of accounts",
            format!(
                "{}Check it against the chart of accounts; where it is missing there, add it first.",
                perhaps(nearest)
            ),
        ),
        LedgerRefusal::AccountIsParent { code, name, children } => Words::new(
            format!("account {code} {name} has sub-accounts, and nothing is posted to it"),
            format!("one of its sub-accounts, such as {}", list_en(children)),
            format!(
                "Fill in the code of the sub-account; where a rule books it, name the one to take, such as {code}={code}01."
            ),
        ),
        LedgerRefusal::MotionUnpaid { motion_no } => Words::new(
            format!("motion {motion_no} is not paid yet"),
            "a motion that is recorded as paid",
            format!("Record the payment with tonggu motion pay {motion_no} first."),
        ),
        LedgerRefusal::MotionWithoutRule { motion_no, kind } => Words::new(
            format!("no posting rule is about the payment of motion {motion_no} ({kind})"),
            "the levy, or what the residents' committee pays",
            "Enter a voucher with tonggu voucher add.",
        ),
        LedgerRefusal::DividendUnfit { amount } => Words::new(
            format!(
                "a dividend of {amount} yuan cannot be booked, or the bank's number is missing",
                amount = yuan(*amount)
            ),
            "more than nothing, and the bank's number",
            "Give --amount and --source.",
        ),
        LedgerRefusal::DividendBeyondDeclared { year, declared, received, given } => Words::new(
            match declared.is_zero() {
                true => format!(
                    "no dividend was declared for {year}, and {given} yuan are to be booked",
                    given = yuan(*given)
                ),
                false => {
                    format!(
                        "{declared} yuan were declared for {year}, {received} came in, and {given} more are to be booked",
                        declared = yuan(*declared),
                        received = yuan(*received),
                        given = yuan(*given)
                    )
                }
            },
            format!(
                "at most the {} yuan that are declared and open",
                yuan(declared.minus(*received).unwrap_or_default())
            ),
            "Check the year, the amount and the bank's slip; enter with tonggu voucher add what the company paid for something else.",
        ),
        LedgerRefusal::BankAccountUnclear { book, given, accounts } => Words::new(
            match given.is_empty() {
                true => format!("the statement does not say which bank account of book {book} it is of"),
                false => format!("account {given} of book {book} is no bank account"),
            },
            one_of(accounts),
            "Name book and account in columns 账套 and 科目编码 of the sheet; where it is of one account, the import command also takes --account CODE.",
        ),
        LedgerRefusal::AccountNotCash { code, name, cash } => Words::new(
            format!("account {code} {name} is neither cash nor a bank account, and has no journal"),
            format!("an account of cash or of a bank: {}", list_en(cash)),
            format!("Choose one of those; the lines of {code} stand in its detail ledger."),
        ),
        LedgerRefusal::AccountNameDiffers { code, given, held } => Words::new(
            format!("account {code} is called {given}"),
            format!("{held}, as in the chart of accounts"),
            "Find out whether the code or the name is wrong.",
        ),
        LedgerRefusal::AccountCodeUnfit { code, name } => Words::new(
            format!("an account cannot have the code \"{code}\" and the name \"{name}\""),
            "a code of at most twenty digits, and a name",
            "Correct the chart, or what was given to tonggu ledger add-account.",
        ),
        LedgerRefusal::AccountExists { code, name } => Words::new(
            format!("the code {code} is that of {name}"),
            "a code that is free",
            "Choose another code; tonggu ledger accounts lists those there are.",
        ),
        LedgerRefusal::AccountUnlikeParent { code, class, parent, parent_class } => Words::new(
            format!("account {code} is of the class {}", class.zh()),
            format!("{}, the class of {parent} above it", parent_class.zh()),
            "Correct the class, or choose another code.",
        ),
        LedgerRefusal::AccountWithoutParent { code } => Words::new(
            format!("there is no account above {code}"),
            "a code that begins with that of an account",
            "See tonggu ledger accounts, then correct the code.",
        ),
        LedgerRefusal::StatementRowUnfit { code, given, rows } => Words::new(
            format!("row {given} of the statement takes in no accounts, such as {code}"),
            match rows.is_empty() {
                true => "no row: the statements of this book have none that does".to_owned(),
                false => format!("one of the rows {}", list_en(rows)),
            },
            "Correct the row; for others, change the formula in a layout of your own and give it with --layouts.",
        ),
        LedgerRefusal::AccountHasLines { code, lines } => Words::new(
            format!("account {code} has lines of its own ({lines}) and gets no sub-accounts"),
            "an account without lines",
            "Use tonggu ledger add-account under another account; what is booked stays as it is.",
        ),
        LedgerRefusal::DimensionMissing { code, name, dimension } => Words::new(
            format!("a line of account {code} {name} names no {}", dimension.en()),
            format!("the {} that it is about (辅助核算)", dimension.en()),
            "Fill it in under 往来对象.",
        ),
        LedgerRefusal::DimensionUnknown { dimension, given } => Words::new(
            format!("the {} {given} of a line is not registered", dimension.en()),
            format!("a {} of the member register or the ledger of contracts", dimension.en()),
            "Correct it, or import the members or contracts first.",
        ),
        LedgerRefusal::DimensionUnfit { given } => Words::new(
            format!("\"{given}\" does not say what the line is about"),
            format!(
                "NAME:VALUE, the name one of {}",
                Dimension::iter().map(Dimension::en).collect::<Vec<_>>().join(", ")
            ),
            "Correct it, with | between several; a bare name is a counterparty.",
        ),
        LedgerRefusal::DimensionRepeated { dimension, given } => Words::new(
            format!("the line is about two of the dimension {}, the second {given}", dimension.en()),
            format!("one {} a line", dimension.en()),
            "Make a line of each, with its own amount.",
        ),
        LedgerRefusal::OpeningOfIncome { code, name } => Words::new(
            format!("the opening balances have account {code} {name}, which is income or expense"),
            "balances of assets, liabilities, equity and cost",
            "Income and expense are closed every year; check whether a turnover was taken for a balance.",
        ),
        LedgerRefusal::VoucherOnTwoDays { number, first, date } => Words::new(
            format!("voucher {number} bears {first} in the rows above and {date} here"),
            "one day for one voucher",
            "Correct the day, or the number where it is another voucher.",
        ),
        LedgerRefusal::VoucherInSeveralBooks { given, books } => Words::new(
            format!("several books have a voucher {given}"),
            format!("the book beside it, one of {}", list_en(books)),
            "Say which book.",
        ),
        LedgerRefusal::PeriodClosedAlready { book, period, open } => Words::new(
            format!("{period} of book {book} is closed already"),
            format!("a period that is open, {open} or later"),
            "Nothing is to be done; tonggu ledger list shows how far books are closed.",
        ),
        LedgerRefusal::VoucherTooShort { lines } => Words::new(
            format!("the lines of the voucher are {lines} in all"),
            "two or more, with debit and credit",
            "Add the other side; it may be a line of another voucher under a wrong number.",
        ),
        LedgerRefusal::LineEmpty { line } => Words::new(
            format!("line {line} of the voucher has no amount"),
            "a debit or a credit that is not zero",
            "Fill in the amount, or remove the line.",
        ),
        LedgerRefusal::SummaryUnfit { line, given } => Words::new(
            match given.is_empty() {
                true => format!("line {line} of the voucher has no summary"),
                false => {
                    let begins: String = given.chars().take(20).collect();
                    format!(
                        "the summary of line {line} of the voucher has {} characters: {begins}…",
                        given.chars().count()
                    )
                }
            },
            "a summary of two hundred characters at most",
            "Say what the line is about; what is longer belongs into an attachment.",
        ),
        LedgerRefusal::LineOnBothSides { debit, credit } => Words::new(
            format!(
                "one line has a debit of {debit} yuan and a credit of {credit} yuan",
                debit = yuan(*debit),
                credit = yuan(*credit)
            ),
            "one of the two",
            "Remove one, or make two lines of it.",
        ),
        LedgerRefusal::VoucherUnbalanced { debit, credit } => Words::new(
            format!(
                "debits come to {debit} yuan and credits to {credit} yuan",
                debit = yuan(*debit),
                credit = yuan(*credit)
            ),
            "debits equal to credits",
            "Check the amounts of the lines, and their sides.",
        ),
        LedgerRefusal::VoucherTooLarge => Words::new(
            "the amounts come to more than the books can hold",
            "less than 10^12 yuan",
            "Check the amounts of the lines; one may have digits too many.",
        ),
        LedgerRefusal::DayOutsidePeriod { date, period } => Words::new(
            format!("the voucher's day {date} lies outside the period {period}"),
            days_of(*period),
            "Correct the day or the period.",
        ),
        LedgerRefusal::VoucherNumberUnfit { given } => Words::new(
            format!("{given} is no number of a voucher"),
            "a word and a number, such as 记-3 or 银收-12",
            "Correct it; the words are 记, 收, 付, 转, 现收, 现付, 银收 and 银付.",
        ),
        LedgerRefusal::VoucherNumberGap { book, period, given, expected } => Words::new(
            format!("voucher {given} of the book {book} in {period} does not run on from the one before"),
            expected.to_string(),
            "Numbers run on within a month and word: add the missing voucher, or correct the number.",
        ),
        LedgerRefusal::VoucherScattered { number, first } => Words::new(
            format!("the lines of voucher {number} do not stand together; others begin at row {first}"),
            "rows that follow each other",
            "Put the voucher's lines together, or correct the number.",
        ),
        LedgerRefusal::AttachmentMissing => Words::new(
            "the voucher rests on no source document",
            "one or more",
            "Fill in 附件张数, or attach a scan to the voucher.",
        ),
        LedgerRefusal::SourceBookedTwice { source, voucher } => Words::new(
            format!("the source document {source} is booked by voucher {voucher} already"),
            "one that is not booked",
            "Nothing is booked twice; if that voucher is wrong, reverse it first.",
        ),
        LedgerRefusal::PeriodClosed { book, period, open } => Words::new(
            format!("{period} of the book {book} is closed"),
            format!("an open period, {open} or later"),
            "Correct the day; errors of closed periods are put right by a correcting voucher in an open one.",
        ),
        LedgerRefusal::PeriodBeforeBook { book, period, first_year } => Words::new(
            format!("the book {book} begins with {first_year} and has no {period}"),
            format!("a month of {first_year} or later"),
            "Correct the day; what was before is imported as opening balances only.",
        ),
        LedgerRefusal::PeriodNotNext { book, period, next } => Words::new(
            format!("{period} of the book {book} cannot be closed yet"),
            format!("{next}, which is next"),
            format!("Close {next} with tonggu ledger close first, then those after it."),
        ),
        LedgerRefusal::VouchersNotPosted { book, period, vouchers } => Words::new(
            format!("vouchers of {period} of the book {book} are not posted: {}", list_en(vouchers)),
            "every voucher posted",
            "Use tonggu voucher review and tonggu voucher post, or tonggu voucher discard, then close.",
        ),
        LedgerRefusal::IncomeNotClosed { book, period, accounts } => Words::new(
            format!("income and expense of the book {book} are not closed by {period}: {}", list_en(accounts)),
            "accounts of income and expense without a balance",
            "Draft the closing voucher with tonggu ledger close-income, review and post it, then run tonggu ledger close.",
        ),
        LedgerRefusal::PurposeMissing { book, purpose } => Words::new(
            format!("the chart of {book} has no account whose use (用途) is {}", purpose.zh()),
            format!("a chart with an account of {}", purpose.zh()),
            "Write it under 用途 in the chart, open a book with that chart, and import its balances and vouchers.",
        ),
        LedgerRefusal::ClosingWaits { book, period, voucher } => Words::new(
            format!("{period} of the book {book} has a closing voucher that is not posted: {voucher}"),
            "one closing voucher",
            "Review and post it; to draft it anew, discard it first with tonggu voucher discard.",
        ),
        LedgerRefusal::RangeUnfit { first, last } => Words::new(
            format!("periods from {first} to {last}"),
            "periods of one year, the earlier first",
            "Put the first and the last period right, and ask for each year by itself.",
        ),
        LedgerRefusal::YearNotClosed { book, year, open } => Words::new(
            format!("the year {year} of the book {book} is not closed, {open} is open"),
            format!("a book that is closed to {year}-12"),
            "Close its months up to December first: a distribution starts from the books' figures.",
        ),
        LedgerRefusal::YearNotFinished { book, year, open } => Words::new(
            format!("the year {year} of the book {book} is not closed for good, {open} is open"),
            format!("a book that is closed to {year}-13, its distribution period"),
            "Close its periods with tonggu ledger close up to the distribution period, then archive the year.",
        ),
        LedgerRefusal::YearWithoutBooks { year } => Words::new(
            format!("no book has the year {year}"),
            "a year since which a book is kept",
            "Check from which year each book is kept.",
        ),
        LedgerRefusal::BookOfKindExists { kind, book } => Words::new(
            format!("the book {book} is of the kind {} already", kind.en()),
            format!("one book of the kind {}", kind.en()),
            format!("Keep the book {book}, or name another kind."),
        ),
        LedgerRefusal::BookedOtherwise(found) => booked_otherwise(found),
        LedgerRefusal::AccountOverdrawn { code, name, date, balance } => Words::new(
            format!("account {code} {name} comes to {balance} yuan on {date}", balance = yuan(*balance)),
            "a balance that is not below zero: what is not there cannot be paid",
            "Check the day's vouchers: a receipt may be missing, or a day or an account wrong.",
        ),
        LedgerRefusal::DatedAhead { date, today } => Words::new(
            format!("the day {date} has not come"),
            format!("{today}, which is today, or earlier"),
            "Check the date; the year may be wrong.",
        ),
        LedgerRefusal::BookOfKindMissing { kind } => Words::new(
            format!("there is no book of the {} ({})", kind.en(), kind.zh()),
            "a book that is open",
            format!("Open one with tonggu ledger open --kind {}.", kind.en()),
        ),
        LedgerRefusal::RuleMissing { rule } => Words::new(
            format!("there is no posting rule {rule}"),
            "a rule of the table",
            "The table of rules comes with the program: use a version whose table is whole, and report this sentence to those who maintain it.",
        ),
        LedgerRefusal::RuleLegMissing { rule, leg } => Words::new(
            format!("the posting rule {rule} does not say which account takes {leg}"),
            "an account for every leg",
            "The table of rules comes with the program: use a version whose table is whole, and report this sentence to those who maintain it.",
        ),
        LedgerRefusal::RuleUnknown { given, nearest } => Words::new(
            format!("there is no posting rule \"{given}\""),
            "a rule of the table, with a version or without, such as rent_received v1",
            format!("{}List all rules with tonggu ledger rules list.", perhaps(nearest)),
        ),
        LedgerRefusal::RuleHeadingMissing { headings, missing } => Words::new(
            format!(
                "the table of rules lacks the columns {}; its headings are {}",
                list_en(missing),
                list_en(headings)
            ),
            "the headings 规则, 名称, 版本, 账套类别, 期间, 腿, 方向, 科目, 依据 in any order",
            "Add what is missing; tonggu ledger rules list --csv FILE writes the rules in force, to be changed there.",
        ),
        LedgerRefusal::RuleRowUnfit { rule, column, given, need } => Words::new(
            match (need, given.is_empty()) {
                (RuleNeed::Change, _) => {
                    format!("version {given} of the posting rule {rule} says what is held already")
                }
                (RuleNeed::LegOnce, _) => format!("the leg \"{given}\" of the posting rule {rule} has two rows"),
                (RuleNeed::AllLegs(_), _) => format!("the posting rule {rule} has rows for \"{given}\" alone"),
                (_, true) => format!("the posting rule {rule} has nothing as its {}", column.zh()),
                (_, false) => format!("the posting rule {rule} has \"{given}\" as its {}", column.zh()),
            },
            rule_value(need),
            "Correct it, then run tonggu ledger rules propose again.",
        ),
        LedgerRefusal::RuleChangeUnknown { change_no, last } => Words::new(
            format!("there is no change {change_no} of posting rules"),
            if *last == 0 { "a change that was proposed".to_owned() } else { format!("1 to {last}") },
            "List all changes with tonggu ledger rules list --history.",
        ),
        LedgerRefusal::RuleChangeDecided { change_no, by, is_approved } => Words::new(
            format!(
                "change {change_no} of posting rules was {} by {by}",
                if *is_approved { "approved" } else { "rejected" }
            ),
            "a change that is not decided yet",
            "What is decided stays so: propose the next version with tonggu ledger rules propose.",
        ),
        LedgerRefusal::OwnRuleChange { change_no, user } => Words::new(
            format!("{user} proposed change {change_no} of posting rules and does not approve it"),
            "somebody else than who proposed it",
            format!("Let another accountant or a director sign in and use tonggu ledger rules approve {change_no}."),
        ),
        LedgerRefusal::RejectionUnexplained { change_no } => Words::new(
            format!("change {change_no} of posting rules is rejected without a reason"),
            "a reason",
            "Give it with --reason.",
        ),
        LedgerRefusal::VoucherUnknown { given } => {
            Words::new(format!("there is no voucher {given}"), "a voucher there is", "Look for it among the vouchers.")
        }
        LedgerRefusal::NoVouchers { book, period } => Words::new(
            format!("no voucher of {period} of the book {book} waits for this"),
            "a period with vouchers to be reviewed, signed or posted",
            "See tonggu voucher list, and check the book and the period.",
        ),
        LedgerRefusal::VoucherPosted { voucher } => Words::new(
            format!("voucher {voucher} is posted"),
            "a voucher that is not",
            "It stays as it is: use tonggu voucher reverse within its year, tonggu voucher add --corrects for an earlier one.",
        ),
        LedgerRefusal::VoucherReviewed { voucher } => Words::new(
            format!("voucher {voucher} is reviewed, and is not changed any more"),
            "a voucher that is not",
            "Discard it with tonggu voucher discard, then import the changed sheet, or enter it anew with its file.",
        ),
        LedgerRefusal::VoucherNotPosted { voucher } => Words::new(
            format!("voucher {voucher} is not posted, so there is nothing to reverse or correct"),
            "a posted voucher",
            "Discard it with tonggu voucher discard and enter it anew, or post it with tonggu voucher post first.",
        ),
        LedgerRefusal::OwnReview { voucher, user } => Words::new(
            format!("{user} prepared voucher {voucher} and cannot review it"),
            "somebody else",
            "Let another person sign in and use tonggu voucher review.",
        ),
        LedgerRefusal::NotReviewed { vouchers } => Words::new(
            format!("vouchers are not reviewed: {}", list_en(vouchers)),
            "reviewed vouchers",
            "Let somebody who did not prepare them use tonggu voucher review, then post them.",
        ),
        LedgerRefusal::CashierHasNotSigned { vouchers } => Words::new(
            format!("vouchers touch cash or a bank account without the cashier's signature: {}", list_en(vouchers)),
            "vouchers that the cashier signed",
            "Let the cashier sign in and use tonggu voucher sign, then post them.",
        ),
        LedgerRefusal::ReversedAlready { voucher, by } => Words::new(
            format!("voucher {voucher} was reversed by {by}"),
            "a voucher that was not",
            "Each is reversed once; see tonggu voucher list.",
        ),
        LedgerRefusal::ReversalNotReversed { voucher } => Words::new(
            format!("voucher {voucher} is a reversal itself"),
            "a voucher that is none",
            "Enter what it cancelled anew with tonggu voucher add.",
        ),
        LedgerRefusal::ReversedBeforeItself { voucher, date, own } => Words::new(
            format!("{date} lies before the day of voucher {voucher}, {own}"),
            format!("{own} or later"),
            "Put --date right.",
        ),
        LedgerRefusal::PriorYearNotReversed { voucher, year } => Words::new(
            format!("voucher {voucher} is of {year}, and a later year does not reverse it"),
            "a voucher of this year",
            "Put it right in this year with tonggu voucher add --corrects.",
        ),
        LedgerRefusal::PriorYearTouchesIncome { account, year } => Words::new(
            format!("a correction of {year} touches {account}, this year's income or expense"),
            "other accounts, such as undistributed income",
            "Name the account of undistributed income, then use tonggu voucher add --corrects again.",
        ),
    }
}

fn one_of(known: &[CompactString]) -> String {
    match known.is_empty() {
        true => "one to be opened; there is none yet".to_owned(),
        false => format!("one of {}", list_en(known)),
    }
}

/// What a column of a chart of accounts holds.
fn chart_values(column: &str) -> String {
    let joined = |names: Vec<&str>| names.join(", ");
    match column {
        "类别" => format!("one of {}", joined(AccountClass::iter().map(AccountClass::zh).collect())),
        "方向" => "借 or 贷".to_owned(),
        "辅助核算" => format!("nothing, or one of {}", joined(Dimension::iter().map(Dimension::zh).collect())),
        "归入行次" => "nothing, or the number of a statement's row".to_owned(),
        "用途" => format!("nothing, or one of {}", joined(Purpose::iter().map(Purpose::zh).collect())),
        _ => "the columns 科目编码, 科目名称, 英文名称, 类别, 方向, 辅助核算, 用途, 依据".to_owned(),
    }
}

/// The days that vouchers of a period bear.
fn days_of(period: AccountingPeriod) -> String {
    match period.number() {
        0 => format!("{}, on which the year begins", period.last_day()),
        AccountingPeriod::DISTRIBUTION => format!("{} or later", period.last_day()),
        _ => format!("a day of {period}"),
    }
}

/// What a cell of a table of rules should hold.
fn rule_value(need: &RuleNeed) -> String {
    match need {
        RuleNeed::Version(next) => format!("{next}, the version after the one that is held"),
        RuleNeed::BookKind(kind) => format!("{}: whose book it is, the event says", kind.zh()),
        RuleNeed::Period(period) => format!("{}: the period is the event's own", period.zh()),
        RuleNeed::Side(side) => format!("{}: the side is the event's own", side.zh()),
        RuleNeed::Leg(legs) => format!("one of the event's legs: {}", list_en(legs)),
        RuleNeed::LegOnce => "a row for each leg".to_owned(),
        RuleNeed::AllLegs(legs) => format!("a row each for {}", list_en(legs)),
        RuleNeed::Name => "a name of two hundred characters at most: it is the summary of vouchers".to_owned(),
        RuleNeed::OneName(name) => format!("{name}, as in the rule's first row"),
        RuleNeed::Basis => "where it is laid down, such as a regulation or a resolution".to_owned(),
        RuleNeed::Change => "another name, account or basis".to_owned(),
    }
}

fn booked_otherwise(found: &BookedOtherwise) -> Words {
    let BookedOtherwise { origin, mend, source, voucher, booked, now } = found;
    Words::new(
        format!(
            "{source} is {now} yuan now, and was booked as {booked} or to another account or contract by voucher {voucher}",
            now = yuan(*now),
            booked = yuan(*booked)
        ),
        format!("the {} as the voucher has it", booked_from(*origin)),
        format!("{}{}", put_right(*mend, voucher), said_wrongly(*origin)),
    )
}

/// What an event is called.
const fn booked_from(origin: EventOrigin) -> &'static str {
    match origin {
        EventOrigin::Receipts => "receipt",
        EventOrigin::Contributions => "contribution or quantification",
        EventOrigin::Run => "run",
        EventOrigin::BankAnswers => "bank's answer",
        EventOrigin::Motion => "motion's payment",
        EventOrigin::Dividend => "dividend",
    }
}

/// How the voucher is put right.
fn put_right(mend: BookedMend, voucher: &str) -> String {
    match mend {
        BookedMend::Discard => "Discard the voucher with tonggu voucher discard, and book again. ".to_owned(),
        BookedMend::Reverse => {
            "Reverse the voucher with tonggu voucher reverse and post that, and book again. ".to_owned()
        }
        BookedMend::Correct => format!(
            "The voucher's year is closed: enter the difference in the open period with tonggu voucher add --corrects \"{voucher}\" and post it; then this is settled. "
        ),
    }
}

/// Where it is said, in case it is said wrongly.
const fn said_wrongly(origin: EventOrigin) -> &'static str {
    match origin {
        EventOrigin::Receipts => "A wrong sheet of receipts is corrected and imported again.",
        EventOrigin::Contributions => {
            "A wrong sheet of contributions or quantifications is corrected and imported again."
        }
        EventOrigin::Run => "An effective run stays as it is; a correction run changes it.",
        EventOrigin::BankAnswers => "Answers that were imported wrongly are taken back with tonggu import undo.",
        EventOrigin::Motion => "The motion's payment stays as it is recorded.",
        EventOrigin::Dividend => "Correct --amount; another dividend has a bank's number of its own.",
    }
}
