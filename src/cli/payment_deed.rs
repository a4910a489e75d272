//! What is done with batches and claims under `payment`: out of the house, taken back, given up.

use super::Session;
use crate::application::Outcome;
use crate::application::governance::{self, ProposalRequest};
use crate::application::payment::{self, HandOverRequest, WriteOffRequest};
use crate::rendering::motion_text;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use serde_json::json;

impl Session<'_> {
    pub(super) fn record_sent(
        &mut self,
        db: &mut Db,
        cooperative: &Cooperative,
        (batch_no, reference): (u32, &str),
    ) -> Outcome<()> {
        payment::record_sent(db, cooperative, (batch_no, reference), &mut self.context())?;
        let zh = format!("代发批次 {batch_no} 已交银行。银行回盘后，用 tonggu import 导入回盘文件。");
        let en = format!("Batch {batch_no} is with the bank. Import its answers with tonggu import.");
        self.say_batch_done(batch_no, (&zh, &en));
        Ok(())
    }

    pub(super) fn hand_over(
        &mut self,
        db: &mut Db,
        cooperative: &Cooperative,
        (batch_no, request): (u32, &HandOverRequest),
    ) -> Outcome<()> {
        payment::hand_over(db, cooperative, (batch_no, request), &mut self.context())?;
        let receiver = &request.receiver;
        let zh = format!("批次 {batch_no} 的现金已由 {receiver} 领走。入账：tonggu ledger book --batch {batch_no}。");
        let en =
            format!("{receiver} has the cash of batch {batch_no}. Book it with tonggu ledger book --batch {batch_no}.");
        self.say_batch_done(batch_no, (&zh, &en));
        Ok(())
    }

    pub(super) fn cancel_batch(
        &mut self,
        db: &mut Db,
        cooperative: &Cooperative,
        (batch_no, reason): (u32, &str),
    ) -> Outcome<()> {
        payment::cancel_batch(db, cooperative, (batch_no, reason), &mut self.context())?;
        let zh = format!("批次 {batch_no} 已作废，款项回到可付。");
        self.say_batch_done(batch_no, (&zh, &format!("Batch {batch_no} is cancelled; its claims are payable again.")));
        Ok(())
    }

    fn say_batch_done(&self, batch_no: u32, (zh, en): (&str, &str)) {
        match self.output.json {
            true => self.output.json(&json!({ "batch_no": batch_no })),
            false => self.output.say(zh, en),
        }
    }

    pub(super) fn put_write_off_forward(
        &mut self,
        db: &mut Db,
        cooperative: &Cooperative,
        request: WriteOffRequest,
    ) -> Outcome<()> {
        let motion = governance::propose(db, cooperative, &ProposalRequest::WriteOff(request), &mut self.context())?;
        match self.output.json {
            true => self.output.json(&json!({ "motion_no": motion.motion_no })),
            false => self.output.print(&motion_text::motion(&motion, self.output.language)),
        }
        Ok(())
    }

    pub(super) fn carry_out_write_off(
        &mut self,
        db: &mut Db,
        cooperative: &Cooperative,
        motion_no: u32,
    ) -> Outcome<()> {
        let written = payment::carry_out_write_off(db, cooperative, motion_no, &mut self.context())?;
        let (claims, recoveries) = (written.what.claims.len(), written.what.recoveries.len());
        let count = claims + recoveries;
        match self.output.json {
            true => self.output.json(&json!({ "motion_no": motion_no, "claims": claims, "recoveries": recoveries })),
            false => self.output.say(
                &format!("议题 {motion_no} 已核销 {count} 笔。入账：tonggu ledger book --motion {motion_no}。"),
                &format!(
                    "Motion {motion_no}: {count} written off. Book it with tonggu ledger book --motion {motion_no}."
                ),
            ),
        }
        Ok(())
    }
}
