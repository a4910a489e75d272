//! Distributions, cooperatives and batches.

use super::super::{Language, MOST_NAMED, Words, list_en, place_in_words};
use super::perhaps;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::distribution::run::RunNumber;
use crate::domain::period::china_time;
use crate::domain::refusal::CooperativeRefusal;
use crate::rendering::amount::{quantity, yuan};
use crate::rendering::term::term;

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn distribution(refusal: &DistributionRefusal) -> Words {
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
        DistributionRefusal::HoldingBelowZero { member_no, class, held } => Words::new(
            format!("{member_no} holds {} {}", quantity(held), term(class.as_str(), Language::English)),
            "zero or more",
            "Import a correcting movement.",
        ),
        DistributionRefusal::CollectedBelowZero { contract_no, collected } => Words::new(
            format!(
                "the receipts of contract {contract_no} for the year sum to {collected} yuan",
                collected = yuan(*collected)
            ),
            "zero or more",
            "Check the refunds.",
        ),
        DistributionRefusal::DividendTooLarge { given, largest } => Words::new(
            format!("the company's dividend is {given} yuan", given = yuan(*given)),
            format!("at most {largest} yuan", largest = yuan(*largest)),
            "Correct the plan.",
        ),
        DistributionRefusal::PoolTooLarge { given, available } => Words::new(
            format!("tier two would distribute {given} yuan", given = yuan(*given)),
            format!("at most the {available} yuan available to members", available = yuan(*available)),
            "Correct the plan; it may be less, never more.",
        ),
        DistributionRefusal::NoEligibleShares { pool } => Words::new(
            format!("there are {pool} yuan to distribute and nobody holds a share that takes part", pool = yuan(*pool)),
            "holders on the record date",
            "Check the record date, the holdings and the classes that take part.",
        ),
        DistributionRefusal::OpeningDiffers { item, given, expected, run } => Words::new(
            format!("{} is {given} yuan", item.zh(), given = yuan(*given)),
            format!("{expected} yuan, carried forward by {run}", expected = yuan(*expected)),
            "Correct the plan, or the earlier distribution first.",
        ),
        DistributionRefusal::FigureUnlikeBooks { item, given, books, book } => Words::new(
            format!("{} is {given} yuan", item.zh(), given = yuan(*given)),
            format!("{books} yuan, as the book {book} has it", books = yuan(*books)),
            "Correct the plan, or the books first.",
        ),
        DistributionRefusal::FollowedRunUnknown { run, counting } => Words::new(
            format!("there is no run {run} to follow"),
            runs(counting),
            "Look among the distributions, then correct the number.",
        ),
        DistributionRefusal::RunEffectiveAlready { run } => Words::new(
            format!("{run} has been made effective by the bodies"),
            "a correction or arrears",
            "What is effective is not prepared anew: where facts were set right prepare a correction, where rent came in later arrears.",
        ),
        DistributionRefusal::RunUnderProcedure { run, motion_no } => Words::new(
            format!("{run} is before the bodies (motion {motion_no})"),
            format!("to wait until they have decided, or to say that motion {motion_no} becomes void"),
            format!(
                "If it must be prepared anew, name motion {motion_no} as the one that becomes void: votes and notice so far are void, and the procedure begins again."
            ),
        ),
        DistributionRefusal::NothingVoided { motion_no } => Words::new(
            format!("nothing makes motion {motion_no} void"),
            "a motion under way whose run is replaced, or nothing",
            "See the list of motions for its number; leave it out where nothing becomes void.",
        ),
        DistributionRefusal::NothingChanged { run, cut_off } => Words::new(
            format!("nothing differs from {run} (receipts up to {cut_off})"),
            "an amount that differs for at least one member",
            "See whether what was corrected has been imported, and whether the cut-off lies after the rent that came in; otherwise there is nothing to prepare.",
        ),
        DistributionRefusal::RunNotEffective { run } => Words::new(
            format!("{run} has not been approved by the bodies"),
            "a run in effect",
            "Where bodies have members a draft pays nobody before they approve it; put it before the bodies first.",
        ),
        DistributionRefusal::RunSuperseded { run, by } => {
            Words::new(format!("{by} has taken the place of {run}"), "a run that stands", format!("Use {by}."))
        }
        DistributionRefusal::RunBooked { run, voucher } => Words::new(
            format!("{run} is booked (voucher {voucher}), and is not prepared anew"),
            "a draft that is not booked",
            "Discard its vouchers, or reverse those that are posted, and prepare it again.",
        ),
        DistributionRefusal::CutOffBeforeEarlier { given, latest } => Words::new(
            format!("the cut-off {given} lies before that of a run already made"),
            format!("{latest} or later"),
            "Check the year of the cut-off day.",
        ),
        DistributionRefusal::RunUnknown { year, number, known } => {
            let asked = number.map_or_else(|| year.to_string(), |number| format!("{year}#{number}"));
            Words::new(
                format!("there is no run of {asked}"),
                runs(known),
                "Prepare the distribution of the year first, or correct year and number.",
            )
        }
        DistributionRefusal::StatementUnknown { member_no, run } => Words::new(
            format!("{run} has no statement of {member_no}"),
            "the number of a member who took part",
            "Check the number; a member with neither contribution nor shares has no statement.",
        ),
        DistributionRefusal::EarlierRunMissing { run } => Words::new(
            format!("no earlier year than that of {run} has a run to compare it with"),
            "a run of an earlier year",
            "Name the run to compare with, as YEAR#N.",
        ),
        DistributionRefusal::AssumptionUnknown { item, nearest, known } => Words::new(
            format!("\"{item}\" cannot be tried"),
            format!("one of {}", list_en(known)),
            format!(
                "{}What happened, such as profits and what was brought forward, is the books' to say.",
                perhaps(nearest)
            ),
        ),
        DistributionRefusal::AssumptionUnfit { item, given } => Words::new(
            format!("{} cannot be \"{given}\"", term(item, Language::English)),
            "a value that the item may have in the charter or the plan",
            "Rates are 0–100, amounts yuan with at most two decimals, the rule is 每股定额 (the same rate per share) or 最大余数 (largest remainder).",
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

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn cooperative(refusal: &CooperativeRefusal) -> Words {
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
        CooperativeRefusal::AddressUnusable { address, reason } => Words::new(
            format!("the site cannot listen at {address}: {reason}"),
            "an address of this machine that is free",
            "Choose another --listen, or stop the program that holds it.",
        ),
        CooperativeRefusal::CertificateFileUnusable { file, reason } => Words::new(
            format!("the certificate's file {file} cannot be used: {reason}"),
            "a certificate and its own key, as PEM",
            "Check --tls-certificate and --tls-key.",
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
        CooperativeRefusal::BatchUnknown { batch_no, last } => Words::new(
            format!("there is no batch {batch_no}"),
            format!("1 to {last}"),
            "Look for it among the imports.",
        ),
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
        CooperativeRefusal::ClockBehind { now, last } => Words::new(
            format!("the clock says {}", china_time(*now).format("%Y-%m-%d %H:%M")),
            format!("a moment after the last entry of the log, {}", china_time(*last).format("%Y-%m-%d %H:%M")),
            "Set the clock.",
        ),
        CooperativeRefusal::BatchDecidedOn { batch_no, motion_no } => Words::new(
            format!("motion {motion_no} rests on what batch {batch_no} entered"),
            "no motion that does",
            "What bodies have acted on is not undone: import what is right.",
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
            let named = dependents.iter().take(MOST_NAMED).map(|dependent| {
                let place = place_in_words(&dependent.place, Language::English);
                format!("batch {} {place} ({})", dependent.batch_no, super::words(&dependent.refusal).what)
            });
            let mut named = named.collect::<Vec<_>>().join("; ");
            if dependents.len() > MOST_NAMED {
                named.push_str(&format!("; and {} more", dependents.len() - MOST_NAMED));
            }
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
        CooperativeRefusal::EvidenceUnreadable { path, reason } => Words::new(
            format!("{path} cannot be opened ({reason})"),
            "a file that distribution evidence wrote",
            "Check its name and the right to read it.",
        ),
        CooperativeRefusal::EvidenceBroken { path, flaw } => Words::new(
            format!("{path} does not hold together: {flaw}"),
            "a file as it was written, to the letter",
            "It was changed, or is no evidence; ask the cooperative for another.",
        ),
        CooperativeRefusal::SealTooShort { given, least } => Words::new(
            format!("\"{given}\" is too little of a seal"),
            format!("at least its first {least} digits"),
            "Copy it from the notice.",
        ),
        CooperativeRefusal::SealDiffers { given, found } => Words::new(
            format!("the published seal is {given}"),
            format!("that of the file, {found}"),
            "The file is not of the run that was published; tell the board of supervisors.",
        ),
        CooperativeRefusal::ManifestMissing { path } => Words::new(
            format!("the folder {path} has no manifest.csv that can be read"),
            "a folder that ledger archive or export wrote, its manifest as it was",
            "Check the folder; where the manifest is lost or spoilt, take another copy.",
        ),
        CooperativeRefusal::ArchiveUnreadable { path, reason } => Words::new(
            format!("{path} cannot be read ({reason})"),
            "a file that can be read",
            "Check the right to read it and the medium, or take another copy.",
        ),
        CooperativeRefusal::FolderInUse { path } => Words::new(
            format!("there is something in the folder {path} already"),
            "a new or an empty folder",
            "Name another folder, or move what is in it elsewhere first.",
        ),
        CooperativeRefusal::FontUnreadable { path, reason } => Words::new(
            format!("the font {path} cannot be used ({reason})"),
            "a font: ttf, otf or ttc",
            "Check the file, or name another font.",
        ),
        CooperativeRefusal::CharacterMissing { subject, character } => Words::new(
            format!(
                "{subject}: no font has the character {character} (U+{:04X}); a box with its code point is printed",
                u32::from(*character)
            ),
            "",
            "Put a font that has it into fonts/ in the data folder, or name it with --font, and print again.",
        ),
        CooperativeRefusal::FileNotWritten { path, reason } => Words::new(
            format!("{path} cannot be written ({reason})"),
            "a file in a folder that can be written to",
            "Check the folder, the right to it and the space on the disk, or name another file.",
        ),
    }
}

fn runs(runs: &[RunNumber]) -> String {
    match runs.is_empty() {
        true => "a run that is there (none is yet)".to_owned(),
        false => runs.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}

fn known_codes(known: &[String]) -> String {
    match known.is_empty() {
        true => "a code that is there (none is yet)".to_owned(),
        false => known.join(", "),
    }
}
