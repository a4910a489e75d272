//! Records of supervision (监督记录): agendas reviewed, reports, complaints and where they went, losses referred, questions and their answers.

use super::refusal::GovernanceRefusal;
use crate::domain::canonical::{CanonicalFlaw, CanonicalText, records};
use crate::domain::person::Named;
use chrono::NaiveDate;

/// What kind of record it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter)]
pub enum SupervisionKind {
    /// 议程审查: attendance, procedure and count of a meeting to come.
    AgendaReview,
    /// 监督报告.
    Report,
    /// 投诉.
    Complaint,
    /// 损失移送: to the congress and the township discipline office.
    LossReferral,
    /// 质询: of a voucher, a contract or a line.
    Question,
}

impl SupervisionKind {
    /// As minutes write it.
    pub const fn zh(self) -> &'static str {
        match self {
            SupervisionKind::AgendaReview => "议程审查",
            SupervisionKind::Report => "监督报告",
            SupervisionKind::Complaint => "投诉",
            SupervisionKind::LossReferral => "损失移送",
            SupervisionKind::Question => "质询",
        }
    }

    /// As programs write it.
    pub const fn code(self) -> &'static str {
        match self {
            SupervisionKind::AgendaReview => "agenda_review",
            SupervisionKind::Report => "report",
            SupervisionKind::Complaint => "complaint",
            SupervisionKind::LossReferral => "loss_referral",
            SupervisionKind::Question => "question",
        }
    }

    /// The kind that somebody names, in either way.
    pub fn lookup(text: &str) -> Option<SupervisionKind> {
        use strum::IntoEnumIterator;
        SupervisionKind::iter().find(|kind| kind.zh() == text || kind.code() == text)
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            SupervisionKind::AgendaReview => "agenda review",
            SupervisionKind::Report => "report",
            SupervisionKind::Complaint => "complaint",
            SupervisionKind::LossReferral => "loss referral",
            SupervisionKind::Question => "question",
        }
    }

    /// Where it may be sent: a complaint to one of three, a loss to both who receive it; others stay where they are.
    pub const fn routes(self) -> &'static [&'static str] {
        match self {
            SupervisionKind::Complaint => &["党总支", "居民委员会", "镇办公室"],
            SupervisionKind::LossReferral => &["居民代表大会和镇纪委"],
            _ => &[],
        }
    }
}

/// One thing done with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupervisionAct {
    /// 编号.
    pub record_no: u32,
    /// When.
    pub day: NaiveDate,
    /// What was done.
    pub deed: SupervisionDeed,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
pub enum SupervisionDeed {
    /// It is opened.
    #[strum(serialize = "supervision-opened")]
    Open {
        /// What kind.
        kind: SupervisionKind,
        /// By whom, or for whom at the counter.
        by: Named,
        /// About what: a motion, a voucher, a contract, a line, a meeting.
        about: String,
        /// What is said.
        text: String,
        /// Where it is sent.
        route: String,
    },
    /// 联署: one more of the body that watches stands behind a report.
    #[strum(serialize = "report-endorsed")]
    Endorse {
        /// Who.
        by: Named,
        /// Whether it is published with that: more than half of the seats stand behind it.
        publishes: bool,
    },
    /// It is answered, and ends with that.
    #[strum(serialize = "supervision-answered")]
    Answer {
        /// What is said.
        text: String,
    },
}

/// A record, as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupervisionRecord {
    /// 编号.
    pub record_no: u32,
    /// When it was opened.
    pub opened_on: NaiveDate,
    /// What kind.
    pub kind: SupervisionKind,
    /// By whom.
    pub by: Named,
    /// About what.
    pub about: String,
    /// What is said.
    pub text: String,
    /// Where it was sent.
    pub route: String,
    /// Who stands behind a report besides who wrote it.
    pub endorsed: Vec<Named>,
    /// When a report was published.
    pub published_on: Option<NaiveDate>,
    /// When and how it was answered.
    pub answer: Option<(NaiveDate, String)>,
}

