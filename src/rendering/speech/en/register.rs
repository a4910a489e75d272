//! Members, shares, contributions and contracts.

use super::super::{Language, Words, list_en};
use super::perhaps;
use crate::domain::contract::refusal::ContractRefusal;
use crate::domain::contribution::ObjectKind;
use crate::domain::contribution::refusal::ContributionRefusal;
use crate::domain::register::movement::Parties;
use crate::domain::register::refusal::RegisterRefusal;
use crate::rendering::amount::{quantity, yuan};
use crate::rendering::term::term;

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn register(refusal: &RegisterRefusal) -> Words {
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
            format!("the giving and receiving sides do not fit {} ({})", kind.zh(), term(kind.zh(), Language::English)),
            match expected {
                Parties::ReceiverOnly => "only the receiving member",
                Parties::GiverOnly => "only the giving member",
                Parties::Both => "a giving and a receiving member, not the same",
                Parties::ExactlyOne => "one of the two; a downward correction names the giver",
            },
            "Correct them.",
        ),
        RegisterRefusal::HoldingFallsBelowZero { member_no, class, date, held } => Words::new(
            format!(
                "on {date} {member_no} would hold {held} {class}",
                held = quantity(held),
                class = term(class.as_str(), Language::English)
            ),
            "zero or more on every day",
            "Check the shares, the date and the member number.",
        ),
        RegisterRefusal::FrozenSharesMove { member_no, class, date, held, frozen } => Words::new(
            format!(
                "on {date} {member_no} would hold {held} {class} with {frozen} frozen",
                held = quantity(held),
                frozen = quantity(frozen),
                class = term(class.as_str(), Language::English)
            ),
            "that frozen shares stay, and no more are unfrozen than were frozen",
            "Unfreeze them first, or correct the shares.",
        ),
        RegisterRefusal::CertificateShared { certificate_no, other } => Words::new(
            format!("certificate {certificate_no} also stands for {other} of another household"),
            "one household for each certificate",
            "Check the number; a new certificate has a new number.",
        ),
        RegisterRefusal::SharesUnlikeArea { member_no, class, held, by_area } => Words::new(
            format!(
                "{member_no} holds {held} {class}",
                held = quantity(held),
                class = term(class.as_str(), Language::English)
            ),
            format!("{by_area}, what the contributed area brings", by_area = quantity(by_area)),
            "Check the area, the ratio and the shares.",
        ),
        RegisterRefusal::SharesUnlikeQuantification { class, total, given } => Words::new(
            format!(
                "{class} were quantified at {total}",
                total = quantity(total),
                class = term(class.as_str(), Language::English)
            ),
            format!("{given}, what was given to persons", given = quantity(given)),
            "Check the quantification and the ledger of holdings.",
        ),
    }
}

pub(super) fn contribution(refusal: &ContributionRefusal) -> Words {
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
            format!("{contributed} is contributed under contract {contract_no}", contributed = quantity(contributed)),
            format!("at most {contract_area}, its own size", contract_area = quantity(contract_area)),
            "Check the contributed areas and the contract's.",
        ),
    }
}

pub(super) fn contract(refusal: &ContractRefusal) -> Words {
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
            format!(
                "{collected} yuan were collected of contract {contract_no} for {year}",
                collected = yuan(*collected)
            ),
            format!("at most the {due} yuan due", due = yuan(*due)),
            "What is too much stays on the contract; check the year and the amount.",
        ),
        ContractRefusal::ReceiptDatedAhead { date, today } => Words::new(
            format!("the receipt's day {date} has not come"),
            format!("{today}, which is today, or earlier"),
            "Check the date; the year may be wrong.",
        ),
        ContractRefusal::ReceiptOfNothing { amount } => Words::new(
            format!("the receipt is of {} yuan", yuan(*amount)),
            "an amount that came in or was paid back",
            "Check whether it was left out; a row of no money can be removed.",
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

const fn object(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Parcel => "parcel",
        ObjectKind::Shop => "shop",
    }
}
