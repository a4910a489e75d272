//! Elections: announced, candidates named and published, ballots counted, the elected appointed.

use super::kinship::check_relatives;
use super::{Governance, keep_file, member_named};
use crate::application::access::{authorize, posts};
use crate::application::import::{self, ImportReport, ImportRequest, Speak};
use crate::application::log::deeds;
use crate::application::{Context, Failure, Outcome, file_name};
use crate::domain::access::permission::Action;
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::access::role::{Post, Role, incompatible, roles};
use crate::domain::canonical::one_line;
use crate::domain::governance::body::Body;
use crate::domain::governance::charter::{CharterItem, in_force};
use crate::domain::governance::election::{Announcement, Election, ElectionAct, ElectionDeed};
use crate::domain::governance::procedure::seat_count;
use crate::domain::governance::refusal::GovernanceRefusal;
use crate::domain::governance::voting_rule::voting_rule;
use crate::domain::person::Named;
use crate::domain::quantity::Rate;
use crate::storage::cooperative::{self, Cooperative};
use crate::storage::db::{Db, Tx};
use crate::storage::event_log;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::path::Path;
use strum::VariantNames;
use uuid::Uuid;

fn elections(tx: &mut Tx<'_>, cooperative_id: Uuid) -> Outcome<Vec<Election>> {
    let acts = deeds(tx, cooperative_id, ElectionDeed::VARIANTS, |event| ElectionAct::parse(&event.content))?;
    Ok(Election::fold(acts))
}

/// All elections, in their order.
///
/// # Errors
/// Where the log cannot be read.
pub fn list(db: &mut Db, cooperative: &Cooperative) -> Outcome<Vec<Election>> {
    elections(&mut db.begin_read()?, cooperative.id)
}

/// An election.
///
/// # Errors
/// Where there is none with that number.
pub fn election(db: &mut Db, cooperative: &Cooperative, election_no: u32) -> Outcome<Election> {
    find(&list(db, cooperative)?, election_no).cloned()
}

fn find(elections: &[Election], election_no: u32) -> Outcome<&Election> {
    let last = elections.len() as u32;
    let found = elections.iter().find(|election| election.election_no == election_no);
    found.ok_or_else(|| Failure::refused(GovernanceRefusal::ElectionUnknown { election_no, last }))
}

/// Does something in an election: permission, the election as it stands, its decision, the act.
fn act(
    db: &mut Db,
    cooperative: &Cooperative,
    election_no: u32,
    context: &mut Context<'_>,
    decide: impl FnOnce(&mut Tx<'_>, &Election, &Governance, NaiveDate) -> Outcome<ElectionAct>,
) -> Outcome<Election> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, Action::RecordMeeting)?;
    let all = elections(&mut tx, cooperative.id)?;
    let governance = Governance::load(&mut tx, cooperative.id)?;
    let act = decide(&mut tx, find(&all, election_no)?, &governance, context.today())?;
    append(tx, cooperative, act, context)
}

fn append(mut tx: Tx<'_>, cooperative: &Cooperative, act: ElectionAct, context: &Context<'_>) -> Outcome<Election> {
    let event = (act.action(), act.write());
    event_log::append(&mut tx, cooperative.id, context.now, context.actor.name(), (event.0, &event.1))?;
    let all = elections(&mut tx, cooperative.id)?;
    let election = find(&all, act.election_no)?.clone();
    tx.commit()?;
    Ok(election)
}

/// Announces an election of so many seats of a body, by another body.
///
/// # Errors
/// Where the electors are no assembly, or the charter does not say how many more candidates than seats there must be.
pub fn announce(
    db: &mut Db,
    cooperative: &Cooperative,
    (body, seats, electors): (Body, u64, Body),
    context: &mut Context<'_>,
) -> Outcome<Election> {
    let mut tx = db.begin_write()?;
    cooperative::lock(&mut tx, cooperative.id)?;
    authorize(&mut tx, cooperative.id, context, Action::RecordMeeting)?;
    if !electors.is_assembly() || electors == body {
        return Err(Failure::refused(GovernanceRefusal::ElectorsUnfit { body: electors }));
    }
    let governance = Governance::load(&mut tx, cooperative.id)?;
    let day = context.today();
    let terms = in_force(&governance.terms, day);
    let margin = terms.iter().find(|term| term.item == CharterItem::CandidateMargin);
    let margin = margin.and_then(|term| Rate::from_percent(&term.value).ok());
    let margin = margin.ok_or_else(|| Failure::refused(GovernanceRefusal::CandidateMarginMissing))?;
    let margin_e6 = margin.millionths().unsigned_abs();
    let election_no = elections(&mut tx, cooperative.id)?.len() as u32 + 1;
    let announcement = Announcement { body, seats, electors, margin_e6 };
    let deed = ElectionDeed::Announce(announcement);
    append(tx, cooperative, ElectionAct { election_no, day, deed }, context)
}

