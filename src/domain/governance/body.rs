//! Bodies (机构) and their seats (席位): who held which from when to when.

use crate::domain::person::Named;
use chrono::NaiveDate;
use compact_str::CompactString;

/// A body (机构) that decides, supervises, deliberates or executes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Body {
    /// 董事会; the law says 理事会 (农村集体经济组织法 art. 29).
    BoardOfDirectors,
    /// 监事会.
    BoardOfSupervisors,
    /// 股东大会; the law says 成员大会.
    ShareholdersMeeting,
    /// 股东代表大会; the law says 成员代表大会.
    ShareholdersDelegates,
    /// 居民会议.
    ResidentsAssembly,
    /// 居民代表大会.
    RepresentativesCongress,
    /// 协商议事会.
    DeliberationCouncil,
    /// 居民委员会.
    ResidentsCommittee,
    /// 监督委员会.
    SupervisoryCommittee,
    /// 党总支.
    PartyBranchCommittee,
    /// 两委联席会.
    JointMeeting,
}

impl Body {
    /// As accountants write it.
    pub const fn zh(self) -> &'static str {
        match self {
            Body::BoardOfDirectors => "董事会",
            Body::BoardOfSupervisors => "监事会",
            Body::ShareholdersMeeting => "股东大会",
            Body::ShareholdersDelegates => "股东代表大会",
            Body::ResidentsAssembly => "居民会议",
            Body::RepresentativesCongress => "居民代表大会",
            Body::DeliberationCouncil => "协商议事会",
            Body::ResidentsCommittee => "居民委员会",
            Body::SupervisoryCommittee => "监督委员会",
            Body::PartyBranchCommittee => "党总支",
            Body::JointMeeting => "两委联席会",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            Body::BoardOfDirectors => "board of directors",
            Body::BoardOfSupervisors => "board of supervisors",
            Body::ShareholdersMeeting => "shareholders' meeting",
            Body::ShareholdersDelegates => "shareholders' delegates",
            Body::ResidentsAssembly => "residents' assembly",
            Body::RepresentativesCongress => "representatives' congress",
            Body::DeliberationCouncil => "deliberation council",
            Body::ResidentsCommittee => "residents' committee",
            Body::SupervisoryCommittee => "supervisory committee",
            Body::PartyBranchCommittee => "Party branch committee",
            Body::JointMeeting => "joint meeting",
        }
    }

    /// The body that a sheet means.
    pub fn lookup(text: &str) -> Option<Body> {
        Some(match text {
            "董事会" | "理事会" => Body::BoardOfDirectors,
            "监事会" => Body::BoardOfSupervisors,
            "股东大会" | "成员大会" => Body::ShareholdersMeeting,
            "股东代表大会" | "成员代表大会" => Body::ShareholdersDelegates,
            "居民会议" => Body::ResidentsAssembly,
            "居民代表大会" | "居民代表会议" => Body::RepresentativesCongress,
            "协商议事会" | "社区协商议事会" => Body::DeliberationCouncil,
            "居民委员会" | "居委会" | "社区居民委员会" => Body::ResidentsCommittee,
            "监督委员会" | "社区监督委员会" => Body::SupervisoryCommittee,
            "党总支" | "社区党总支" | "党总支委员会" => Body::PartyBranchCommittee,
            "两委联席会" => Body::JointMeeting,
            _ => return None,
        })
    }

    /// Whether it is an assembly (大会), which elects the seats of other bodies.
    pub const fn is_assembly(self) -> bool {
        matches!(
            self,
            Body::ShareholdersMeeting
                | Body::ShareholdersDelegates
                | Body::ResidentsAssembly
                | Body::RepresentativesCongress
        )
    }
}

/// Who held a seat of a body from a day to a day (机构成员).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// 机构.
    pub body: Body,
    /// 成员编号, where the person is a member.
    pub member_no: CompactString,
    /// 姓名.
    pub name: CompactString,
    /// 职务: chair, member and the like.
    pub office: CompactString,
    /// 任期起: the first day.
    pub first_day: NaiveDate,
    /// 任期止: the last day.
    pub last_day: Option<NaiveDate>,
}

impl Seat {
    /// Whether it is held on a day.
    pub fn is_held_on(&self, day: NaiveDate) -> bool {
        self.first_day <= day && self.last_day.is_none_or(|last| day <= last)
    }

    /// Whether a person holds it.
    pub fn is_of(&self, person: &Named) -> bool {
        person.is_same(&self.member_no, &self.name)
    }

    /// Who holds it.
    pub fn holder(&self) -> Named {
        Named { member_no: self.member_no.to_string(), name: self.name.to_string() }
    }

    /// Whether it is the chair's: 董事长, 监事会主席, 主任, 书记 and the like, deputies left out.
    pub fn is_chair(&self) -> bool {
        let office = self.office.as_str();
        !office.starts_with('副') && ["长", "主席", "主任", "书记", "召集人"].iter().any(|word| office.ends_with(word))
    }
}
