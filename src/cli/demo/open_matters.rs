//! What is still open when the demonstration becomes a site: the rent that came in late is being published, a contract waits for its votes, somebody
//! objects, and those who watch have reported.

use super::story::{ACCOUNTANT, CLERK, Community};
use crate::application::Outcome;
use crate::application::access::{Actor, SignedIn, users};
use crate::application::distribution::{DistributionRequest, distribute};
use crate::application::governance::{MatterRequest, ProposalRequest, object, propose, publish, supervision};
use crate::domain::distribution::run::{RunKind, RunNumber};
use crate::domain::governance::body::Body;
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::supervision::SupervisionKind;
use crate::domain::period::AccountingYear;
use crate::domain::person::Named;

/// The day on which it is put up, and the first day on which it is.
pub(super) const PUT_UP: &str = "2009-02-13";
pub(super) const UP: &str = "2009-02-14";

impl Community<'_> {
    /// Everybody who has an account, as they act.
    pub fn call_together(&mut self) -> Outcome<()> {
        let views = self.on(UP, "", |db, cooperative, context| users(db, cooperative, context))?;
        for view in views {
            let signed_in = SignedIn { user: view.user.clone(), person: view.account.person, by_token: false };
            self.actors.insert(view.user, Actor::User(signed_in));
        }
        Ok(())
    }

    /// The second run of the year, which pays out the rent that came in after the first one's cut-off, is passed and put up.
    pub fn publish_the_arrears(&mut self, year: AccountingYear) -> Outcome<()> {
        let cut_off = super::story::morning("2009-02-11").date_naive();
        let (kind, follows, cut_off) = (RunKind::Arrears, Some(1), Some(cut_off));
        let request = DistributionRequest { year, kind, follows, cut_off, voids: None };
        let run: RunNumber = self.on(PUT_UP, ACCOUNTANT, |db, cooperative, context| {
            distribute(db, cooperative, request, context, &mut |_, _, _| {})
        })?;
        let motion = self.on(PUT_UP, ACCOUNTANT, |db, cooperative, context| {
            propose(db, cooperative, &ProposalRequest::Run(run), context)
        })?;
        let motion_no = motion.motion_no;
        self.all_vote(PUT_UP, (motion_no, Body::BoardOfDirectors, 8))?;
        self.all_vote(PUT_UP, (motion_no, Body::BoardOfSupervisors, 5))?;
        self.on(PUT_UP, ACCOUNTANT, |db, cooperative, context| publish(db, cooperative, motion_no, context))?;
        let doubt = ("M0000010", "", "第三批的租金为什么晚了一个多月才分？");
        self.on(UP, CLERK, |db, cooperative, context| object(db, cooperative, motion_no, doubt, context))?;
        Ok(())
    }

    /// A contract of the company waits for the votes of both boards.
    pub fn propose_the_contract(&mut self) -> Outcome<()> {
        // Not by the chair, whose sign-in is handed out: there a vote waits.
        let director = self.of(Body::BoardOfDirectors).get(7).cloned().unwrap_or_default();
        let title = "商铺 3 期打包转租给川味餐饮管理有限公司，续租三年".to_owned();
        let matter = MatterRequest { title, payment: None, file: None };
        let request = ProposalRequest::Matter(MotionKind::CompanyContract, matter);
        self.on(UP, &director, |db, cooperative, context| propose(db, cooperative, &request, context))?;
        Ok(())
    }

    /// The supervisory committee reports on the fee that was held, and the report is published.
    pub fn report(&mut self) -> Outcome<()> {
        let watchers = self.of(Body::SupervisoryCommittee);
        let first = watchers.first().cloned().unwrap_or_default();
        let by = Named { member_no: first.clone(), name: String::new() };
        let said = (
            "2008 年度物业管理费",
            "整修没有完成就要付款，本委员会于 1 月 10 日暂缓；1 月 24 日查验合格后才支付。付款凭证已核对，金额无误。",
            "",
        );
        let record = self.on(UP, &first, |db, cooperative, context| {
            supervision::open(db, cooperative, (SupervisionKind::Report, &by), said, context)
        })?;
        for watcher in watchers.iter().skip(1).take(3) {
            self.on(UP, watcher, |db, cooperative, context| {
                supervision::endorse(db, cooperative, record.record_no, context)
            })?;
        }
        Ok(())
    }
}
