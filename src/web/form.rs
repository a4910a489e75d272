//! A form with what was typed in it, and what stands against it beside the field that it is about.

use super::asked::Pairs;
use super::run_name::parse_year;
use super::trouble::Trouble;
use crate::domain::period::AccountingYear;
use crate::rendering::speech::{self, Language, Words};
use chrono::NaiveDate;

/// A form (表单), as a template shows it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    given: Pairs,
    messages: Vec<(&'static str, Words)>,
}

impl Form {
    /// A form with what was typed.
    pub fn of(given: &Pairs) -> Form {
        Form { given: given.clone(), messages: Vec::new() }
    }

    /// What was typed into a field.
    pub fn value(&self, name: &str) -> &str {
        self.given.get(name)
    }

    /// Puts what stands against it beside its fields: `field` names that of a refusal's code; empty is the whole form. What is no refusal is given back.
    ///
    /// # Errors
    /// Where it is no refusal.
    pub fn refuse(
        mut self,
        trouble: Trouble,
        t: Language,
        field: impl Fn(&str) -> &'static str,
    ) -> Result<Form, Trouble> {
        let Trouble::Refused(problems) = trouble else { return Err(trouble) };
        for problem in problems {
            self.messages.push((field(problem.refusal.code()), speech::words(&problem.refusal, t)));
        }
        Ok(self)
    }

    /// Says something beside a field.
    pub fn say(mut self, field: &'static str, what: &str, mend: &str) -> Form {
        let words = Words { what: what.to_owned(), expected: String::new(), mend: mend.to_owned() };
        self.messages.push((field, words));
        self
    }

    /// The day that is typed into a field; none where it is empty. What is no day is said there.
    pub fn day(&mut self, name: &'static str, t: Language) -> Option<NaiveDate> {
        let read = self.value(name).parse().ok();
        let (what, mend) =
            (t.say("没有这一天", "There is no such day"), t.say("请写成 2008-12-31。", "Write it as 2008-12-31."));
        self.read_or_say(name, read, (what, mend))
    }

    /// The year that is typed into a field; none where it is empty. What is no year is said there.
    pub fn year(&mut self, name: &'static str, t: Language) -> Option<AccountingYear> {
        let read = parse_year(self.value(name));
        let (what, mend) =
            (t.say("年度不对", "That is no year"), t.say("请填四位数字，如 2008。", "Type four digits, such as 2008."));
        self.read_or_say(name, read, (what, mend))
    }

    fn read_or_say<T>(&mut self, name: &'static str, read: Option<T>, (what, mend): (&str, &str)) -> Option<T> {
        if read.is_none() && !self.value(name).is_empty() {
            *self = std::mem::take(self).say(name, what, mend);
        }
        read
    }

    /// Whether something stands against it.
    pub fn has_flaws(&self) -> bool {
        !self.messages.is_empty()
    }

    /// What stands against a field, or against the whole form where the name is empty.
    pub fn messages(&self, name: &str) -> impl Iterator<Item = &Words> {
        self.messages.iter().filter(move |(field, _)| *field == name).map(|(_, words)| words)
    }

    /// All that stands against it, each with its field: empty is the whole form.
    pub fn refusals(&self) -> &[(&'static str, Words)] {
        &self.messages
    }

    /// What the tag of a field says where something stands against it: that it is wrong, what describes it, and that one begins there. Of several the
    /// browser takes the first.
    pub fn mark(&self, name: &str) -> String {
        match self.is_wrong(name) {
            true => format!(" aria-invalid=\"true\" aria-describedby=\"wrong-{name}\" autofocus"),
            false => String::new(),
        }
    }

    /// Whether something stands against a field.
    pub fn is_wrong(&self, name: &str) -> bool {
        self.messages(name).next().is_some()
    }
}
