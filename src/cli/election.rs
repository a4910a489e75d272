//! `election`: from the announcement to the appointment.

use super::Session;
use super::arguments::{ElectionAction, ElectionArguments};
use super::import::print_report;
use super::not_written;
use crate::application::Outcome;
use crate::application::governance::election;
use crate::domain::governance::election::Election;
use crate::domain::person::Named;
use crate::json;
use crate::rendering::table::{Align, Table};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use chrono::NaiveDate;
use std::path::Path;
use std::process::ExitCode;

impl Session<'_> {
    pub(super) fn election(&mut self, arguments: &ElectionArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let context = &mut self.context();
        let found = match &arguments.action {
            ElectionAction::List => {
                let elections = election::list(&mut db, &cooperative)?;
                self.print_elections(&elections);
                return Ok(ExitCode::SUCCESS);
            }
            ElectionAction::Show { election_no } => election::election(&mut db, &cooperative, *election_no)?,
            ElectionAction::Announce { body, seats, electors } => {
                election::announce(&mut db, &cooperative, (*body, *seats, *electors), context)?
            }
            ElectionAction::Nominate { election_no, member, name, by } => {
                let member_no = member.clone().unwrap_or_default();
                let candidate = Named { member_no, name: name.clone().unwrap_or_default() };
                election::nominate(&mut db, &cooperative, *election_no, (&candidate, by), context)?
            }
            ElectionAction::Publish { election_no, days } => {
                election::publish_candidates(&mut db, &cooperative, (*election_no, *days), context)?
            }
            ElectionAction::Count { election_no, issued, valid, votes, minutes } => {
                let counts = (*issued, *valid, votes.as_slice());
                election::count_ballots(&mut db, &cooperative, *election_no, counts, minutes, context)?
            }
            ElectionAction::Appoint { election_no, from, until, csv } => {
                match self.appoint(&mut db, &cooperative, (*election_no, *from, *until), csv)? {
                    Some(appointed) => appointed,
                    None => return Ok(ExitCode::from(super::REFUSED)),
                }
            }
        };
        match self.output.json {
            true => self.output.json(&json::governance::election(&found)),
            false => self.print_election(&found),
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The seats of the elected are a sheet like any other: written, imported with every check, and kept. None where it was refused, which has
    /// been said.
    fn appoint(
        &mut self,
        db: &mut Db,
        cooperative: &Cooperative,
        (election_no, from, until): (u32, NaiveDate, Option<NaiveDate>),
        csv: &Path,
    ) -> Outcome<Option<Election>> {
        let term = (from, until);
        let sheet = election::seat_sheet(db, cooperative, election_no, term)?;
        std::fs::write(csv, sheet).map_err(|error| not_written(csv, error))?;
        let seated =
            election::seat(db, cooperative, (election_no, term, csv), &mut self.context(), &json::import::speak)?;
        match seated {
            Ok(election) => Ok(Some(election)),
            Err(report) => {
                match self.output.json {
                    true => self.output.problems(&report.problems),
                    false => print_report(self.output, &report),
                }
                Ok(None)
            }
        }
    }

    fn print_elections(&self, elections: &[Election]) {
        if self.output.json {
            return self.output.json(&json::governance::elections(elections));
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("选举", "election"), Align::Right),
            (pick("机构", "body"), Align::Left),
            (pick("席位", "seats"), Align::Right),
            (pick("公告", "announced"), Align::Left),
            (pick("候选人", "candidates"), Align::Right),
            (pick("当选", "elected"), Align::Right),
        ]);
        for election in elections {
            table.row([
                election.election_no.to_string(),
                election.announcement.body.zh().to_owned(),
                election.announcement.seats.to_string(),
                election.announced_on.to_string(),
                election.candidates.len().to_string(),
                election.elected().len().to_string(),
            ]);
        }
        self.output.print(&table.render());
    }

    fn print_election(&self, election: &Election) {
        let announced = &election.announcement;
        let (number, body, seats, electors) =
            (election.election_no, announced.body.zh(), announced.seats, announced.electors.zh());
        let least = announced.least_candidates();
        self.output.say(
            &format!("选举 {number}　{body} {seats} 席，由{electors}选举；候选人不少于 {least} 名"),
            &format!("Election {number}: {seats} seats of {body}, elected by {electors}; at least {least} candidates"),
        );
        let elected = election.elected();
        for (position, (candidate, by)) in election.candidates.iter().enumerate() {
            let mark = if elected.contains(&candidate) { "✓" } else { " " };
            let votes = election.ballots.as_ref().and_then(|(_, ballots)| ballots.votes.get(position));
            let votes = votes.map(|votes| format!("　{votes} 票")).unwrap_or_default();
            self.output.print(&format!("  {mark} {} {}　{by}{votes}\n", candidate.member_no, candidate.name));
        }
        if let Some(last_day) = election.published_until {
            self.output.say(&format!("  候选人公布到 {last_day}"), &format!("  candidates up until {last_day}"));
        }
        if let Some((on, ballots)) = &election.ballots {
            let (issued, valid, quorum, majority) = (ballots.issued, ballots.valid, ballots.quorum, ballots.majority);
            self.output.say(
                &format!("  {on} 计票：发出 {issued} 张（须 {quorum}），有效 {valid} 张，当选须 {majority} 票"),
                &format!("  counted on {on}: {issued} issued (of {quorum} required), {valid} valid, {majority} votes for a seat"),
            );
        }
        if let Some((from, until)) = election.appointed {
            match until {
                Some(until) => {
                    self.output.say(&format!("  任期 {from} 至 {until}"), &format!("  term from {from} to {until}"))
                }
                None => self.output.say(&format!("  任期 {from} 起"), &format!("  term from {from} on")),
            }
        }
    }
}
