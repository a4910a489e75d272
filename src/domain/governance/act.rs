//! Acts (办理记录): what is done with a motion, as the log keeps it. A motion is the fold of its acts; nothing else is stored of it.

use super::body::Body;
use super::proposal::{Matter, Preparer, Proposal, named};
use super::seal::Hash;
use super::voting_rule::{CountingBasis, Counts, Fraction, NotPassed, VotingRule};
use crate::domain::canonical::{CanonicalFlaw, CanonicalText, Fields, records};
use crate::domain::person::Named;
use chrono::NaiveDate;

/// One thing done with a motion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// 议题编号.
    pub motion_no: u32,
    /// The day on which it was done.
    pub day: NaiveDate,
    /// What was done.
    pub deed: Deed,
}

/// What can be done with a motion.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum Deed {
    /// 提出.
    #[strum(serialize = "motion-proposed")]
    Propose(Proposal),
    /// 表决截止日: until the end of which day the stage at hand can be voted on.
    #[strum(serialize = "vote-deadline-set")]
    SetDeadline(NaiveDate),
    /// 投票.
    #[strum(serialize = "vote-cast")]
    Vote(Vote),
    /// 表决结束: the count is fixed.
    #[strum(serialize = "vote-closed")]
    CloseVote(Tally),
    /// 公示: from the first to the last day, both included.
    #[strum(serialize = "notice-published")]
    Publish {
        /// The day after the one on which it was put up.
        first_day: NaiveDate,
        /// The last day for objections.
        last_day: NaiveDate,
    },
    /// 异议.
    #[strum(serialize = "objection-raised")]
    Object(Objection),
    /// 答复 of an objection.
    #[strum(serialize = "objection-answered")]
    Answer {
        /// Which one.
        objection_no: u32,
        /// What the board says.
        text: String,
    },
    /// 公示结束.
    #[strum(serialize = "notice-ended")]
    EndNotice,
    /// 议事记录: what a hearing came to.
    #[strum(serialize = "hearing-recorded")]
    Hear {
        /// What was said and agreed.
        text: String,
        /// The scanned minutes, kept by their hash.
        minutes: Option<Hash>,
    },
    /// 备案.
    #[strum(serialize = "filing-recorded")]
    File {
        /// With which office, and under which number.
        text: String,
    },
    /// 修改: what is decided is put otherwise, before anybody has voted.
    #[strum(serialize = "motion-amended")]
    Amend(Matter, Option<Preparer>),
    /// 查验: whether the condition of a hold is met. It is lifted where it is.
    #[strum(serialize = "inspection-recorded")]
    Inspect {
        /// What was seen.
        text: String,
        /// Whether it satisfies.
        satisfies: bool,
    },
    /// 作废: what it is about was replaced; votes and notice so far are void.
    #[strum(serialize = "motion-voided")]
    BecomeVoid {
        /// What took its place: a run.
        by: String,
    },
    /// 执行: what was decided is entered by a batch.
    #[strum(serialize = "motion-carried-out")]
    CarryOut {
        /// 批次号.
        batch_no: i64,
    },
    /// 付讫: what was decided is paid.
    #[strum(serialize = "payment-made")]
    Pay {
        /// The bank's number, or the voucher's.
        reference: String,
    },
}

/// How somebody votes (表决意见).
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub enum Choice {
    /// 赞成.
    For,
    /// 反对.
    Against,
    /// 弃权.
    Abstain,
    /// 回避.
    Recuse,
}

impl Choice {
    /// As minutes write it.
    pub const fn zh(self) -> &'static str {
        match self {
            Choice::For => "赞成",
            Choice::Against => "反对",
            Choice::Abstain => "弃权",
            Choice::Recuse => "回避",
        }
    }

    /// As programs write it.
    pub const fn code(self) -> &'static str {
        match self {
            Choice::For => "for",
            Choice::Against => "against",
            Choice::Abstain => "abstain",
            Choice::Recuse => "recuse",
        }
    }

    /// The choice that somebody names.
    pub fn lookup(text: &str) -> Option<Choice> {
        use strum::IntoEnumIterator;
        Choice::iter().find(|choice| choice.zh() == text || choice.code() == text)
    }
}

