//! What bodies do with motions: each verb loads what the log says, lets the motion decide, and appends the act.

pub mod election;
mod hold;
pub mod kinship;
mod motion;
mod propose;
pub mod query;
pub mod supervision;

pub use hold::{HoldRequest, HoldRequestTarget, inspect, place_hold};
pub use motion::{answer, close, object, pay, publish, record, record_meeting, set_deadline, vote, vote_on_seen};
pub use propose::{MatterRequest, ProposalRequest, amend, propose};

use super::log::deeds;
use super::member;
use super::{Failure, Outcome, file_name};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::governance::act::{Act, Deed};
use crate::domain::governance::body::Seat;
use crate::domain::governance::charter::CharterTerm;
use crate::domain::governance::motion::{Motion, Rules};
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::governance::seal::Hash;
use crate::domain::person::Named;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Tx;
use crate::storage::entry;
use crate::storage::import_batch::keep_content;
use std::path::Path;
use strum::VariantNames;
use uuid::Uuid;

/// Everything that an act of a body rests on.
pub(crate) struct Governance {
    pub motions: Vec<Motion>,
    pub terms: Vec<CharterTerm>,
    pub seats: Vec<Seat>,
}

impl Governance {
    pub fn load(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Governance> {
        let mut terms = Vec::new();
        entry::each_live(tx, cooperative_id, FactKind::CharterTerm, |entry| {
            if let Fact::CharterTerm(term) = entry.fact {
                terms.push(term);
            }
            Ok::<(), Failure>(())
        })?;
        Ok(Governance { motions: motions(tx, cooperative_id)?, terms, seats: seats(tx, cooperative_id)? })
    }

    pub fn rules(&self) -> Rules<'_> {
        Rules { terms: &self.terms, seats: &self.seats }
    }
}

/// Everybody's seats, at all times.
pub(crate) fn seats(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Vec<Seat>> {
    let mut seats = Vec::new();
    entry::each_live(tx, cooperative_id, FactKind::Seat, |entry| {
        if let Fact::Seat(seat) = entry.fact {
            seats.push(seat);
        }
        Ok::<(), Failure>(())
    })?;
    Ok(seats)
}

/// All motions, each as far as it has come.
pub(crate) fn motions(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Vec<Motion>> {
    let acts = deeds(tx, cooperative_id, Deed::VARIANTS, |event| Act::parse(&event.action, &event.content))?;
    Ok(Motion::fold(acts))
}

/// A person: a member by number, with the name that the register has, or somebody by name who is none.
pub(crate) fn member_named(tx: &mut Tx<'_>, cooperative_id: Uuid, given: &Named) -> Outcome<Named> {
    if given.member_no.is_empty() {
        let name = given.name.trim().to_owned();
        return match name.is_empty() {
            true => Err(Failure::refused(GovernanceRefusal::TextMissing)),
            false => Ok(Named { member_no: String::new(), name }),
        };
    }
    let member = member::known(tx, cooperative_id, &given.member_no)?;
    Ok(Named { member_no: given.member_no.clone(), name: member.name.to_string() })
}

/// Keeps a file that an act names, and tells its hash.
pub(crate) fn keep_file(tx: &mut Tx<'_>, cooperative: &Cooperative, path: &Path) -> Outcome<Hash> {
    let bytes = std::fs::read(path).map_err(|error| {
        let (file, reason) = (path.display().to_string(), error.to_string());
        Failure::refused(GovernanceRefusal::FileUnreadable { file, reason })
    })?;
    if bytes.is_empty() {
        return Err(Failure::refused(GovernanceRefusal::FileEmpty { file: file_name(path) }));
    }
    let hash = Hash::of(&bytes);
    keep_content(tx, cooperative.id, &hash, bytes.as_slice())?;
    Ok(hash)
}