impl SupervisionRecord {
    /// Folds the acts of all records, in their order.
    pub fn fold(acts: impl IntoIterator<Item = SupervisionAct>) -> Vec<SupervisionRecord> {
        let mut found: Vec<SupervisionRecord> = Vec::new();
        for act in acts {
            match act.deed {
                SupervisionDeed::Open { kind, by, about, text, route } => found.push(SupervisionRecord {
                    record_no: act.record_no,
                    opened_on: act.day,
                    kind,
                    by,
                    about,
                    text,
                    route,
                    endorsed: Vec::new(),
                    published_on: None,
                    answer: None,
                }),
                SupervisionDeed::Endorse { by, publishes } => {
                    if let Some(record) = found.iter_mut().find(|record| record.record_no == act.record_no) {
                        record.endorsed.push(by);
                        record.published_on = record.published_on.or(publishes.then_some(act.day));
                    }
                }
                SupervisionDeed::Answer { text } => {
                    if let Some(record) = found.iter_mut().find(|record| record.record_no == act.record_no) {
                        record.answer = Some((act.day, text));
                    }
                }
            }
        }
        found
    }

    /// Somebody of the body that watches stands behind a report: it is published once more than half of the body's seats do
    /// (`governance.md`, Records of supervision).
    ///
    /// # Errors
    /// Where it is no report, or they stand behind it already.
    pub fn endorse(&self, by: &Named, seats: u64, day: NaiveDate) -> Result<SupervisionAct, GovernanceRefusal> {
        if self.kind != SupervisionKind::Report {
            return Err(GovernanceRefusal::NoReport { record_no: self.record_no });
        }
        let mut behind = self.endorsed.iter().chain([&self.by]);
        if behind.any(|other| other.is_same(&by.member_no, &by.name)) {
            return Err(GovernanceRefusal::EndorsedAlready { record_no: self.record_no, name: by.name.clone() });
        }
        // Who wrote it, those before, and this one.
        let publishes = 2 * (self.endorsed.len() as u64 + 2) > seats;
        let deed = SupervisionDeed::Endorse { by: by.clone(), publishes };
        Ok(SupervisionAct { record_no: self.record_no, day, deed })
    }

    /// It is answered.
    ///
    /// # Errors
    /// A second time, or with no words.
    pub fn answer(&self, text: &str, day: NaiveDate) -> Result<SupervisionAct, GovernanceRefusal> {
        match self.answer {
            Some(_) => Err(GovernanceRefusal::RecordEnded { record_no: self.record_no }),
            None if text.is_empty() => Err(GovernanceRefusal::TextMissing),
            None => {
                let deed = SupervisionDeed::Answer { text: text.to_owned() };
                Ok(SupervisionAct { record_no: self.record_no, day, deed })
            }
        }
    }
}

/// Opens a record.
///
/// # Errors
/// With no text, or a route that its kind does not have.
pub fn open(
    record_no: u32,
    (kind, by): (SupervisionKind, Named),
    (about, text, route): (&str, &str, &str),
    day: NaiveDate,
) -> Result<SupervisionAct, GovernanceRefusal> {
    if text.is_empty() {
        return Err(GovernanceRefusal::TextMissing);
    }
    let routes = kind.routes();
    let route = match (routes, route) {
        ([], "") => "",
        ([only], "") => only,
        (routes, given) if routes.contains(&given) => given,
        (routes, given) => {
            return Err(GovernanceRefusal::RouteUnfit { kind, given: given.to_owned(), routes });
        }
    };
    let (about, text, route) = (about.to_owned(), text.to_owned(), route.to_owned());
    Ok(SupervisionAct { record_no, day, deed: SupervisionDeed::Open { kind, by, about, text, route } })
}

