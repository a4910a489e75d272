//! What was left out, in plain words: every option with what it is for.

use super::chinese::own_words;
use crate::rendering::speech::Language;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

/// What a command line lacks, a line an option or argument; none where it lacks nothing.
pub fn missing(error: &clap::Error, mut whole: Command, language: Language) -> Option<String> {
    let Some(ContextValue::Strings(names)) = error.get(ContextKind::InvalidArg) else { return None };
    if error.kind() != ErrorKind::MissingRequiredArgument {
        return None;
    }
    let usage = error.get(ContextKind::Usage).map(ToString::to_string).unwrap_or_default();
    whole.build();
    let command = meant(&whole, &usage);
    let help = |name: &String| {
        // An argument that is missing only sometimes stands in other brackets.
        let plain = |name: &str| name.replace(['<', '>', '[', ']'], "");
        let argument = command.get_arguments().find(|argument| plain(&argument.to_string()) == plain(name));
        argument.and_then(Arg::get_help).map(ToString::to_string).unwrap_or_default()
    };
    // One of several is asked for: each is named with what it is for.
    let names: Vec<String> = names.iter().flat_map(|name| one_of(name)).collect();
    let width = names.iter().map(String::len).max().unwrap_or_default();
    let lines: Vec<String> = names.iter().map(|name| format!("  {name:width$}  {}", help(name))).collect();
    let lines = lines.join("\n");
    let is_choice = error.get(ContextKind::InvalidArg).is_some_and(|shown| shown.to_string().contains("|--"));
    Some(match language {
        Language::Chinese if is_choice => {
            format!("缺少其中一项：\n{lines}\n\n{}\n\n--help 显示用法。", own_words(usage.trim()))
        }
        Language::English if is_choice => {
            format!("One of these is missing:\n{lines}\n\n{}\n\n--help shows the usage.", usage.trim())
        }
        Language::Chinese => format!("缺少：\n{lines}\n\n{}\n\n--help 显示用法。", own_words(usage.trim())),
        Language::English => format!("Missing:\n{lines}\n\n{}\n\n--help shows the usage.", usage.trim()),
    })
}

/// The options of a group, `<--one <A>|--other <B>>`; an option alone is one of itself.
fn one_of(name: &str) -> Vec<String> {
    match name.strip_prefix('<').and_then(|name| name.strip_suffix('>')).filter(|inner| inner.contains("|--")) {
        Some(inner) => inner.split('|').map(str::to_owned).collect(),
        None => vec![name.to_owned()],
    }
}

/// The command that a usage is of: its names stand in front of the options.
fn meant<'c>(whole: &'c Command, usage: &str) -> &'c Command {
    let mut command = whole;
    for word in usage.split_whitespace() {
        command = command.find_subcommand(word).unwrap_or(command);
        if word.starts_with(['-', '<', '[']) {
            break;
        }
    }
    command
}
