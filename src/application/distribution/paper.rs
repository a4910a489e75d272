//! What all papers of a run say alike: how far it has come in words, what the bodies decided, and where to object.

use super::query::{RunView, Standing};
use crate::domain::governance::motion::Motion;
use crate::rendering::pdf::member_statement::RunOnPaper;
use crate::rendering::speech::Language;
use crate::rendering::{motion_text, notice};

/// How far a run has come, in words.
pub fn standing_in_words(view: &RunView, language: Language) -> String {
    let chinese = language == Language::Chinese;
    let state = state(view, chinese);
    match view.held_by {
        Some(hold) if chinese => format!("{state}，暂缓（议题 {hold}）"),
        Some(hold) => format!("{state}, held (motion {hold})"),
        None => state,
    }
}

fn state(view: &RunView, chinese: bool) -> String {
    match (view.run.superseded_by, view.standing) {
        (Some(by), _) if chinese => format!("已被 {by} 取代"),
        (Some(by), _) => format!("replaced by {by}"),
        (None, Standing::Draft) => if chinese { "草案" } else { "draft" }.to_owned(),
        (None, Standing::UnderProcedure(motion)) if chinese => format!("审议中（议题 {motion}）"),
        (None, Standing::UnderProcedure(motion)) => format!("under procedure (motion {motion})"),
        (None, Standing::Rejected(motion)) if chinese => format!("未通过（议题 {motion}）"),
        (None, Standing::Rejected(motion)) => format!("rejected (motion {motion})"),
        (None, Standing::Effective(_, since)) if chinese => format!("{since} 生效"),
        (None, Standing::Effective(_, since)) => format!("effective since {since}"),
        (None, Standing::Void(motion)) if chinese => format!("作废（议题 {motion}）"),
        (None, Standing::Void(motion)) => format!("void (motion {motion})"),
    }
}

/// A run as its papers have it; `motion` is the one that [`Standing::motion_no`] names.
pub fn run_on_paper<'r>(view: &'r RunView, motion: Option<&Motion>, language: Language) -> RunOnPaper<'r> {
    let last_day = motion.and_then(Motion::notice).map(|(_, last)| last);
    RunOnPaper {
        summary: &view.summary,
        seal: view.run.seal.hash(),
        standing: standing_in_words(view, language),
        is_effective: view.run.superseded_by.is_none() && matches!(view.standing, Standing::Effective(..)),
        approvals: motion.map(|motion| motion_text::passed(motion, language)).unwrap_or_default(),
        where_to_object: notice::usual_way_to_object(last_day, language),
    }
}
