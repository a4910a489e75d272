//! What is put before the bodies (提案): a run, a matter with what is to be paid, or a hold, bound to its exact content by a hash.

use super::body::Body;
use super::procedure::{MotionKind, Procedure, Stage};
use super::refusal::GovernanceRefusal;
use super::seal::Hash;
use crate::domain::canonical::{CanonicalFlaw, CanonicalText, Fields};
use crate::domain::money::Money;
use crate::domain::person::Named;
use chrono::NaiveDate;

/// A motion (议题) as it was put forward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What it is about.
    pub kind: MotionKind,
    /// A run as `2008#1`; empty where the matter says it all.
    pub subject: String,
    /// The seal of the run, or the hash of the matter.
    pub content: Hash,
    /// What is decided.
    pub matter: Matter,
    /// The stages that it goes through, as the charter of the day says.
    pub procedure: Procedure,
    /// 公示天数, where a stage is a notice.
    pub notice_days: Option<u32>,
    /// Who prepared it: they do not vote on it.
    pub preparers: Vec<Preparer>,
}

/// Who prepared something (编制人), as a user and as a person: another account does not make them another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Preparer {
    /// 用户名.
    pub user: String,
    /// Whose it is.
    pub person: Named,
}

impl Preparer {
    /// The name of its record.
    pub(super) const RECORD: &str = "preparer";

    pub(super) fn write(&self, text: &mut CanonicalText) {
        text.record(Preparer::RECORD).text(&self.user).text(&self.person.member_no).text(&self.person.name).end();
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Result<Preparer, CanonicalFlaw> {
        Ok(Preparer { user: fields.text()?.to_owned(), person: named(fields)? })
    }
}

/// What is decided, in words, and what is to be paid, held or written off by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matter {
    /// 题目.
    pub title: String,
    /// What is to be paid.
    pub payment: Option<PaymentTerms>,
    /// What is to be held.
    pub hold: Option<HoldTerms>,
    /// What is to be written off (核销事项), in canonical text as payment reads it; empty where nothing is.
    pub write_off: String,
    /// 附件: the file that says it all, such as a sheet of the charter's new terms, kept by its hash.
    pub file: Option<Hash>,
}

/// Whose money it is (付款方).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    /// 合作社.
    Cooperative,
    /// 居民委员会.
    ResidentsCommittee,
}

impl Payer {
    /// As minutes write it.
    pub const fn zh(self) -> &'static str {
        match self {
            Payer::Cooperative => "合作社",
            Payer::ResidentsCommittee => "居民委员会",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            Payer::Cooperative => "the cooperative",
            Payer::ResidentsCommittee => "the residents' committee",
        }
    }

    /// The payer that somebody names.
    pub fn lookup(text: &str) -> Option<Payer> {
        match text {
            "合作社" | "cooperative" => Some(Payer::Cooperative),
            "居民委员会" | "居委会" | "committee" => Some(Payer::ResidentsCommittee),
            _ => None,
        }
    }
}

/// What is to be paid (付款事项).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentTerms {
    /// By whom.
    pub payer: Payer,
    /// To whom.
    pub payee: String,
    /// How much.
    pub amount: Money,
    /// From which day on.
    pub due: NaiveDate,
}

/// What is to be held, by whose wish, why, and until what (暂缓事项).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldTerms {
    /// What is held.
    pub target: HoldTarget,
    /// Who proposes it.
    pub proposer: Named,
    /// 附议人.
    pub cosigners: Vec<Named>,
    /// 理由.
    pub reason: String,
    /// 解除条件.
    pub condition: String,
}

/// What can be held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldTarget {
    /// The payment of a motion.
    Motion(u32),
    /// A run, as `2008#1`.
    Run(String),
}

impl HoldTerms {
    /// Whether it says why and until what, and everybody wishes it once.
    ///
    /// # Errors
    /// Where it does not.
    pub fn check(&self) -> Result<(), GovernanceRefusal> {
        if self.reason.is_empty() || self.condition.is_empty() {
            return Err(GovernanceRefusal::HoldUnexplained);
        }
        let mut signed = vec![&self.proposer];
        for cosigner in &self.cosigners {
            if signed.iter().any(|other| other.is_same(&cosigner.member_no, &cosigner.name)) {
                return Err(GovernanceRefusal::CosignerTwice { name: cosigner.name.clone() });
            }
            signed.push(cosigner);
        }
        Ok(())
    }

