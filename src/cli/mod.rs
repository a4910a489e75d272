//! Floor 4: the command line. One file a command; `arguments` says what can be typed, `chinese` says it in Chinese.

mod archive;
mod arguments;
mod body;
mod charter;
mod chinese;
mod comparison;
mod consolidation;
mod contract;
mod demo;
mod distribution;
mod election;
mod export;
mod import;
mod ledger;
mod ledger_report;
mod missing;
mod motion;
mod output;
mod paper;
mod payment;
mod payment_deed;
mod reconcile;
mod register;
mod remedy;
mod rules;
mod serve;
mod sign_in;
mod statement;
mod supervision;
mod template;
mod user;
mod verify;
mod voucher;

pub use arguments::command;

use crate::application::access::{Actor, check_reading};
use crate::application::cooperative::{choose, init, open, open_or_create};
use crate::application::{Chance, Clock, Context, Failure, Outcome, distribution as runs};
use crate::domain::distribution::run::RunKind;
use crate::domain::refusal::CooperativeRefusal;
use crate::rendering::speech::Language;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use arguments::{Arguments, Command, DistributeArguments, InitArguments};
use chrono::{DateTime, Utc};
use clap::FromArgMatches;
use output::Output;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

/// What the program is started with: the words typed, the clock, the source of chance.
pub struct World {
    /// The words, the program's name first.
    pub words: Vec<OsString>,
    /// The clock.
    pub clock: Clock,
    /// Fills bytes with chance.
    pub chance: Chance,
}

/// Done, refused, misused, failed.
const REFUSED: u8 = 1;
const USAGE: u8 = 2;
const FAULT: u8 = 3;

/// Runs one command and tells how it ended: 0 done, 1 refused, 2 usage, 3 fault.
pub fn run(world: World) -> ExitCode {
    let language = arguments::language(&world.words);
    let matches = match command(language).try_get_matches_from(&world.words) {
        Ok(matches) => matches,
        Err(error) => {
            let is_help = !error.use_stderr();
            output::usage(&error, command(language), language);
            return if is_help { ExitCode::SUCCESS } else { ExitCode::from(USAGE) };
        }
    };
    let arguments = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => {
            output::usage(&error, command(language), language);
            return ExitCode::from(USAGE);
        }
    };
    let output = Output { language, json: arguments.command.wants_json() };
    let program = world.words.first().map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
    let mut random = |bytes: &mut [u8]| (world.chance)(bytes);
    let mut session = Session {
        program,
        arguments: &arguments,
        output,
        actor: Actor::Local,
        now: (world.clock)(),
        random: &mut random,
        clock: &world.clock,
        chance: &world.chance,
    };
    match session.run() {
        Ok(code) => code,
        Err(Failure::Refused(problems)) => {
            output.problems(&problems);
            ExitCode::from(REFUSED)
        }
        Err(Failure::Fault(error)) => {
            output.fault(&error);
            ExitCode::from(FAULT)
        }
    }
}

/// One command under way.
struct Session<'s> {
    /// The program as it was called, for commands that it proposes.
    program: String,
    arguments: &'s Arguments,
    output: Output,
    actor: Actor,
    now: DateTime<Utc>,
    random: &'s mut dyn FnMut(&mut [u8]),
    /// For what goes on running.
    clock: &'s Clock,
    chance: &'s Chance,
}

