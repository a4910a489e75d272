//! Declared kinship (亲属关系申报): close relatives of those who decide or keep the books do not supervise them (农村集体经济组织法 art. 34).

use crate::domain::canonical::{CanonicalFlaw, CanonicalText, records};
use crate::domain::person::Named;

/// The name under which the log keeps a declaration.
pub const DECLARED: &str = "kinship-declared";

/// Two persons who are close relatives, as one of them declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kinship {
    /// One.
    pub one: Named,
    /// The other.
    pub other: Named,
    /// 关系.
    pub relation: String,
}

impl Kinship {
    /// As the log keeps it.
    pub fn write(&self) -> String {
        let mut text = CanonicalText::default();
        let record = text.record("kinship").text(&self.one.member_no).text(&self.one.name);
        record.text(&self.other.member_no).text(&self.other.name).text(&self.relation).end();
        text.into_string()
    }

    /// Reads what the log keeps; none where it is about something else.
    ///
    /// # Errors
    /// Where it is not as this program writes it.
    pub fn parse(content: &str) -> Result<Option<Kinship>, CanonicalFlaw> {
        let Some(("kinship", mut fields)) = records(content).next() else { return Ok(None) };
        let (one, other) = (super::proposal::named(&mut fields)?, super::proposal::named(&mut fields)?);
        Ok(Some(Kinship { one, other, relation: fields.text()?.to_owned() }))
    }

    /// The relation of two persons, told by number where both have one, else by name.
    pub fn between(&self, one: &Named, other: &Named) -> Option<&str> {
        let is = |declared: &Named, given: &Named| match declared.member_no.is_empty() || given.member_no.is_empty() {
            true => declared.name == given.name,
            false => declared.member_no == given.member_no,
        };
        let is_pair = (is(&self.one, one) && is(&self.other, other)) || (is(&self.one, other) && is(&self.other, one));
        is_pair.then_some(self.relation.as_str())
    }
}

/// Two persons, each with the household that they are of, where one is known.
pub type Pair<'p, H> = [(&'p Named, Option<H>); 2];

/// How two persons are related: of one household (同户), or as was declared. None where nobody knows of it.
pub fn relation<H: PartialEq>(declared: &[Kinship], [one, other]: Pair<'_, H>) -> Option<String> {
    match one.1.is_some() && one.1 == other.1 {
        true => Some("同户".to_owned()),
        false => declared.iter().find_map(|kinship| kinship.between(one.0, other.0)).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_comes_before_what_was_declared() {
        let named = |member_no: &str, name: &str| Named { member_no: member_no.to_owned(), name: name.to_owned() };
        let (one, other) = (named("M001", "陈国强"), named("M002", "李素芳"));
        let declared = [Kinship { one: other.clone(), other: one.clone(), relation: "姻亲".to_owned() }];
        let related = |declared, households: [Option<u32>; 2]| {
            relation(declared, [(&one, households[0]), (&other, households[1])])
        };
        assert_eq!(related(&declared, [Some(1), Some(1)]).as_deref(), Some("同户"));
        assert_eq!(related(&declared, [Some(1), Some(2)]).as_deref(), Some("姻亲"));
        assert_eq!(related(&declared, [None, None]).as_deref(), Some("姻亲"), "no household is none in common");
        assert_eq!(related(&[], [None, None]), None);
    }

    #[test]
    fn a_declaration_holds_both_ways() {
        let named = |member_no: &str, name: &str| Named { member_no: member_no.to_owned(), name: name.to_owned() };
        let kinship =
            Kinship { one: named("M001", "陈国强"), other: named("", "陈小明"), relation: "父子".to_owned() };
        assert_eq!(Kinship::parse(&kinship.write()), Ok(Some(kinship.clone())));
        assert_eq!(kinship.between(&named("", "陈小明"), &named("M001", "陈国强")), Some("父子"));
        assert_eq!(kinship.between(&named("M002", "李素芳"), &named("M001", "陈国强")), None);
    }
}
