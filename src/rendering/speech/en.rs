//! English.

use super::{Words, list_en, megabytes};
use crate::domain::contract::refusal::ContractRefusal;
use crate::domain::contribution::ObjectKind;
use crate::domain::contribution::refusal::ContributionRefusal;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::distribution::run::RunNumber;
use crate::domain::refusal::{CooperativeRefusal, Refusal};
use crate::domain::register::movement::Parties;
use crate::domain::register::refusal::RegisterRefusal;
use crate::domain::sheet::{CellFlaw, CellRefusal, SheetRefusal};
use compact_str::CompactString;

pub(super) fn words(refusal: &Refusal) -> Words {
    match refusal {
        Refusal::Sheet(refusal) => sheet(refusal),
        Refusal::Cell(refusal) => cell(refusal),
        Refusal::Register(refusal) => register(refusal),
        Refusal::Contribution(refusal) => contribution(refusal),
        Refusal::Contract(refusal) => contract(refusal),
        Refusal::Distribution(refusal) => distribution(refusal),
        Refusal::Cooperative(refusal) => cooperative(refusal),
    }
}

fn perhaps(nearest: &[CompactString]) -> String {
    match nearest.is_empty() {
        true => String::new(),
        false => format!("Did you mean {}? ", list_en(nearest)),
    }
}

