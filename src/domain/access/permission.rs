//! The one table of roles and actions (权限表).

use super::role::{Post, Role};
use crate::domain::governance::body::Body;
use std::collections::BTreeSet;

/// Something that wants a permission (操作).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    /// 导入, and undoing an import.
    #[default]
    Import,
    /// 编制分配.
    Distribute,
    /// 提出议题.
    Propose,
    /// 表决: whether the seat is the right one is the motion's to say.
    Vote,
    /// 结束表决 and its deadline: whether the seat is the chair's is the motion's to say.
    CloseVote,
    /// 记录议事, filings, elections and declared kinship.
    RecordMeeting,
    /// 记录纸质表决: whether the seat is the right one is the motion's to say.
    RecordVote,
    /// 公示, and its end.
    Publish,
    /// 提出异议.
    Object,
    /// 答复异议.
    AnswerObjection,
    /// 提出暂缓: whether the seats are the right ones is the hold's to say.
    PlaceHold,
    /// 记录查验.
    Inspect,
    /// 质询 of a voucher, a contract, a line of a run or a payment.
    AskQuestion,
    /// 答复质询.
    AnswerQuestion,
    /// 付款.
    Pay,
    /// 管理用户.
    ManageUsers,
    /// 记账: books opened, vouchers prepared, posted and reversed, periods closed.
    KeepBooks,
    /// 复核凭证: whether it is somebody else's is the voucher's to say.
    ReviewVoucher,
    /// 出纳签字.
    SignVoucher,
    /// 批准记账规则: whether it is somebody else's proposal is the change's to say.
    ApproveRules,
    /// 查看账目: everybody's shares, rents and statements. One's own household's a member sees without it.
    SeeMoney,
}

impl Action {
    /// As people say it.
    pub const fn zh(self) -> &'static str {
        match self {
            Action::Import => "导入",
            Action::Distribute => "编制分配",
            Action::Propose => "提出议题",
            Action::Vote => "表决",
            Action::CloseVote => "结束表决",
            Action::RecordMeeting => "记录议事",
            Action::RecordVote => "记录纸质表决",
            Action::Publish => "公示",
            Action::Object => "提出异议",
            Action::AnswerObjection => "答复异议",
            Action::PlaceHold => "提出暂缓",
            Action::Inspect => "记录查验",
            Action::AskQuestion => "质询",
            Action::AnswerQuestion => "答复质询",
            Action::Pay => "付款",
            Action::ManageUsers => "管理用户",
            Action::KeepBooks => "记账",
            Action::ReviewVoucher => "复核凭证",
            Action::SignVoucher => "出纳签字",
            Action::ApproveRules => "批准记账规则",
            Action::SeeMoney => "查看账目",
        }
    }
}

/// What a role may do.
const fn actions(role: Role) -> &'static [Action] {
    match role {
        Role::Post(Post::Accountant) => &[
            Action::Import,
            Action::Distribute,
            Action::Propose,
            Action::RecordMeeting,
            Action::Publish,
            Action::KeepBooks,
            Action::ReviewVoucher,
            Action::ApproveRules,
            Action::AnswerQuestion,
            Action::SeeMoney,
        ],
        Role::Post(Post::Cashier) => &[Action::Pay, Action::SignVoucher, Action::SeeMoney],
        // For a shareholder at the counter, named in the log as the one who did it.
        Role::Post(Post::WindowClerk) => &[Action::Object, Action::SeeMoney],
        Role::Post(Post::Administrator) => &[Action::ManageUsers],
        Role::Seat(Body::BoardOfDirectors) => &[
            Action::Propose,
            Action::Vote,
            Action::CloseVote,
            Action::RecordMeeting,
            Action::RecordVote,
            Action::Publish,
            Action::AnswerObjection,
            Action::AnswerQuestion,
            Action::ApproveRules,
            Action::SeeMoney,
        ],
        Role::Seat(Body::ResidentsCommittee) => &[
            Action::Propose,
            Action::Vote,
            Action::CloseVote,
            Action::RecordMeeting,
            Action::RecordVote,
            Action::Publish,
            Action::AskQuestion,
            Action::SeeMoney,
        ],
        Role::Seat(Body::BoardOfSupervisors | Body::SupervisoryCommittee) => &[
            Action::Vote,
            Action::CloseVote,
            Action::RecordVote,
            Action::PlaceHold,
            Action::Inspect,
            Action::AskQuestion,
            Action::SeeMoney,
        ],
        // The third of the three-way supervision.
        Role::Seat(Body::PartyBranchCommittee) => {
            &[Action::Vote, Action::CloseVote, Action::RecordVote, Action::AskQuestion, Action::SeeMoney]
        }
        Role::Seat(_) => &[Action::Vote, Action::CloseVote, Action::RecordVote],
        Role::Shareholder => &[Action::Object],
    }
}

/// Whether any of the roles allows an action.
pub fn allows(roles: &BTreeSet<Role>, action: Action) -> bool {
    roles.iter().any(|role| actions(*role).contains(&action))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(role: Role, action: Action) -> bool {
        allows(&BTreeSet::from([role]), action)
    }

    #[test]
    fn the_administrator_sees_no_money_and_does_not_vote() {
        use strum::IntoEnumIterator;
        let allowed: Vec<Action> =
            Action::iter().filter(|action| may(Role::Post(Post::Administrator), *action)).collect();
        assert_eq!(allowed, [Action::ManageUsers]);
    }

    #[test]
    fn the_cashier_approves_nothing_and_keeps_no_ledger() {
        use strum::IntoEnumIterator;
        let allowed: Vec<Action> = Action::iter().filter(|action| may(Role::Post(Post::Cashier), *action)).collect();
        assert_eq!(allowed, [Action::Pay, Action::SignVoucher, Action::SeeMoney]);
    }

    #[test]
    fn the_three_who_watch_ask_and_who_keeps_the_books_answers() {
        use strum::IntoEnumIterator;
        let asking = Body::iter().filter(|body| may(Role::Seat(*body), Action::AskQuestion));
        let watching = [
            Body::BoardOfSupervisors,
            Body::ResidentsCommittee,
            Body::SupervisoryCommittee,
            Body::PartyBranchCommittee,
        ];
        assert_eq!(asking.collect::<Vec<_>>(), watching);
        assert!(may(Role::Post(Post::Accountant), Action::AnswerQuestion));
        assert!(!Body::iter().any(|body| {
            may(Role::Seat(body), Action::AskQuestion) && may(Role::Seat(body), Action::AnswerQuestion)
        }));
    }

    #[test]
    fn who_prepares_does_not_vote_and_who_votes_does_not_prepare() {
        assert!(may(Role::Post(Post::Accountant), Action::Distribute));
        assert!(!may(Role::Post(Post::Accountant), Action::Vote));
        assert!(may(Role::Seat(Body::BoardOfSupervisors), Action::Vote));
        assert!(!may(Role::Seat(Body::BoardOfSupervisors), Action::Distribute));
    }
}