/// A vote (投票) for one seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The body whose seat it is.
    pub body: Body,
    /// Who holds the seat.
    pub voter: Named,
    /// How they vote.
    pub choice: Choice,
    /// Why.
    pub reason: String,
}

/// How a stage's votes came out, with the rule that was applied (计票结果).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Who voted.
    pub body: Body,
    /// The counts.
    pub counts: Counts,
    /// The rule of the day.
    pub rule: VotingRule,
    /// A meeting held on paper: the hash of its scanned minutes. None where votes were cast one by one.
    pub minutes: Option<Hash>,
}

impl Tally {
    /// Whether it passed, or why not.
    ///
    /// # Errors
    /// Why it did not pass.
    pub fn outcome(&self) -> Result<(), NotPassed> {
        self.rule.decide(&self.counts)
    }
}

/// An objection (异议) during a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// 1, 2, 3 … within the motion.
    pub objection_no: u32,
    /// Who objects.
    pub by: Named,
    /// To which line; empty for the whole.
    pub line: String,
    /// What they say.
    pub text: String,
}

impl Objection {
    /// Letters that the name of a line has at most: it names a parcel, a contract or a figure.
    pub const LONGEST_LINE: usize = 60;
}

impl Act {
    /// The name under which the log keeps it.
    pub fn action(&self) -> &'static str {
        (&self.deed).into()
    }

    /// The hash of the file that it names: scanned minutes, or what is put before the bodies.
    pub const fn file(&self) -> Option<Hash> {
        match &self.deed {
            Deed::CloseVote(tally) => tally.minutes,
            Deed::Hear { minutes, .. } => *minutes,
            Deed::Propose(proposal) => proposal.matter.file,
            Deed::Amend(matter, _) => matter.file,
            _ => None,
        }
    }

    /// As the log keeps it.
    pub fn write(&self) -> String {
        let mut text = CanonicalText::default();
        text.record("motion").number(i64::from(self.motion_no)).date(self.day).end();
        match &self.deed {
            Deed::Propose(proposal) => proposal.write(&mut text),
            Deed::SetDeadline(day) => text.record("deadline").date(*day).end(),
            Deed::Vote(vote) => {
                let record =
                    text.record("vote").text(vote.body.zh()).text(&vote.voter.member_no).text(&vote.voter.name);
                record.text(vote.choice.code()).text(&vote.reason).end();
            }
            Deed::CloseVote(tally) => write_tally(&mut text, tally),
            Deed::Publish { first_day, last_day } => text.record("notice").date(*first_day).date(*last_day).end(),
            Deed::Object(objection) => {
                let record = text.record("objection").number(i64::from(objection.objection_no));
                let record = record.text(&objection.by.member_no).text(&objection.by.name);
                record.text(&objection.line).text(&objection.text).end();
            }
            Deed::Answer { objection_no, text: answer } => {
                text.record("answer").number(i64::from(*objection_no)).text(answer).end();
            }
            Deed::EndNotice => text.record("notice-ended").end(),
            Deed::Hear { text: said, minutes } => {
                text.record("hearing").text(said).text(&optional_hash(*minutes)).end();
            }
            Deed::File { text: said } => text.record("filing").text(said).end(),
            Deed::Amend(matter, preparer) => {
                text.record("amendment").text(&matter.title).text(&matter.content().to_string()).end();
                preparer.iter().for_each(|preparer| preparer.write(&mut text));
                matter.write(&mut text);
            }
            Deed::Inspect { text: said, satisfies } => {
                text.record("inspection").text(said).text(if *satisfies { "satisfies" } else { "does-not" }).end();
            }
            Deed::BecomeVoid { by } => text.record("void").text(by).end(),
            Deed::CarryOut { batch_no } => text.record("carried-out").number(*batch_no).end(),
            Deed::Pay { reference } => text.record("paid").text(reference).end(),
        }
        text.into_string()
    }

    /// Reads what the log keeps; none where it is about something else.
    ///
    /// # Errors
    /// Where an act is not as this program writes it.
    pub fn parse(action: &str, content: &str) -> Result<Option<Act>, CanonicalFlaw> {
        let mut found = records(content);
        let Some(("motion", mut head)) = found.next() else { return Ok(None) };
        let motion_no = small(&mut head)?;
        let day = head.date()?;
        let Some((name, mut fields)) = found.next() else { return Err(head.flaw("an act without a deed")) };
        let deed = match name {
            "proposal" => Deed::Propose(Proposal::read(&mut fields, found)?),
            "deadline" => Deed::SetDeadline(fields.date()?),
            "vote" => Deed::Vote(Vote {
                body: fields.known(Body::lookup)?,
                voter: named(&mut fields)?,
                choice: fields.known(Choice::lookup)?,
                reason: fields.text()?.to_owned(),
            }),
            "tally" => Deed::CloseVote(read_tally(&mut fields)?),
            "notice" => Deed::Publish { first_day: fields.date()?, last_day: fields.date()? },
            "objection" => Deed::Object(Objection {
                objection_no: small(&mut fields)?,
                by: named(&mut fields)?,
                line: fields.text()?.to_owned(),
                text: fields.text()?.to_owned(),
            }),
            "answer" => Deed::Answer { objection_no: small(&mut fields)?, text: fields.text()?.to_owned() },
            "notice-ended" => Deed::EndNotice,
            "hearing" => Deed::Hear { text: fields.text()?.to_owned(), minutes: read_hash(&mut fields)? },
            "filing" => Deed::File { text: fields.text()?.to_owned() },
            "amendment" => {
                let (preparers, matter): (Vec<_>, Vec<_>) = found.partition(|(name, _)| *name == Preparer::RECORD);
                let preparer = preparers.into_iter().next().map(|(_, mut fields)| Preparer::read(&mut fields));
                Deed::Amend(Matter::read(fields.text()?, matter.into_iter())?, preparer.transpose()?)
            }
            "inspection" => Deed::Inspect {
                text: fields.text()?.to_owned(),
                satisfies: fields.known(|word| match word {
                    "satisfies" => Some(true),
                    "does-not" => Some(false),
                    _ => None,
                })?,
            },
            "void" => Deed::BecomeVoid { by: fields.text()?.to_owned() },
            "carried-out" => Deed::CarryOut { batch_no: fields.number()? },
            "paid" => Deed::Pay { reference: fields.text()?.to_owned() },
            _ => return Err(fields.flaw("no such deed")),
        };
        let act = Act { motion_no, day, deed };
        if act.action() == action { Ok(Some(act)) } else { Err(head.flaw("an act under another name")) }
    }
}