const fn object(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Parcel => "parcel",
        ObjectKind::Shop => "shop",
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
fn sheet(refusal: &SheetRefusal) -> Words {
    match refusal {
        SheetRefusal::FileMissing { reason } => Words::new(
            format!("the file cannot be opened ({reason})"),
            "a file that can be read",
            "Check the path and the permissions.",
        ),
        SheetRefusal::FileTooLarge { size, limit } => Words::new(
            format!("the file has {}, which is too large", megabytes(*size)),
            format!("at most {}", megabytes(*limit)),
            "Split it into several files.",
        ),
        SheetRefusal::FileExpandsTooFar { limit, .. } => Words::new(
            "the file unpacks to more than a workbook would, perhaps a zip bomb; reading was stopped",
            format!("at most {} unpacked", megabytes(*limit)),
            "Open it in Excel or WPS and save a copy.",
        ),
        SheetRefusal::PasswordProtected => Words::new(
            "the file is protected by a password",
            "a workbook without one",
            "Remove the password and save a copy.",
        ),
        SheetRefusal::NotAWorkbook => {
            Words::new("this is no table that can be read", "xlsx, xls, ods or csv", "Save it as xlsx in Excel or WPS.")
        }
        SheetRefusal::FileDamaged { reason } => Words::new(
            format!("the file is broken or cut off ({reason})"),
            "a complete workbook",
            "Fetch it again, or open it and save a copy.",
        ),
        SheetRefusal::SheetNotRecognised { headings, closest, missing, unknown } => {
            let found =
                if headings.is_empty() { "no headings".to_owned() } else { format!("headings {}", list_en(headings)) };
            let expected = match closest {
                Some(kind) => format!("{}, which still lacks {}", kind.zh(), list_en(missing)),
                None => "the headings of one of the known kinds".to_owned(),
            };
            let mend = match unknown.is_empty() {
                true => "Add the missing columns, or get a blank form with the template command; --as-of can stand for the date of holdings.".to_owned(),
                false => format!("Add the missing columns, or say with --map HEADING=COLUMN what {} means.", list_en(unknown)),
            };
            Words::new(format!("the kind of sheet is not recognised, {found}"), expected, mend)
        }
        SheetRefusal::KindNotYetReceived { kind } => Words::new(
            format!("this is {} ({}), which cannot be received before the books are kept here", kind.zh(), kind.code()),
            "sheets for the distribution",
            "Leave this sheet out for now.",
        ),
        SheetRefusal::HeadingAmbiguous { headings, column } => Words::new(
            format!("the headings {} can both mean {column}", list_en(headings)),
            "one of them",
            format!(
                "Choose one, such as --map {}={column}; the choice is remembered.",
                headings.first().map_or("", CompactString::as_str)
            ),
        ),
        SheetRefusal::HeadingUnknown { heading, candidates } => Words::new(
            format!("the heading {heading} is not known, its column was not read"),
            format!("{} or the like", list_en(candidates)),
            format!(
                "To read it use --map {heading}=COLUMN, to pass over it --map {heading}=忽略. The choice is remembered."
            ),
        ),
        SheetRefusal::HeadingChoiceUnfit { given } => Words::new(
            format!("the choice {given} cannot be"),
            "HEADING=COLUMN or HEADING=忽略",
            "The blank templates name the columns.",
        ),
        SheetRefusal::HeadingsOnly => {
            Words::new("there are headings and no rows", "at least one row", "If there is nothing to say, ignore this.")
        }
        SheetRefusal::TotalDiffers { column, given, computed } => Words::new(
            format!("the total of {column} is {given}"),
            format!("{computed}, the sum of the rows"),
            "Look for missing or repeated rows, or a wrong formula; the rows are what counts.",
        ),
        SheetRefusal::QuantityMerged { column, rows } => Words::new(
            format!("{column} is merged over {rows} rows and was read into each of them"),
            "one number a row",
            "If it is the sum of the rows, split the cell.",
        ),
        SheetRefusal::RowRepeated { first } => Words::new(
            format!("the same as row {first}"),
            "one row for each",
            "Remove the row, or correct its number or date.",
        ),
        SheetRefusal::MoreProblems { count } => {
            Words::new(format!("{count} more problems are not listed"), "", "Mend the listed ones first.")
        }
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
fn cell(refusal: &CellRefusal) -> Words {
    let CellRefusal { column, given, flaw } = refusal;
    let value = format!("{column} is “{given}”");
    match flaw {
        CellFlaw::ValueMissing => Words::new(format!("{column} is empty"), "a value", "Fill it in."),
        CellFlaw::NotANumber => {
            Words::new(format!("{value}, which is no number"), "a number such as 1234.56", "Write a number.")
        }
        CellFlaw::TooManyDecimals { decimals } => Words::new(
            format!("{value}, which has too many decimals"),
            format!("at most {decimals} decimals"),
            "Write it as it is meant; nothing is rounded on the way in.",
        ),
        CellFlaw::NumberTooLarge { limit } => {
            Words::new(format!("{value}, which is too large"), format!("at most {limit}"), "Look for a digit too many.")
        }
        CellFlaw::NegativeNumber => Words::new(
            format!("{value}, which is below zero"),
            "zero or more",
            "Correct it; a refund has 退款 in 备注 or a serial number.",
        ),
        CellFlaw::NotADate => {
            Words::new(format!("{value}, which is no date"), "a date such as 2008-12-31", "Write year, month and day.")
        }
        CellFlaw::NotAYear => {
            Words::new(format!("{value}, which is no year"), "a year such as 2008", "Write four digits.")
        }
        CellFlaw::NotAChoice { choices } => Words::new(
            format!("{value}, which cannot stand there"),
            format!("one of {}", list_en(choices)),
            "Write one of these.",
        ),
        CellFlaw::ItemUnknown { nearest } => Words::new(
            format!("the item {given} is not known"),
            "the name of an item",
            format!("{}The blank template names them.", perhaps(nearest)),
        ),
        CellFlaw::ValueOutOfRange { allowed } => {
            Words::new(format!("{value}, which is out of range"), allowed.as_str(), "Correct it.")
        }
        CellFlaw::IdNumberShape => Words::new(
            format!("{value}, which is no identification number of 18 characters"),
            "17 digits and a check character",
            "Check the card; without a number leave it empty.",
        ),
        CellFlaw::IdNumberBirthDate => Words::new(
            format!("{value}, whose digits 7 to 14 are no birth date"),
            "a day not after today",
            "Check the card.",
        ),
        CellFlaw::IdNumberCheckCharacter { expected } => Words::new(
            format!("{value}, whose check character is wrong"),
            format!("{expected} at the end, if the first 17 digits are right"),
            "Check the card; a digit may have been copied wrongly.",
        ),
        CellFlaw::DigitsLostInNumberCell => Words::new(
            format!("{value}, a number cell whose last digits are already lost"),
            "the number as text",
            "Format the cell as text and copy the number from the card or bank book again.",
        ),
        CellFlaw::FormulaError => Words::new(
            format!("the formula of {column} failed: {given}"),
            "its result",
            "Mend the formula or write the value.",
        ),
        CellFlaw::FormulaWithoutResult { formula } => Words::new(
            format!("the formula ={formula} of {column} was saved without its result"),
            "its result",
            "Open and save the file once in Excel or WPS, or write the value.",
        ),
        CellFlaw::UnitDiffers { expected } => {
            Words::new(format!("{value}, which is in another unit"), expected.as_str(), "Convert it to this unit.")
        }
        CellFlaw::RentNotExact { size } => Words::new(
            format!("{value}, which divided by the size {size} is no number of at most four decimals"),
            "a yearly rent that divides exactly",
            "Give the rent per unit in a sheet of rent steps.",
        ),
        CellFlaw::TextLikeFormula => Words::new(
            format!("{value}, which looks like a formula and is kept as text"),
            "plain text",
            "Correct it if that was not meant; exports escape it.",
        ),
        CellFlaw::RateLikeFraction { as_percent } => Words::new(
            format!("{value}, which is read as {given} per cent"),
            "per cent: 10 for 10 %",
            format!("If the cell is formatted as per cent and means {as_percent} %, write {as_percent}."),
        ),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
fn register(refusal: &RegisterRefusal) -> Words {
    match refusal {
        RegisterRefusal::MemberNumberRepeated { member_no, first } => Words::new(
            format!("the member number {member_no} stands in row {first} too"),
            "one number for each person",
            "Correct the number or remove the row.",
        ),
        RegisterRefusal::MemberNotNamed => {
            Words::new("there is neither a member number nor an identification number", "one of the two", "Fill it in.")
        }
        RegisterRefusal::MemberUnknown { member_no, nearest } => Words::new(
            format!("no member has the number {member_no}"),
            "a number of the member register",
            format!("{}Correct it, or import the member register first.", perhaps(nearest)),
        ),
        RegisterRefusal::IdNumberUnknown { id_number } => Words::new(
            format!("no member has the identification number {id_number}"),
            "a number of the member register",
            "Correct it, or import the member register first.",
        ),
        RegisterRefusal::NameDiffers { member_no, given, held } => Words::new(
            format!("{member_no} is called {given}"),
            format!("{held}, as in the member register"),
            "Find out whether the number or the name is wrong.",
        ),
        RegisterRefusal::NameAmbiguous { name, member_nos } => Words::new(
            format!("several members are called {name}"),
            format!("a member number ({})", list_en(member_nos)),
            "Fill in the member number.",
        ),
        RegisterRefusal::IdNumberShared { id_number, other } => Words::new(
            format!("the identification number {id_number} is that of {other} too"),
            "one number for each person",
            "Check the cards; one person may be registered twice.",
        ),
        RegisterRefusal::TwoHeads { household_no, other } => Words::new(
            format!("household {household_no} has two heads, the other is {other}"),
            "one head for each household",
            "Correct the relation or the household number.",
        ),
        RegisterRefusal::HeadNotFound { head } => Words::new(
            format!("the head of household {head} is not found"),
            "the only head of that name",
            "Check the name, or give the household's number or the head's identification number.",
        ),
        RegisterRefusal::ShareClassUnknown { class, known } => Words::new(
            format!("there is no share class {class}"),
            format!("one of {}", list_en(known)),
            "Correct it, or add it to 股种 in the charter's terms.",
        ),
        RegisterRefusal::MovementSidesUnfit { kind, expected } => Words::new(
            format!("the giving and receiving sides do not fit {}", kind.zh()),
            match expected {
                Parties::ReceiverOnly => "only the receiving member",
                Parties::GiverOnly => "only the giving member",
                Parties::Both => "a giving and a receiving member, not the same",
                Parties::ExactlyOne => "one of the two; a downward correction names the giver",
            },
            "Correct them.",
        ),
        RegisterRefusal::HoldingFallsBelowZero { member_no, class, date, held } => Words::new(
            format!("on {date} {member_no} would hold {held} of {class}"),
            "zero or more on every day",
            "Check the shares, the date and the member number.",
        ),
        RegisterRefusal::FrozenSharesMove { member_no, class, date, held, frozen } => Words::new(
            format!("on {date} {member_no} would hold {held} of {class} with {frozen} frozen"),
            "that frozen shares stay, and no more are unfrozen than were frozen",
            "Unfreeze them first, or correct the shares.",
        ),
        RegisterRefusal::CertificateShared { certificate_no, other } => Words::new(
            format!("certificate {certificate_no} also stands for {other} of another household"),
            "one household for each certificate",
            "Check the number; a new certificate has a new number.",
        ),
        RegisterRefusal::SharesUnlikeArea { member_no, class, held, by_area } => Words::new(
            format!("{member_no} holds {held} of {class}"),
            format!("{by_area}, what the contributed area brings"),
            "Check the area, the ratio and the shares.",
        ),
        RegisterRefusal::SharesUnlikeQuantification { class, total, given } => Words::new(
            format!("{class} was quantified at {total} shares"),
            format!("{given}, what was given to persons"),
            "Check the quantification and the ledger of holdings.",
        ),
    }
}

fn contribution(refusal: &ContributionRefusal) -> Words {
    match refusal {
        ContributionRefusal::ExitBeforeEntry { entry_date, exit_date } => Words::new(
            format!("it leaves on {exit_date}, before it came on {entry_date}"),
            "a day not before",
            "Correct the dates.",
        ),
        ContributionRefusal::OutsideContract { contract_no, range, given } => Words::new(
            format!("{given} lies outside contract {contract_no}"),
            format!("{} to {}", range.first, range.last),
            "Correct the date or the contract number.",
        ),
        ContributionRefusal::ContractLeasesOut { contract_no, kind } => Words::new(
            format!("contract {contract_no} lets out ({}) and carries no contributions", kind.zh()),
            "a contract of land transfer or shop lease",
            "Name the contract under which it was brought in.",
        ),
        ContributionRefusal::ContractUnlike { contract_no, kind, unit, object: brought } => Words::new(
            format!(
                "a {} cannot come in under contract {contract_no} ({}, in {})",
                object(*brought),
                kind.zh(),
                unit.zh()
            ),
            format!("a contract in {}", brought.unit().zh()),
            "Correct the contract number, or the contract's kind and unit.",
        ),
        ContributionRefusal::ActiveTwice { object: kind, object_no, other_member_no, other, days } => Words::new(
            format!(
                "{} {object_no} is {other_member_no}'s too from {} to {} (row {other})",
                object(*kind),
                days.first,
                days.last
            ),
            "one contributor on a day",
            "Give the day on which the earlier one left, or correct the number.",
        ),
        ContributionRefusal::AreaUnlikeContract { contract_no, contract_area, contributed } => Words::new(
            format!("{contributed} is contributed under contract {contract_no}"),
            format!("at most {contract_area}, its own size"),
            "Check the contributed areas and the contract's.",
        ),
    }
}

fn contract(refusal: &ContractRefusal) -> Words {
    match refusal {
        ContractRefusal::ContractUnknown { contract_no, nearest } => Words::new(
            format!("no contract has the number {contract_no}"),
            "a number of the ledger of contracts",
            format!("{}Correct it, or import the contracts first.", perhaps(nearest)),
        ),
        ContractRefusal::EndBeforeStart { start_date, end_date } => Words::new(
            format!("it ends on {end_date}, before it starts on {start_date}"),
            "a day not before",
            "Correct the dates.",
        ),
        ContractRefusal::GrainNotNamed => {
            Words::new("a rent in kind names no grain", "a grain such as 黄谷", "Fill it in.")
        }
        ContractRefusal::RentStepNotInForce { contract_no, days } => Words::new(
            format!(
                "contract {contract_no} has no rent step from {} to {} while somebody has land or a shop under it",
                days.first, days.last
            ),
            "a rent for every day",
            "Add it to the rent steps; the distribution would be refused.",
        ),
        ContractRefusal::GrainPriceNotKnown { contract_no, grain, year } => Words::new(
            format!("contract {contract_no} is in {grain} and {year} has no price"),
            "the year's price",
            "Add it to the grain prices; the distribution would be refused.",
        ),
        ContractRefusal::ReceiptsAboveDue { contract_no, year, collected, due } => Words::new(
            format!("{collected} yuan were collected of contract {contract_no} for {year}"),
            format!("at most the {due} yuan due"),
            "What is too much stays on the contract; check the year and the amount.",
        ),
        ContractRefusal::ContractDoesNotLeaseOut { contract_no, kind } => Words::new(
            format!("contract {contract_no} ({}) lets out nothing", kind.zh()),
            "a contract of sub-lease or package sub-lease",
            "Correct the contract number or its kind.",
        ),
        ContractRefusal::ContentNotNamed => Words::new(
            "it does not say what is let out, or names a parcel and a shop at once",
            "the source contract, or a parcel or a shop",
            "Correct it.",
        ),
        ContractRefusal::ContentNotContributed { object: kind, object_no } => Words::new(
            format!("nobody brought in the {} {object_no} that is let out", object(*kind)),
            "the number of a contributed one",
            "Check the number; what nobody brought in counts in no margin.",
        ),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
fn distribution(refusal: &DistributionRefusal) -> Words {
    match refusal {
        DistributionRefusal::PlanMissing { year } => {
            Words::new(format!("{year} has no distribution plan"), "a plan", "Import the year's plan.")
        }
        DistributionRefusal::PlanItemMissing { item } => {
            Words::new(format!("the plan lacks {}", item.zh()), "this item", "Add it and import the plan again.")
        }
        DistributionRefusal::CharterTermMissing { item } => Words::new(
            format!("the charter in force on the record date lacks {}", item.zh()),
            "this item; zero is a decision too",
            "Add it to the charter's terms.",
        ),
        DistributionRefusal::RentStepMissing { contract_no, days } => Words::new(
            format!("contract {contract_no} has no rent step from {} to {}", days.first, days.last),
            "a rent for every day",
            "Import the rent steps.",
        ),
        DistributionRefusal::GrainPriceMissing { contract_no, grain, year } => Words::new(
            format!("contract {contract_no} is in {grain} and {year} has no price"),
            "the year's price",
            "Import the grain prices.",
        ),
        DistributionRefusal::HoldingBelowZero { member_no, class, held } => {
            Words::new(format!("{member_no} holds {held} of {class}"), "zero or more", "Import a correcting movement.")
        }
        DistributionRefusal::CollectedBelowZero { contract_no, collected } => Words::new(
            format!("the receipts of contract {contract_no} for the year sum to {collected} yuan"),
            "zero or more",
            "Check the refunds.",
        ),
        DistributionRefusal::DividendTooLarge { given, largest } => Words::new(
            format!("the company's dividend is {given} yuan"),
            format!("at most {largest} yuan"),
            "Correct the plan.",
        ),
        DistributionRefusal::PoolTooLarge { given, available } => Words::new(
            format!("tier two would distribute {given} yuan"),
            format!("at most the {available} yuan available to members"),
            "Correct the plan; it may be less, never more.",
        ),
        DistributionRefusal::NoEligibleShares { pool } => Words::new(
            format!("there are {pool} yuan to distribute and nobody holds a share that takes part"),
            "holders on the record date",
            "Check the record date, the holdings and the classes that take part.",
        ),
        DistributionRefusal::OpeningDiffers { item, given, expected, run } => Words::new(
            format!("{} is {given} yuan", item.zh()),
            format!("{expected} yuan, carried forward by {run}"),
            "Correct the plan, or the earlier distribution first.",
        ),
        DistributionRefusal::FollowedRunUnknown { run, counting } => Words::new(
            format!("there is no run {run} to follow"),
            runs(counting),
            "See distribution list, then correct the number.",
        ),
        DistributionRefusal::RunNotEffective { run } => Words::new(
            format!("{run} has not been approved by the bodies"),
            "a run in effect",
            "Where bodies have members a draft pays nobody; put it forward first.",
        ),
        DistributionRefusal::CutOffBeforeEarlier { given, latest } => Words::new(
            format!("the cut-off {given} lies before that of a run already made"),
            format!("{latest} or later"),
            "Check the year of --cut-off.",
        ),
        DistributionRefusal::RunUnknown { year, number, known } => {
            let asked = number.map_or_else(|| year.to_string(), |number| format!("{year}#{number}"));
            Words::new(
                format!("there is no run of {asked}"),
                runs(known),
                "Make it with distribute, or correct year and number.",
            )
        }
        DistributionRefusal::StatementUnknown { member_no, run } => Words::new(
            format!("{run} has no statement of {member_no}"),
            "the number of a member who took part",
            "Check the number; a member with neither contribution nor shares has no statement.",
        ),
        DistributionRefusal::AmountTooLarge => Words::new(
            "an amount or quantity is too large to be reckoned exactly",
            "less than 10^12 yuan",
            "Check areas, rents, prices and shares.",
        ),
        DistributionRefusal::PinnedInputsBroken(flaw) => Words::new(
            format!("the pinned inputs cannot be read (record {}: {})", flaw.record, flaw.flaw),
            "what was sealed",
            "The data may have been changed: run verify and call the administrator.",
        ),
        DistributionRefusal::ControlTotalBroken { number, subject, left, right } => Words::new(
            format!("control total {number} ({subject}) does not hold: {left}"),
            right.as_str(),
            "A fault of the program or the data, nothing can be distributed: run verify and call the administrator.",
        ),
    }
}

fn runs(runs: &[RunNumber]) -> String {
    match runs.is_empty() {
        true => "a run that is there (none is yet)".to_owned(),
        false => runs.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
fn cooperative(refusal: &CooperativeRefusal) -> Words {
    match refusal {
        CooperativeRefusal::NoData { place } => Words::new(
            format!("there is no data at {place} yet"),
            "data that has been set up",
            "Run tonggu init --code CODE --name NAME first, or say with --data where it is.",
        ),
        CooperativeRefusal::DataUnreachable { place, reason } => Words::new(
            format!("the data at {place} cannot be opened ({reason})"),
            "a place to read and write",
            "Check --data and the permissions.",
        ),
        CooperativeRefusal::DataNewer { unknown } => Words::new(
            format!("a newer version wrote the data ({})", unknown.join(", ")),
            "data of this version",
            "Upgrade the program.",
        ),
        CooperativeRefusal::CooperativeUnknown { code: Some(code), known } => Words::new(
            format!("no cooperative has the code {code}"),
            known_codes(known),
            "Correct --cooperative, or set it up with init.",
        ),
        CooperativeRefusal::CooperativeUnknown { code: None, known } if known.is_empty() => {
            Words::new("there is no cooperative yet", "at least one", "Run tonggu init --code CODE --name NAME first.")
        }
        CooperativeRefusal::CooperativeUnknown { code: None, known } => {
            Words::new("there are several cooperatives", known_codes(known), "Say which with --cooperative.")
        }
        CooperativeRefusal::CooperativeExists { code } => {
            Words::new(format!("the code {code} is taken"), "a code that is free", "Choose another.")
        }
        CooperativeRefusal::CooperativeCodeUnfit { given } => Words::new(
            format!("“{given}” cannot be a code or name"),
            "one line of text; a code has no blanks and at most 40 characters",
            "Correct it.",
        ),
        CooperativeRefusal::BatchUnknown { batch_no, last } => {
            Words::new(format!("there is no batch {batch_no}"), format!("1 to {last}"), "See import list.")
        }
        CooperativeRefusal::BatchNotUndoable { batch_no, undone_by: Some(by) } => Words::new(
            format!("batch {batch_no} was undone by batch {by}"),
            "an import that counts",
            "Nothing needs to be done.",
        ),
        CooperativeRefusal::BatchNotUndoable { batch_no, undone_by: None } => Words::new(
            format!("batch {batch_no} is itself an undo"),
            "an import",
            "To have the rows back, import the original files again.",
        ),
        CooperativeRefusal::BatchChangedLater { batch_no, later } => {
            let later = later.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            Words::new(
                format!("batch {later} changed what batch {batch_no} entered"),
                "no later changes",
                format!("Undo batch {later} first."),
            )
        }
        CooperativeRefusal::BatchNeeded { batch_no, dependents } => {
            let named = dependents.iter().map(|dependent| {
                let place = super::place_in_words(&dependent.place, super::Language::English);
                format!("batch {} {place} ({})", dependent.batch_no, words(&dependent.refusal).what)
            });
            let named = named.collect::<Vec<_>>().join("; ");
            Words::new(
                format!("other entries rest on batch {batch_no}: {named}"),
                "none that rest on it",
                "Undo or correct these first.",
            )
        }
        CooperativeRefusal::CertificateUnknown { certificate_no } => Words::new(
            format!("there is no certificate {certificate_no}"),
            "a number of the ledger of holdings",
            "Check the number.",
        ),
    }
}

fn known_codes(known: &[String]) -> String {
    match known.is_empty() {
        true => "a code that is there (none is yet)".to_owned(),
        false => known.join(", "),
    }
}
