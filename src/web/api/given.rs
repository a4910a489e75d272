//! What is given to an operation: address, query, body and files, held against what it takes before it runs.

use super::operation::{Operation, Parameter, Place};
use super::shape::{self, Shape};
use crate::domain::money::Money;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use crate::domain::quantity::parse_scaled;
use crate::domain::refusal::Problem;
use crate::domain::request::RequestRefusal;
use crate::web::asked::{Asked, Upload};
use crate::web::run_name;
use crate::web::trouble::Trouble;
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::path::PathBuf;

/// What is given. Texts are trimmed.
pub struct Given<'a> {
    values: Map<String, Value>,
    uploads: &'a [Upload],
}

impl<'a> Given<'a> {
    /// Reads what is given to an operation.
    ///
    /// # Errors
    /// Everything that is missing, misspelt or of another form, all at once.
    pub fn read(operation: &Operation, asked: &'a Asked) -> Result<Given<'a>, Trouble> {
        let mut refused = Vec::new();
        let mut values = Map::new();
        let of = |place| move |one: &&Parameter| one.place == place && !matches!(one.shape, Shape::File);
        for one in operation.parameters().filter(of(Place::Path)) {
            values.insert(one.name.to_owned(), one.shape.read(asked.parameters.get(one.name)));
        }
        for (names, place) in [(&asked.query, Place::Query), (&asked.form, Place::Body)] {
            let known: Vec<&Parameter> = operation.parameters().filter(of(place)).collect();
            for (name, text) in names.iter() {
                match known.iter().find(|one| one.name == name) {
                    Some(one) => put(&mut values, one, text),
                    None => refused.push(wrong_name(name, operation)),
                }
            }
        }
        for (name, value) in asked.json.iter().flatten() {
            match operation.parameters().find(|one| one.place == Place::Body && one.name == name) {
                Some(one) if matches!(one.shape, Shape::Secret(..)) => _ = values.insert(name.clone(), value.clone()),
                Some(_) => _ = values.insert(name.clone(), trimmed(value)),
                None => refused.push(wrong_name(name, operation)),
            }
        }
        for one in operation.parameters() {
            let is_there = match one.shape {
                Shape::File | Shape::Optional(Shape::File) => asked.uploads.iter().any(|file| file.field == one.name),
                _ => values.contains_key(one.name),
            };
            match values.get(one.name) {
                _ if !is_there && one.is_required() => refused.push(one.shape.missing(one.name)),
                Some(value) => refused.extend(one.shape.check(one.name, value).err()),
                None => {}
            }
        }
        match refused.is_empty() {
            true => Ok(Given { values, uploads: &asked.uploads }),
            false => Err(Trouble::Refused(refused.into_iter().map(Problem::new).collect())),
        }
    }

    /// A text; empty where it was left out.
    pub fn text(&self, name: &str) -> &str {
        self.maybe_text(name).unwrap_or_default()
    }

    /// A text, where there is one.
    pub fn maybe_text(&self, name: &str) -> Option<&str> {
        self.values.get(name).and_then(Value::as_str)
    }

    /// What a text says, where there is one.
    pub fn maybe<T>(&self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.maybe_text(name).and_then(parse)
    }

    /// What a text says.
    ///
    /// # Errors
    /// Where it was left out.
    pub fn parsed<T>(&self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, Trouble> {
        self.maybe(name, parse).ok_or_else(|| Trouble::refused(Shape::Text.missing(name)))
    }

    /// A day, where one is given.
    pub fn maybe_day(&self, name: &str) -> Option<NaiveDate> {
        self.maybe(name, |text| text.parse().ok())
    }

    /// A day.
    ///
    /// # Errors
    /// Where it was left out.
    pub fn day(&self, name: &str) -> Result<NaiveDate, Trouble> {
        self.parsed(name, |text| text.parse().ok())
    }

    /// A year.
    ///
    /// # Errors
    /// Where it was left out.
    pub fn year(&self, name: &str) -> Result<AccountingYear, Trouble> {
        self.parsed(name, run_name::parse_year)
    }

    /// A period.
    ///
    /// # Errors
    /// Where it was left out.
    pub fn period(&self, name: &str) -> Result<AccountingPeriod, Trouble> {
        self.parsed(name, AccountingPeriod::parse)
    }

    /// A year, or one run of it.
    ///
    /// # Errors
    /// Where it was left out.
    pub fn run(&self, name: &str) -> Result<(AccountingYear, Option<u32>), Trouble> {
        self.parsed(name, shape::run)
    }

    /// An amount, where one is given.
    pub fn maybe_amount(&self, name: &str) -> Option<Money> {
        self.maybe(name, amount)
    }

    /// A whole number, where one is given.
    pub fn maybe_number<T: TryFrom<i64>>(&self, name: &str) -> Option<T> {
        self.values.get(name).and_then(Value::as_i64).and_then(|number| T::try_from(number).ok())
    }

    /// A whole number.
    ///
    /// # Errors
    /// Where it was left out.
    pub fn number<T: TryFrom<i64>>(&self, name: &str) -> Result<T, Trouble> {
        self.maybe_number(name).ok_or_else(|| Trouble::refused(Shape::Whole.missing(name)))
    }

    /// Whether something is so; false where it was left out.
    pub fn flag(&self, name: &str) -> bool {
        self.values.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The things of a list; none where it was left out.
    pub fn list(&self, name: &str) -> &[Value] {
        self.values.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    /// The texts of a list.
    pub fn texts(&self, name: &str) -> Vec<String> {
        self.list(name).iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Names with their values.
    pub fn pairs(&self, name: &str) -> impl Iterator<Item = (&str, &str)> {
        let map = self.values.get(name).and_then(Value::as_object);
        map.into_iter().flatten().filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
    }

    /// The file of a field, kept in a folder until it is dropped.
    ///
    /// # Errors
    /// Where there is none, or it cannot be kept.
    pub fn file(&self, field: &str) -> Result<(tempfile::TempDir, PathBuf), Trouble> {
        let (folder, files) = self.files(field)?;
        let file = files.into_iter().next().ok_or_else(|| Trouble::refused(Shape::File.missing(field)))?;
        Ok((folder, file.0))
    }

    /// The files of a field, kept in a folder until it is dropped: each where it is, and what it is called where it comes from.
    ///
    /// # Errors
    /// Where they cannot be kept.
    pub fn files(&self, field: &str) -> Result<(tempfile::TempDir, Vec<(PathBuf, String)>), Trouble> {
        let folder = tempfile::tempdir().map_err(Trouble::fault)?;
        let mut files = Vec::new();
        for (position, upload) in self.uploads.iter().filter(|upload| upload.field == field).enumerate() {
            let own = folder.path().join(position.to_string());
            std::fs::create_dir(&own).map_err(Trouble::fault)?;
            let name = bare_name(&upload.file_name);
            let path = own.join(&name);
            std::fs::write(&path, &upload.bytes).map_err(Trouble::fault)?;
            files.push((path, name));
        }
        Ok((folder, files))
    }
}

/// Yuan.
pub fn amount(text: &str) -> Option<Money> {
    parse_scaled(text, 2).ok().map(Money::from_fen)
}

/// A name of a file that is no path, and short enough for every file system.
fn bare_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: Vec<char> = last.chars().filter(|one| !one.is_control()).collect();
    let name: String = clean[clean.len().saturating_sub(60)..].iter().collect();
    if name.trim_matches('.').is_empty() { "upload".to_owned() } else { name }
}

/// What stands in a query or form: a list where the name comes several times.
fn put(values: &mut Map<String, Value>, one: &Parameter, text: &str) {
    let inner = match one.shape {
        Shape::List(inner) | Shape::Optional(&Shape::List(inner)) => inner,
        shape => {
            values.insert(one.name.to_owned(), shape.read(text));
            return;
        }
    };
    let list = values.entry(one.name).or_insert_with(|| Value::Array(Vec::new()));
    if let Some(list) = list.as_array_mut() {
        list.push(inner.read(text));
    }
}

fn trimmed(value: &Value) -> Value {
    value.as_str().map_or_else(|| value.clone(), |text| Value::from(text.trim()))
}

fn wrong_name(name: &str, operation: &Operation) -> RequestRefusal {
    let known = operation.parameters().filter(|one| one.place != Place::Path).map(|one| one.name).collect();
    RequestRefusal::ParameterNameWrong { name: name.chars().take(80).collect(), known }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_comes_with_a_file_leads_nowhere_else() {
        for (given, kept) in
            [("../../etc/passwd", "passwd"), ("C:\\表\\台账.xlsx", "台账.xlsx"), ("..", "upload"), ("", "upload")]
        {
            assert_eq!(bare_name(given), kept, "{given}");
        }
        assert_eq!(bare_name(&format!("{}.xlsx", "长".repeat(300))).chars().count(), 60);
    }
}
