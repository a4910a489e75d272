//! A share certificate (股权证) as a table: whose shares of which class the paper proves.

use super::amount::quantity;
use super::speech::Language;
use super::table::{Align, Table};
use super::term::term;
use crate::domain::quantity::Shares;
use crate::domain::register::certificate::Certificate;
use crate::domain::register::member::Member;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// Holders and classes, with the shares in all.
pub fn table(certificate: &Certificate, members: &BTreeMap<CompactString, Member>, language: Language) -> Table {
    let mut table = Table::new([
        (language.say("成员编号", "member"), Align::Left),
        (language.say("姓名", "name"), Align::Left),
        (language.say("股种", "class"), Align::Left),
        (language.say("股数", "shares"), Align::Right),
    ]);
    let mut sum = 0;
    for (member_no, held) in &certificate.shares {
        let name = members.get(member_no).map(|member| member.name.to_string()).unwrap_or_default();
        for (class, shares) in held {
            sum += shares.e4();
            table.row([
                member_no.to_string(),
                name.clone(),
                term(class.as_str(), language).to_owned(),
                quantity(shares),
            ]);
        }
    }
    let total = language.say("合计", "total").to_owned();
    table.total([total, String::new(), String::new(), quantity(Shares::from_e4(sum))]);
    table
}
