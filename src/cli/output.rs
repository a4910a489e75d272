//! Speaking: the only place that writes to standard output and error.
#![expect(clippy::print_stderr, reason = "everything that is said is said here")]

use super::chinese;
use super::missing::missing;
use super::remedy::remedy;
use crate::application::Stage;
use crate::domain::refusal::{Problem, Severity};
use crate::rendering::json;
use crate::rendering::speech::{self, Language};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};

/// How to speak.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// The language.
    pub language: Language,
    /// Whether a program reads it.
    pub json: bool,
}

impl Output {
    /// A line in the language at hand.
    pub fn say(self, zh: &str, en: &str) {
        self.print(self.pick(zh, en));
        self.print("\n");
    }

    /// The words of the language at hand.
    pub const fn pick<'t>(self, zh: &'t str, en: &'t str) -> &'t str {
        self.language.say(zh, en)
    }

    /// Text as it is. A reader who has gone away (a pager that was closed) is no fault.
    pub fn print(self, text: &str) {
        let _ = std::io::stdout().write_all(text.as_bytes());
    }

    /// JSON, set out for people too.
    pub fn json(self, value: &serde_json::Value) {
        let mut out = std::io::BufWriter::new(std::io::stdout());
        let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
        let mut serializer = serde_json::Serializer::with_formatter(&mut out, formatter);
        let _ = serde::Serialize::serialize(value, &mut serializer);
        let _ = out.write_all(b"\n");
        let _ = out.flush();
    }

    /// Refusals: as JSON on standard output, else in sentences on standard error.
    pub fn problems(self, problems: &[Problem]) {
        if self.json {
            return self.json(&json::problems(problems));
        }
        problems.iter().for_each(|problem| eprintln!("{}", self.problem_line(problem)));
    }

    /// A problem with its severity.
    pub fn problem_line(self, problem: &Problem) -> String {
        let severity = speech::severity(problem.severity(), self.language);
        let mark = if problem.severity() == Severity::Error { "✗" } else { "!" };
        let said = format!("{mark} {severity} {}", speech::sentence(problem, self.language));
        match remedy(problem.refusal.code()) {
            Some(commands) => format!("{said}{}", self.language.bracketed(commands)),
            None => said,
        }
    }

    /// A fault of the program or its surroundings, with everything that caused it.
    pub fn fault(self, error: &dyn std::error::Error) {
        let mut causes = vec![error.to_string()];
        let mut cause = error.source();
        while let Some(deeper) = cause {
            causes.push(deeper.to_string());
            cause = deeper.source();
        }
        eprintln!("{}{}", self.pick("程序或数据库出了故障：", "A fault: "), causes.join(": "));
    }

    /// A bar for long work, where somebody watches.
    pub fn progress(self) -> Bar {
        let watched = std::io::stderr().is_terminal() && !self.json;
        let target = if watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Bar { bar: ProgressBar::with_draw_target(None, target), language: self.language, stage: None }
    }
}

/// What was mistyped: the words of the argument parser, with a line in Chinese before them.
pub fn usage(error: &clap::Error, command: clap::Command, language: Language) {
    if let Some(missing) = missing(error, command, language) {
        return eprintln!("{missing}");
    }
    match (language, error.use_stderr()) {
        (Language::English, _) => {
            let _ = error.print();
        }
        (Language::Chinese, true) => eprintln!("{}", chinese::usage_error(error)),
        (Language::Chinese, false) => {
            let _ = std::io::stdout().write_all(chinese::page(error).as_bytes());
        }
    }
}

/// A bar under way.
pub struct Bar {
    bar: ProgressBar,
    language: Language,
    stage: Option<Stage>,
}

impl Bar {
    /// Shows how far a stage has come.
    pub fn show(&mut self, stage: Stage, done: u64, of: Option<u64>) {
        if self.stage != Some(stage) {
            self.stage = Some(stage);
            self.bar.reset();
            let template =
                if of.is_some() { "{msg} [{bar:30}] {human_pos}/{human_len}" } else { "{msg} {spinner} {human_pos}" };
            if let Ok(style) = ProgressStyle::with_template(template) {
                self.bar.set_style(style);
            }
            self.bar.set_message(self.words(stage));
        }
        if let Some(of) = of {
            self.bar.set_length(of);
        }
        self.bar.set_position(done);
    }

    const fn words(&self, stage: Stage) -> &'static str {
        let (zh, en) = match stage {
            Stage::Opening => ("打开文件", "opening"),
            Stage::Reading => ("读取并检查", "reading"),
            Stage::Checking => ("核对全部内容", "checking"),
            Stage::Storing => ("存入", "storing"),
            Stage::Pinning => ("封存依据", "pinning"),
            Stage::Computing => ("计算", "computing"),
            Stage::Verifying => ("核验", "verifying"),
        };
        self.language.say(zh, en)
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