impl SupervisionAct {
    /// The name under which the log keeps it.
    pub fn action(&self) -> &'static str {
        (&self.deed).into()
    }

    /// As the log keeps it.
    pub fn write(&self) -> String {
        let mut written = CanonicalText::default();
        written.record("supervision").number(i64::from(self.record_no)).date(self.day).end();
        match &self.deed {
            SupervisionDeed::Open { kind, by, about, text, route } => {
                let record = written.record("opened").text(kind.code()).text(&by.member_no).text(&by.name);
                record.text(about).text(text).text(route).end();
            }
            SupervisionDeed::Endorse { by, publishes } => {
                let record = written.record("endorsed").text(&by.member_no).text(&by.name);
                record.text(if *publishes { "published" } else { "" }).end();
            }
            SupervisionDeed::Answer { text } => written.record("answered").text(text).end(),
        }
        written.into_string()
    }

    /// Reads what the log keeps; none where it is about something else.
    ///
    /// # Errors
    /// Where an act is not as this program writes it.
    pub fn parse(content: &str) -> Result<Option<SupervisionAct>, CanonicalFlaw> {
        let mut found = records(content);
        let Some(("supervision", mut head)) = found.next() else { return Ok(None) };
        let (record_no, day) = (head.known(|text| text.parse().ok())?, head.date()?);
        let deed = match found.next() {
            Some(("opened", mut fields)) => {
                let kind = fields.known(SupervisionKind::lookup)?;
                let by = super::proposal::named(&mut fields)?;
                let mut text = || fields.text().map(str::to_owned);
                SupervisionDeed::Open { kind, by, about: text()?, text: text()?, route: text()? }
            }
            Some(("endorsed", mut fields)) => {
                let by = super::proposal::named(&mut fields)?;
                SupervisionDeed::Endorse { by, publishes: fields.text()? == "published" }
            }
            Some(("answered", mut fields)) => SupervisionDeed::Answer { text: fields.text()?.to_owned() },
            _ => return Err(head.flaw("no such deed")),
        };
        Ok(Some(SupervisionAct { record_no, day, deed }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_goes_to_one_of_three_and_a_loss_where_it_must() {
        let day = NaiveDate::from_ymd_opt(2009, 1, 10).unwrap();
        let by = || Named { member_no: "M001".to_owned(), name: "陈国强".to_owned() };
        let opened = |kind, route| open(1, (kind, by()), ("合同 TD-1", "面积不对", route), day);
        let complaint = opened(SupervisionKind::Complaint, "居民委员会").unwrap();
        assert_eq!(SupervisionAct::parse(&complaint.write()), Ok(Some(complaint.clone())));
        assert!(matches!(opened(SupervisionKind::Complaint, ""), Err(GovernanceRefusal::RouteUnfit { .. })));
        assert!(matches!(opened(SupervisionKind::Question, "镇纪委"), Err(GovernanceRefusal::RouteUnfit { .. })));
        let loss = opened(SupervisionKind::LossReferral, "").unwrap();
        let folded = SupervisionRecord::fold([loss]);
        assert_eq!(folded[0].route, "居民代表大会和镇纪委");
        let answered = folded[0].answer("已追回", day).unwrap();
        let folded = SupervisionRecord::fold([opened(SupervisionKind::LossReferral, "").unwrap(), answered]);
        assert_eq!(folded[0].answer("再答", day), Err(GovernanceRefusal::RecordEnded { record_no: 1 }));
    }

    #[test]
    fn a_report_is_published_once_more_than_half_of_the_seats_stand_behind_it() {
        let day = NaiveDate::from_ymd_opt(2009, 1, 10).unwrap();
        let named = |name: &str| Named { member_no: String::new(), name: name.to_owned() };
        let opened = open(1, (SupervisionKind::Report, named("钱一")), ("物业", "检查情况", ""), day).unwrap();
        let mut acts = vec![opened];
        let fold = |acts: &[SupervisionAct]| SupervisionRecord::fold(acts.iter().cloned()).remove(0);
        let twice = fold(&acts).endorse(&named("钱一"), 7, day);
        assert_eq!(twice, Err(GovernanceRefusal::EndorsedAlready { record_no: 1, name: "钱一".to_owned() }));
        for (name, is_published) in [("钱二", false), ("钱三", false), ("钱四", true), ("钱五", true)] {
            let act = fold(&acts).endorse(&named(name), 7, day).unwrap();
            assert_eq!(SupervisionAct::parse(&act.write()), Ok(Some(act.clone())));
            acts.push(act);
            assert_eq!(fold(&acts).published_on.is_some(), is_published, "{name}");
        }
        let asked = open(1, (SupervisionKind::Question, named("钱一")), ("物业", "为什么", ""), day).unwrap();
        let endorsed = fold(&[asked]).endorse(&named("钱二"), 7, day);
        assert_eq!(endorsed, Err(GovernanceRefusal::NoReport { record_no: 1 }));
    }
}
