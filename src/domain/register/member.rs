//! Members (成员) and the index that finds them by number.

use crate::domain::person::{IdNumber, Relation};
use compact_str::CompactString;
use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// A member (成员) as the member register (成员名册) describes them. Empty texts stand for what is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// 成员编号: the number people use, unique in the cooperative.
    pub member_no: CompactString,
    /// 姓名.
    pub name: CompactString,
    /// 身份证号.
    pub id_number: Option<IdNumber>,
    /// 户号.
    pub household_no: CompactString,
    /// 与户主关系.
    pub relation: Option<Relation>,
    /// 居民小组.
    pub group: CompactString,
    /// 手机号.
    pub phone: CompactString,
    /// 开户银行.
    pub bank: CompactString,
    /// 银行账号.
    pub bank_account: CompactString,
    /// 开户名称: the name on the account, where it is not the member's own.
    pub account_name: CompactString,
}

/// What must be known of a member to check what others say of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownMember {
    /// 成员编号.
    pub member_no: CompactString,
    /// 姓名.
    pub name: CompactString,
}

/// Members by number, each with a small stable position. Holds a million in tens of megabytes: the numbers stand once, in the list.
#[derive(Default)]
pub struct MemberIndex {
    members: Vec<KnownMember>,
    positions: HashTable<u32>,
}

impl MemberIndex {
    /// The position of the member with this number.
    pub fn lookup(&self, member_no: &str) -> Option<usize> {
        let same = |position: &u32| self.members[*position as usize].member_no == member_no;
        self.positions.find(hash(member_no), same).map(|position| *position as usize)
    }

    /// Adds a member and tells the position; a number already there takes the new name and keeps its place.
    pub fn insert(&mut self, member: KnownMember) -> usize {
        if let Some(position) = self.lookup(&member.member_no) {
            self.members[position].name = member.name;
            return position;
        }
        let position = self.members.len();
        let members = &self.members;
        let rehash = |other: &u32| hash(&members[*other as usize].member_no);
        // A register has far fewer than four thousand million members.
        self.positions.insert_unique(hash(&member.member_no), position as u32, rehash);
        self.members.push(member);
        position
    }

    /// The member at a position that this index gave.
    pub fn at(&self, position: usize) -> &KnownMember {
        &self.members[position]
    }

    /// All members, in the order they came in.
    pub fn members(&self) -> &[KnownMember] {
        &self.members
    }
}

fn hash(member_no: &str) -> u64 {
    FxBuildHasher.hash_one(member_no)
}

/// The number after the largest in use, in the same form: after M007 comes M008. A cooperative without numbers begins at M0001.
pub fn next_member_no<'a>(in_use: impl Iterator<Item = &'a str>) -> CompactString {
    let split = |number: &'a str| {
        let digits = number.len() - number.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (prefix, counter) = number.split_at(digits);
        counter.parse::<u64>().ok().map(|count| (count, counter.len(), prefix))
    };
    match in_use.filter_map(split).max() {
        Some((count, width, prefix)) => compact_str::format_compact!("{prefix}{:0width$}", count + 1),
        None => CompactString::const_new("M0001"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_by_number_and_keep_their_place() {
        let mut index = MemberIndex::default();
        let known = |member_no: &str, name: &str| KnownMember { member_no: member_no.into(), name: name.into() };
        for position in 0..1000 {
            assert_eq!(index.insert(known(&format!("M{position}"), "陈国强")), position);
        }
        assert_eq!(index.insert(known("M7", "李素芳")), 7);
        assert_eq!(index.lookup("M7").map(|at| index.at(at).name.as_str()), Some("李素芳"));
        assert_eq!(index.lookup("M1000"), None);
    }

    #[test]
    fn a_new_member_gets_the_next_number_in_the_same_form() {
        assert_eq!(next_member_no(["M001", "M099", "M002"].into_iter()), "M100");
        assert_eq!(next_member_no(["12", "7"].into_iter()), "13");
        assert_eq!(next_member_no(std::iter::empty()), "M0001");
    }
}
