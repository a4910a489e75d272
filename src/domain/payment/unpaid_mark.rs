//! Marks of what waits (待付原因): a member has died, heirs are pending, an account is unknown, a share is disputed. Nobody's line disappears by it.

use chrono::NaiveDate;
use compact_str::CompactString;
use strum::IntoEnumIterator;

/// Why a member's money waits (待付状态).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum UnpaidState {
    /// 已故.
    Deceased,
    /// 继承待定.
    HeirsPending,
    /// 账户不明.
    AccountUnknown,
    /// 有争议.
    Disputed,
    /// 可付: whatever stood before it is settled.
    Cleared,
}

impl UnpaidState {
    /// As sheets write it.
    pub const fn zh(self) -> &'static str {
        match self {
            UnpaidState::Deceased => "已故",
            UnpaidState::HeirsPending => "继承待定",
            UnpaidState::AccountUnknown => "账户不明",
            UnpaidState::Disputed => "有争议",
            UnpaidState::Cleared => "可付",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            UnpaidState::Deceased => "deceased",
            UnpaidState::HeirsPending => "heirs pending",
            UnpaidState::AccountUnknown => "account unknown",
            UnpaidState::Disputed => "disputed",
            UnpaidState::Cleared => "cleared",
        }
    }

    /// The state that is written so.
    pub fn lookup(text: &str) -> Option<UnpaidState> {
        let text = match text {
            "死亡" | "去世" | "身故" => "已故",
            "待继承" | "继承未定" | "继承人未定" => "继承待定",
            "账号不明" | "账户未知" | "帐户不明" => "账户不明",
            "争议" | "有纠纷" => "有争议",
            "正常" | "解除" => "可付",
            other => other,
        };
        UnpaidState::iter().find(|state| state.zh() == text || state.en() == text)
    }
}

/// A mark (待付登记): from a day on, why a member's money waits, or that it waits no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnpaidMark {
    /// 成员编号.
    pub member_no: CompactString,
    /// 待付状态.
    pub state: UnpaidState,
    /// From which day on.
    pub since: NaiveDate,
    /// 原因.
    pub reason: CompactString,
}

/// The mark that holds a member's money back on a day: the latest one, unless it clears.
pub fn standing_mark<'m>(marks: impl IntoIterator<Item = &'m UnpaidMark>, day: NaiveDate) -> Option<&'m UnpaidMark> {
    let latest = marks.into_iter().filter(|mark| mark.since <= day).max_by_key(|mark| mark.since);
    latest.filter(|mark| mark.state != UnpaidState::Cleared)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_mark_of_a_day_counts_and_clearing_ends_it() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let mark = |state, since| UnpaidMark { member_no: "M001".into(), state, since: day(since), reason: "".into() };
        let marks = [
            mark(UnpaidState::Deceased, "2009-01-05"),
            mark(UnpaidState::HeirsPending, "2009-02-01"),
            mark(UnpaidState::Cleared, "2009-05-01"),
        ];
        let state = |on| standing_mark(&marks, day(on)).map(|mark| mark.state);
        assert_eq!(state("2009-01-04"), None);
        assert_eq!(state("2009-01-05"), Some(UnpaidState::Deceased));
        assert_eq!(state("2009-03-01"), Some(UnpaidState::HeirsPending));
        assert_eq!(state("2009-05-01"), None);
        assert!(UnpaidState::iter().all(|state| UnpaidState::lookup(state.zh()) == Some(state)));
    }
}