    /// Whose wish a hold must be, and who decides it: of the residents' committee's money the supervisory committee and the congress; of
    /// the cooperative's the board of supervisors (`governance.md`, Hold).
    pub fn procedure(payer: Payer) -> (Body, Procedure) {
        match payer {
            Payer::Cooperative => {
                let body = Body::BoardOfSupervisors;
                (body, Procedure { stages: vec![Stage::Vote(body)] })
            }
            Payer::ResidentsCommittee => {
                let body = Body::SupervisoryCommittee;
                let stages = vec![Stage::Vote(body), Stage::Vote(Body::RepresentativesCongress)];
                (body, Procedure { stages })
            }
        }
    }
}

impl Matter {
    /// Whether it can be put before the bodies: it says what is decided and who is paid; where money or rights move by it, somebody votes; and the
    /// cooperative's money goes by its own procedures, the residents' committee's by those of the community (`community.md`).
    ///
    /// # Errors
    /// Where it cannot.
    pub fn check(&self, kind: MotionKind, procedure: &Procedure) -> Result<(), GovernanceRefusal> {
        if self.title.is_empty() || self.payment.as_ref().is_some_and(|payment| payment.payee.is_empty()) {
            return Err(GovernanceRefusal::TextMissing);
        }
        let is_voted_on = procedure.stages.iter().any(|stage| matches!(stage, Stage::Vote(_)));
        if (self.payment.is_some() || kind.needs_vote()) && !is_voted_on {
            return Err(GovernanceRefusal::PaymentNeedsVote { kind });
        }
        let is_of_community = matches!(kind, MotionKind::MajorMatter | MotionKind::GeneralMatter);
        match &self.payment {
            Some(payment) if is_of_community != (payment.payer == Payer::ResidentsCommittee) => {
                Err(GovernanceRefusal::PayerUnfit { kind, payer: payment.payer })
            }
            _ => Ok(()),
        }
    }

    /// Whether it may stand in the place of what was put forward: to pay somebody else, from another purse, or more, is another matter.
    ///
    /// # Errors
    /// Where it may not.
    pub fn check_amendment(&self, published: &Matter, motion_no: u32) -> Result<(), GovernanceRefusal> {
        let goes_beyond = match (&self.payment, &published.payment) {
            (Some(new), Some(old)) => new.payer != old.payer || new.payee != old.payee || new.amount > old.amount,
            (Some(_), None) => true,
            (None, _) => false,
        };
        match goes_beyond {
            true => Err(GovernanceRefusal::AmendmentTooFar { motion_no }),
            false => Ok(()),
        }
    }

    /// Words alone.
    pub fn of_title(title: String) -> Matter {
        Matter { title, ..Matter::default() }
    }

    /// The hash that votes are bound to.
    pub fn content(&self) -> Hash {
        let mut text = CanonicalText::default();
        text.record("title").text(&self.title).end();
        self.write(&mut text);
        Hash::of(text.as_str().as_bytes())
    }

    /// What is paid, held and written off, and the file, the title left out.
    pub fn write(&self, text: &mut CanonicalText) {
        if let Some(file) = self.file {
            text.record("file").text(&file.to_string()).end();
        }
        for line in self.write_off.lines() {
            text.record("write-off");
            line.split('\t').for_each(|field| {
                text.text(field);
            });
            text.end();
        }
        if let Some(payment) = &self.payment {
            let record = text.record("payment").text(payment.payer.zh()).text(&payment.payee);
            record.money(payment.amount).date(payment.due).end();
        }
        if let Some(hold) = &self.hold {
            let target = match &hold.target {
                HoldTarget::Motion(motion_no) => motion_no.to_string(),
                HoldTarget::Run(run) => run.clone(),
            };
            text.record("hold").text(&target).text(&hold.reason).text(&hold.condition).end();
            text.record("proposer").text(&hold.proposer.member_no).text(&hold.proposer.name).end();
            for cosigner in &hold.cosigners {
                text.record("cosigner").text(&cosigner.member_no).text(&cosigner.name).end();
            }
        }
    }

