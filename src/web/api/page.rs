//! Lists a page at a time (分页): `after` is the `next` of the page before.

use super::given::Given;
use super::operation::Paged;
use crate::domain::request::RequestRefusal;
use crate::web::trouble::Trouble;
use serde_json::{Value, json};

/// How many things a page may have.
pub const MOST: i64 = 1_000;
/// How many it has where nothing is said.
const USUAL: usize = 200;

/// The page that is wanted of a list in a value; `next` leads on, and is nothing on the last page.
///
/// # Errors
/// Where the list has no such cursor.
pub fn cut(mut value: Value, paged: Paged, given: &Given<'_>) -> Result<Value, Trouble> {
    let Some(all) = value[paged.list].as_array_mut() else { return Ok(value) };
    let begin = match given.maybe_text("after") {
        Some(after) => {
            let found = all.iter().position(|one| cursor(one, paged.key) == after);
            let unknown = || Trouble::refused(RequestRefusal::CursorWrong { given: after.to_owned() });
            found.ok_or_else(unknown)? + 1
        }
        None => 0,
    };
    let end = begin.saturating_add(given.maybe_number("limit").unwrap_or(USUAL)).min(all.len());
    let is_last = end == all.len();
    let page: Vec<Value> = all.drain(begin..end).collect();
    let next = page.last().filter(|_| !is_last).map(|one| cursor(one, paged.key));
    value[paged.list] = Value::Array(page);
    value["next"] = json!(next);
    Ok(value)
}

fn cursor(one: &Value, key: &[&str]) -> String {
    let part = |name: &&str| one[*name].as_str().map_or_else(|| one[*name].to_string(), str::to_owned);
    key.iter().map(part).collect::<Vec<_>>().join("|")
}