fn write_tally(text: &mut CanonicalText, tally: &Tally) {
    let counts = &tally.counts;
    let record = text.record("tally").text(tally.body.zh());
    for count in [counts.seats, counts.for_votes, counts.against, counts.abstained, counts.recused] {
        record.text(&count.to_string());
    }
    let rule = &tally.rule;
    record.text(&rule.quorum.to_string()).text(&rule.majority.to_string()).text(rule.basis.zh());
    record.text(rule.quorum_article).text(rule.majority_article).text(&optional_hash(tally.minutes));
    // Said once more in a word, for whoever reads the log.
    record.text(tally.outcome().err().map_or("passed", Into::into)).end();
}

fn read_tally(fields: &mut Fields<'_>) -> Result<Tally, CanonicalFlaw> {
    let body = fields.known(Body::lookup)?;
    let mut count = || fields.known(|text| text.parse().ok());
    let counts =
        Counts { seats: count()?, for_votes: count()?, against: count()?, abstained: count()?, recused: count()? };
    let rule = VotingRule {
        quorum: fields.known(Fraction::parse)?,
        majority: fields.known(Fraction::parse)?,
        basis: fields.known(CountingBasis::lookup)?,
        quorum_article: fields.known(super::law::article)?,
        majority_article: fields.known(super::law::article)?,
    };
    let tally = Tally { body, counts, rule, minutes: read_hash(fields)? };
    let outcome = fields.text()?;
    let computed: &str = tally.outcome().err().map_or("passed", Into::into);
    if computed == outcome { Ok(tally) } else { Err(fields.flaw("a tally that comes out otherwise")) }
}

fn small(fields: &mut Fields<'_>) -> Result<u32, CanonicalFlaw> {
    fields.known(|text| text.parse().ok())
}

fn optional_hash(hash: Option<Hash>) -> String {
    hash.map(|hash| hash.to_string()).unwrap_or_default()
}

fn read_hash(fields: &mut Fields<'_>) -> Result<Option<Hash>, CanonicalFlaw> {
    fields.known(|text| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) })
}