    /// Reads what [`Matter::write`] wrote.
    ///
    /// # Errors
    /// Where something else stands there.
    pub fn read<'t>(title: &str, rest: impl Iterator<Item = (&'t str, Fields<'t>)>) -> Result<Matter, CanonicalFlaw> {
        let mut matter = Matter::of_title(title.to_owned());
        for (name, mut fields) in rest {
            if !matter.take(name, &mut fields)? {
                return Err(fields.flaw("no part of a matter"));
            }
        }
        Ok(matter)
    }

    /// Takes one record; false where it is about something else.
    fn take(&mut self, name: &str, fields: &mut Fields<'_>) -> Result<bool, CanonicalFlaw> {
        match (name, &mut self.hold) {
            ("write-off", _) => {
                self.write_off.push_str(fields.rest().unwrap_or_default());
                self.write_off.push('\n');
            }
            ("file", _) => self.file = Some(fields.known(|text| text.parse().ok())?),
            ("payment", _) => {
                let payer = fields.known(Payer::lookup)?;
                let payee = fields.text()?.to_owned();
                self.payment = Some(PaymentTerms { payer, payee, amount: fields.money()?, due: fields.date()? });
            }
            ("hold", _) => {
                let target = fields.text()?;
                let target = match target.parse() {
                    Ok(motion_no) => HoldTarget::Motion(motion_no),
                    Err(_) => HoldTarget::Run(target.to_owned()),
                };
                let (reason, condition) = (fields.text()?.to_owned(), fields.text()?.to_owned());
                let (proposer, cosigners) = (Named::default(), Vec::new());
                self.hold = Some(HoldTerms { target, proposer, cosigners, reason, condition });
            }
            ("proposer", Some(hold)) => hold.proposer = named(fields)?,
            ("cosigner", Some(hold)) => hold.cosigners.push(named(fields)?),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// A person's number and name.
pub(super) fn named(fields: &mut Fields<'_>) -> Result<Named, CanonicalFlaw> {
    Ok(Named { member_no: fields.text()?.to_owned(), name: fields.text()?.to_owned() })
}

impl Proposal {
    /// Whether somebody prepared it.
    pub fn is_prepared_by(&self, user: &str, person: &Named) -> bool {
        let is_theirs =
            |preparer: &Preparer| preparer.user == user || preparer.person.is_same(&person.member_no, &person.name);
        self.preparers.iter().any(is_theirs)
    }

    /// As the log keeps it.
    pub fn write(&self, text: &mut CanonicalText) {
        let record = text.record("proposal").text(self.kind.code()).text(&self.matter.title).text(&self.subject);
        let days = self.notice_days.map(|days| days.to_string()).unwrap_or_default();
        record.text(&self.content.to_string()).text(&self.procedure.to_string()).text(&days).end();
        self.preparers.iter().for_each(|preparer| preparer.write(text));
        self.matter.write(text);
    }

    /// Reads what [`Proposal::write`] wrote.
    ///
    /// # Errors
    /// Where something else stands there.
    pub fn read<'t>(
        fields: &mut Fields<'t>,
        rest: impl Iterator<Item = (&'t str, Fields<'t>)>,
    ) -> Result<Proposal, CanonicalFlaw> {
        let kind = fields.known(MotionKind::lookup)?;
        let matter = Matter::of_title(fields.text()?.to_owned());
        let mut proposal = Proposal {
            kind,
            subject: fields.text()?.to_owned(),
            content: fields.known(|text| text.parse().ok())?,
            matter,
            procedure: fields.known(Procedure::parse)?,
            notice_days: fields.known(|days| if days.is_empty() { Some(None) } else { days.parse().ok().map(Some) })?,
            preparers: Vec::new(),
        };
        for (name, mut fields) in rest {
            if name == Preparer::RECORD {
                proposal.preparers.push(Preparer::read(&mut fields)?);
            } else if !proposal.matter.take(name, &mut fields)? {
                return Err(fields.flaw("no part of a proposal"));
            }
        }
        Ok(proposal)
    }
}