impl Session<'_> {
    fn run(&mut self) -> Outcome<ExitCode> {
        match &self.arguments.command {
            Command::Init(arguments) => self.init(arguments),
            Command::Import(arguments) => self.import(arguments),
            Command::Register(arguments) => self.register(arguments),
            Command::Contract(arguments) => self.contract(arguments),
            Command::Distribute(arguments) => self.distribute(arguments),
            Command::Distribution(arguments) => self.distribution(arguments),
            Command::Statement(arguments) => self.statement(arguments),
            Command::Motion(arguments) => self.motion(arguments),
            Command::Vote(arguments) => self.vote(arguments),
            Command::Objection(arguments) => self.objection(arguments),
            Command::Hold(arguments) => self.hold(arguments),
            Command::Kinship(arguments) => self.kinship(arguments),
            Command::Supervision(arguments) => self.supervision(arguments),
            Command::Election(arguments) => self.election(arguments),
            Command::Charter(arguments) => self.charter(arguments),
            Command::Body(arguments) => self.body(arguments),
            Command::User(arguments) => self.user(arguments),
            Command::Ledger(arguments) => self.ledger(arguments),
            Command::Voucher(arguments) => self.voucher(arguments),
            Command::Payment(arguments) => self.payment(arguments),
            Command::Verify(arguments) => self.verify(arguments),
            Command::Log(arguments) => self.log(arguments),
            Command::Export(arguments) => self.export(arguments),
            Command::Template(arguments) => self.template(arguments),
            Command::Serve(arguments) => self.serve(arguments),
            Command::Demo(arguments) => self.demo(arguments),
        }
    }

    fn context(&mut self) -> Context<'_> {
        Context { actor: &self.actor, now: self.now, random: &mut *self.random }
    }

    /// The data and the cooperative that the command is about; whoever is said to act signs in.
    fn open(&mut self) -> Outcome<(Db, Cooperative)> {
        let mut db = open(self.arguments.data())?;
        let cooperative = choose(&mut db, self.arguments.cooperative.as_deref())?;
        if let Some(user) = self.arguments.acting_as.as_deref() {
            self.sign_in(&mut db, &cooperative, user)?;
        }
        Ok((db, cooperative))
    }

    /// The same, for whoever sees everybody's money, or that of a member.
    fn open_to_read(&mut self, member_no: Option<&str>) -> Outcome<(Db, Cooperative)> {
        let (mut db, cooperative) = self.open()?;
        check_reading(&mut db, &cooperative, &self.context(), member_no)?;
        Ok((db, cooperative))
    }

    fn init(&mut self, arguments: &InitArguments) -> Outcome<ExitCode> {
        let mut db = open_or_create(self.arguments.data())?;
        let cooperative = init(&mut db, &mut self.context(), &arguments.code, &arguments.name)?;
        if self.output.json {
            self.output.json(&serde_json::json!({ "code": cooperative.code, "name": cooperative.name }));
        } else {
            let (code, name) = (&cooperative.code, &cooperative.name);
            self.output.say(
                &format!("已建立合作社 {code}（{name}）。下一步：tonggu import 文件…"),
                &format!("Cooperative {code} ({name}) is set up. Next: tonggu import FILE…"),
            );
        }
        Ok(ExitCode::SUCCESS)
    }

    fn distribute(&mut self, arguments: &DistributeArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let (kind, follows) = match (arguments.arrears, arguments.correct) {
            (Some(number), _) => (RunKind::Arrears, Some(number)),
            (None, Some(number)) => (RunKind::Correction, Some(number)),
            (None, None) => (RunKind::Annual, None),
        };
        let (year, cut_off, voids) = (arguments.year, arguments.cut_off, arguments.void_motion);
        let request = runs::DistributionRequest { year, kind, follows, cut_off, voids };
        let output = self.output;
        let mut progress = output.progress();
        let run = runs::distribute(&mut db, &cooperative, request, &mut self.context(), &mut |stage, done, of| {
            progress.show(stage, done, of)
        })?;
        progress.finish();
        let (year, number) = (run.year, Some(run.number));
        if output.json {
            self.show_run_as_json(&mut db, &cooperative, (year, number))?;
        } else {
            let view = runs::query::run(&mut db, &cooperative, year, number)?;
            self.print_run(&view);
            if let Some(motion_no) = voids {
                output.say(
                    &format!("议题第 {motion_no} 号的表决和公示作废，请重新提交机构审议。"),
                    &format!("Votes and notice of motion {motion_no} are void; put the new run before the bodies."),
                );
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A language's name as it is typed.
pub(crate) fn language_of(name: &str) -> Option<Language> {
    match name.to_lowercase().as_str() {
        "zh" | "中文" => Some(Language::Chinese),
        "en" | "english" => Some(Language::English),
        _ => None,
    }
}

/// A file that was asked for and cannot be written.
fn not_written(path: &Path, error: impl std::fmt::Display) -> Failure {
    Failure::refused(CooperativeRefusal::FileNotWritten { path: path.display().to_string(), reason: error.to_string() })
}
