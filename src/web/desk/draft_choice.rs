//! What a person says of a sheet that is not taken for what it is (改认): its kind, the row of its headings, the encoding of its file.

use super::draft::Options;
use super::kind_name;
use crate::application::import::SheetChoice;
use crate::domain::sheet::SheetKind;
use crate::rendering::speech::Language;
use crate::spreadsheet::format::TextEncoding;
use crate::spreadsheet::layout::{LOWEST_HEADING_ROW, SheetSaid};
use crate::web::asked::Pairs;
use crate::web::form::Form;
use strum::IntoEnumIterator;

/// The choosers over a sheet: what each is called and sends, and whether it is chosen.
pub struct SheetChoosers {
    pub kinds: Vec<(String, &'static str, bool)>,
    /// The row that was said, and the one that was found; from 1.
    pub said_row: String,
    pub found_row: String,
    /// Of text tables alone.
    pub encodings: Vec<(&'static str, bool)>,
}

impl SheetChoosers {
    /// The choosers of a sheet, where its headings were found in a row (from 0); `encoding` is that of its file, empty where it has none.
    pub fn new(said: &SheetChoice, found_row: Option<u32>, encoding: &str, t: Language) -> SheetChoosers {
        let SheetSaid { kind, heading_row } = said.said;
        let shown = |row: Option<u32>| row.map(|row| (row + 1).to_string()).unwrap_or_default();
        let encodings = TextEncoding::iter().filter(|_| !encoding.is_empty());
        SheetChoosers {
            kinds: SheetKind::iter().map(|one| (kind_name(one, t), one.code(), kind == Some(one))).collect(),
            said_row: shown(heading_row),
            found_row: shown(found_row),
            encodings: encodings.map(|one| (one.name(), said.encoding == Some(one))).collect(),
        }
    }
}

/// Takes what was chosen for the sheet that the form is about, or that everything is to be found out again.
///
/// # Errors
/// The form, where the row is none.
pub fn read_sheet_choice(options: &mut Options, given: &Pairs, t: Language) -> Result<(), Form> {
    if given.get("automatic") == "yes" {
        options.sheets.clear();
        return Ok(());
    }
    // Names may begin or end with blanks.
    let (file, sheet) = (given.exact("of_file").to_owned(), given.exact("of_sheet").to_owned());
    if file.is_empty() {
        return Ok(());
    }
    let row = given.get("heading_row");
    let heading_row = row.parse::<u32>().ok().filter(|row| (1..=LOWEST_HEADING_ROW).contains(row));
    if heading_row.is_none() && !row.is_empty() {
        let (zh, en) = (
            format!("请填 1 到 {LOWEST_HEADING_ROW} 的行号，或者留空。"),
            format!("Type a number from 1 to {LOWEST_HEADING_ROW}, or leave it empty."),
        );
        return Err(Form::of(given).say(
            "heading_row",
            t.say("这不是行号", "This is no number of a row"),
            t.say(&zh, &en),
        ));
    }
    let said = SheetSaid { kind: SheetKind::lookup(given.get("kind")), heading_row: heading_row.map(|row| row - 1) };
    let choice = SheetChoice { file, sheet, said, encoding: TextEncoding::lookup(given.get("encoding")) };
    options.sheets.retain(|known| known.file != choice.file || known.sheet != choice.sheet);
    if !choice.said.is_empty() || choice.encoding.is_some() {
        options.sheets.push(choice);
    }
    Ok(())
}
