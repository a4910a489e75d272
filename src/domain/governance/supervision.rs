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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SupervisionDeed {
    /// It is opened.
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
    /// It is answered, and ends with that.
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
                    answer: None,
                }),
                SupervisionDeed::Answer { text } => {
                    if let Some(record) = found.iter_mut().find(|record| record.record_no == act.record_no) {
                        record.answer = Some((act.day, text));
                    }
                }
            }
        }
        found
    }

    /// It is answered.
    ///
    /// # Errors
    /// A second time.
    pub fn answer(&self, text: &str, day: NaiveDate) -> Result<SupervisionAct, GovernanceRefusal> {
        match self.answer {
            Some(_) => Err(GovernanceRefusal::RecordEnded { record_no: self.record_no }),
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
        return Err(GovernanceRefusal::RecordUnexplained);
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
    pub const fn action(&self) -> &'static str {
        match &self.deed {
            SupervisionDeed::Open { .. } => "supervision-opened",
            SupervisionDeed::Answer { .. } => "supervision-answered",
        }
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
}