/// Somebody is named as a candidate: a member by number, or a name.
///
/// # Errors
/// Where they, or a close relative, hold a seat or post that excludes the one they would have, or they are named twice.
pub fn nominate(
    db: &mut Db,
    cooperative: &Cooperative,
    election_no: u32,
    (candidate, by): (&Named, &str),
    context: &mut Context<'_>,
) -> Outcome<Election> {
    act(db, cooperative, election_no, context, |tx, election, governance, day| {
        let candidate = member_named(tx, cooperative.id, candidate)?;
        let body = election.announcement.body;
        let held = posts(tx, cooperative.id)?.into_iter();
        let own = held.filter(|(person, _)| person.is_same(&candidate.member_no, &candidate.name));
        let own: BTreeSet<Post> = own.map(|(_, post)| post).collect();
        let mut would_be = roles(&candidate, &own, &governance.seats, day);
        would_be.insert(Role::Seat(body));
        if let Some((one, other)) = incompatible(&would_be) {
            let other = if one == Role::Seat(body) { other } else { one };
            let name = candidate.name;
            return Err(Failure::refused(AccessRefusal::SeatExcluded { name, body, other, day }));
        }
        check_relatives(tx, cooperative.id, (&candidate, Role::Seat(body)), day)?;
        election.nominate(candidate, &one_line(by), day).map_err(Failure::refused)
    })
}

/// Fixes the list of candidates and puts it up for days.
///
/// # Errors
/// As [`Election::publish`].
pub fn publish_candidates(
    db: &mut Db,
    cooperative: &Cooperative,
    (election_no, days): (u32, u32),
    context: &mut Context<'_>,
) -> Outcome<Election> {
    act(db, cooperative, election_no, context, |_, election, _, day| {
        election.publish(days, day).map_err(Failure::refused)
    })
}

/// Enters the count of a secret ballot: issued, valid, and votes by candidate, who is named by number or name.
///
/// # Errors
/// As [`Election::count`], and where the minutes cannot be read or a name is no candidate's.
pub fn count_ballots(
    db: &mut Db,
    cooperative: &Cooperative,
    election_no: u32,
    (issued, valid, votes): (u64, u64, &[(String, u64)]),
    minutes: &Path,
    context: &mut Context<'_>,
) -> Outcome<Election> {
    act(db, cooperative, election_no, context, |tx, election, governance, day| {
        let mut by_candidate = vec![0; election.candidates.len()];
        for (given, count) in votes {
            let is_named = |(candidate, _): &(Named, String)| candidate.member_no == *given || candidate.name == *given;
            let position = election.candidates.iter().position(is_named);
            let unknown = || Failure::refused(GovernanceRefusal::CandidateUnknown { name: given.clone() });
            by_candidate[position.ok_or_else(unknown)?] = *count;
        }
        let body = election.announcement.electors;
        let missing = |item| Failure::refused(GovernanceRefusal::VotingRuleMissing { body, item });
        let rule = voting_rule(&governance.terms, body, day).map_err(|missed| missing(missed.item))?;
        let held = governance.rules().held(body, day).count() as u64;
        let electors = seat_count(&governance.terms, body, day, held);
        if electors == 0 {
            return Err(missing(CharterItem::Seats(body)));
        }
        let minutes = keep_file(tx, cooperative, minutes)?;
        let counted = election.count((issued, valid, by_candidate), (&rule, electors), minutes, day);
        counted.map_err(Failure::refused)
    })
}

/// Notes that the elected hold their seats from a day on. The seats themselves are entered like any others.
///
/// # Errors
/// As [`Election::appoint`].
pub fn appoint(
    db: &mut Db,
    cooperative: &Cooperative,
    election_no: u32,
    term: (NaiveDate, Option<NaiveDate>),
    context: &mut Context<'_>,
) -> Outcome<Election> {
    act(db, cooperative, election_no, context, |_, election, _, day| {
        election.appoint(term, day).map_err(Failure::refused)
    })
}

/// The seats of the elected as a sheet of seats (机构成员), for a term.
///
/// # Errors
/// As [`Election::appoint`].
pub fn seat_sheet(
    db: &mut Db,
    cooperative: &Cooperative,
    election_no: u32,
    term: (NaiveDate, Option<NaiveDate>),
) -> Outcome<String> {
    let found = election(db, cooperative, election_no)?;
    found.appoint(term, term.0).map_err(Failure::refused)?;
    let (body, first) = (found.announcement.body.zh(), term.0);
    let last = term.1.map(|day| day.to_string()).unwrap_or_default();
    let row = |elected: &Named| format!("{body},{},{},委员,{first},{last}\n", elected.member_no, elected.name);
    let rows: String = found.elected().into_iter().map(row).collect();
    Ok(format!("机构,成员编号,姓名,职务,任期起,任期止\n{rows}"))
}

/// Seats the elected: their sheet is imported with every check, then they are appointed. What the import came to, where it was refused.
///
/// # Errors
/// As [`appoint`].
pub fn seat(
    db: &mut Db,
    cooperative: &Cooperative,
    (election_no, term, sheet): (u32, (NaiveDate, Option<NaiveDate>), &Path),
    context: &mut Context<'_>,
    speak: &Speak<'_>,
) -> Outcome<Result<Election, ImportReport>> {
    let files = vec![(sheet.to_owned(), file_name(sheet))];
    let request = ImportRequest { files, by_election: true, ..ImportRequest::default() };
    let report = import::import(db, cooperative, &request, context, (speak, &mut |_, _, _| {}))?;
    match report.has_errors() {
        true => Ok(Err(report)),
        false => appoint(db, cooperative, election_no, term, context).map(Ok),
    }
}
