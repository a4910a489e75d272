//! What a row says, as far as the row alone can tell: a fact whose person has still to be found.

use crate::domain::fact::Fact;
use crate::domain::person::IdNumber;
use crate::domain::quantity::AreaUnit;
use crate::spreadsheet::column::Column;
use compact_str::CompactString;

/// A person as a row names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonRef {
    /// 成员编号, or empty.
    pub member_no: CompactString,
    /// 身份证号.
    pub id_number: Option<IdNumber>,
    /// 姓名, or empty.
    pub name: CompactString,
}

/// The head of a household as a row names them, where the household has no number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadRef {
    /// 户主身份证号.
    pub id_number: Option<IdNumber>,
    /// 户主姓名, or empty.
    pub name: CompactString,
}

/// A fact under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The row, from 0.
    pub row: u32,
    /// The column that it stands in, where a row holds several.
    pub column: Option<u32>,
    /// Whose it is; the fact's member number is filled in when they are found.
    pub person: Option<PersonRef>,
    /// Of a member: whose household.
    pub head: Option<HeadRef>,
    /// The fact.
    pub fact: Fact,
    /// Of a rent: the unit of area that it is said to be for, where one is named.
    pub per_area: Option<AreaUnit>,
    /// Of a plan and a voucher: how many rows say it.
    pub rows: u32,
    /// Of a voucher: where each line stands.
    pub lines: Vec<LineSource>,
}

/// Whom and what a row names although it says nothing, since one of its cells is wrong: what it names is looked up all the same, so that
/// everything that is wrong with the row is said at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrokenRow {
    /// The row, from 0.
    pub row: u32,
    /// The person, where the kind has one and the cells tell.
    pub person: Option<PersonRef>,
    /// 合同编号, or empty.
    pub contract_no: CompactString,
    /// The class of shares, and the column that names it.
    pub class: Option<(Column, CompactString)>,
}

/// Where a line of a voucher stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineSource {
    /// The row, from 0.
    pub row: u32,
    /// 科目名称 beside the code; may be empty.
    pub title: CompactString,
}

impl Draft {
    /// A fact that says all it needs.
    pub const fn new(row: u32, fact: Fact) -> Draft {
        Draft { row, column: None, person: None, head: None, fact, per_area: None, rows: 1, lines: Vec::new() }
    }

    /// A fact of a person.
    pub const fn of(row: u32, person: PersonRef, fact: Fact) -> Draft {
        Draft { row, column: None, person: Some(person), head: None, fact, per_area: None, rows: 1, lines: Vec::new() }
    }
}
