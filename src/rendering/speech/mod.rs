//! Every refusal in words: what is wrong, the value found, what was expected, how to mend it; in Chinese and in English, by exhaustive match.

mod en;
mod given;
mod zh;

pub use given::given;

use crate::domain::refusal::{Place, Problem, Refusal, Severity};
use compact_str::CompactString;
use std::fmt;

/// A language that people are spoken to in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// What is said in both languages, in this one.
    pub const fn say<'t>(self, zh: &'t str, en: &'t str) -> &'t str {
        match self {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// A remark in brackets, as it follows what it is about.
    pub fn bracketed(self, remark: impl fmt::Display) -> String {
        match self {
            Language::Chinese => format!("（{remark}）"),
            Language::English => format!(" ({remark})"),
        }
    }

    /// As programs and browsers write it.
    pub const fn code(self) -> &'static str {
        self.say("zh", "en")
    }
}

/// So many of something, in English: 1 error, 2 errors.
pub fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// How many things a sentence names one by one.
const MOST_NAMED: usize = 20;

/// The parts of what is said about a refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What is wrong, the value found named in it.
    pub what: String,
    /// What was expected, as a short phrase; empty where the mend says it all.
    pub expected: String,
    /// How to mend it.
    pub mend: String,
}

impl Words {
    fn new(what: impl Into<String>, expected: impl Into<String>, mend: impl Into<String>) -> Words {
        Words { what: what.into(), expected: expected.into(), mend: mend.into() }
    }
}

/// What is said about a refusal.
pub fn words(refusal: &Refusal, language: Language) -> Words {
    match language {
        Language::Chinese => zh::words(refusal),
        Language::English => en::words(refusal),
    }
}

/// A problem in one sentence: where, what is wrong, what was expected, how to mend it.
pub fn sentence(problem: &Problem, language: Language) -> String {
    let place = problem.place.as_ref().map(|place| place_in_words(place, language)).unwrap_or_default();
    let said = words(&problem.refusal, language);
    match language {
        Language::Chinese => {
            let place = if place.is_empty() { place } else { format!("{place}：") };
            let expected = if said.expected.is_empty() { String::new() } else { format!("，应为{}", said.expected) };
            format!("{place}{}{expected}。{}", said.what, said.mend)
        }
        Language::English => {
            let place = if place.is_empty() { place } else { format!("{place}: ") };
            let expected =
                if said.expected.is_empty() { String::new() } else { format!("; expected {}", said.expected) };
            format!("{place}{}{expected}. {}", said.what, said.mend)
        }
    }
}

/// A problem in one sentence, for where the place is seen.
pub fn sentence_alone(problem: &Problem, language: Language) -> String {
    sentence(&Problem::new(problem.refusal.clone()), language)
}

/// A place as people name it.
pub fn place_in_words(place: &Place, language: Language) -> String {
    let mut words = place.file.to_string();
    if !place.sheet.is_empty() && !words.ends_with(&format!("{}.csv", place.sheet)) {
        words = match language {
            Language::Chinese => format!("{words}「{}」", place.sheet),
            Language::English => format!("{words} [{}]", place.sheet),
        };
    }
    match place.cell {
        Some(cell) => format!("{words} {cell}"),
        None => words,
    }
}

/// A severity as people call it.
pub const fn severity(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::Chinese) => "错误",
        (Severity::Warning, Language::Chinese) => "提醒",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::English) => "warning",
    }
}

/// Names in a row, as a sheet would list them.
fn list(names: &[CompactString]) -> String {
    names.iter().map(CompactString::as_str).collect::<Vec<_>>().join("、")
}

/// Names in a row for an English sentence.
fn list_en(names: &[CompactString]) -> String {
    names.iter().map(CompactString::as_str).collect::<Vec<_>>().join(", ")
}

/// A number of bytes that people can read.
fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1 << 20))
}
