//! What can be wrong with motions, votes, notices and rights.

use super::super::Words;
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::access::role::Role;
use crate::domain::governance::refusal::GovernanceRefusal as Governance;
use crate::domain::period::china_time;

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn governance(refusal: &Governance) -> Words {
    match refusal {
        Governance::MotionUnknown { motion_no, last } => Words::new(
            format!("there is no motion {motion_no}"),
            numbers_up_to(*last),
            "Look for it among the motions.",
        ),
        Governance::ProcedureMissing { kind } => Words::new(
            format!("the charter sets no procedure for {} ({})", kind.zh(), kind.code()),
            format!("the charter's item 程序.{}", kind.zh()),
            "Name the stages in the charter, such as 董事会表决→监事会表决→公示.",
        ),
        Governance::NoticeDaysMissing => Words::new(
            "the procedure has a notice, and the charter has no days for it",
            "the charter's item 公示天数",
            "Add it to the charter.",
        ),
        Governance::VotingRuleMissing { body, item } => Words::new(
            format!("neither charter nor law of the day sets {} of {}", item.zh(), body.en()),
            "that item in the charter",
            "Add it, then close the vote.",
        ),
        Governance::MotionOnSubject { subject, motion_no } => Words::new(
            format!("{subject} is before the bodies as motion {motion_no}"),
            "no motion under way",
            "Go on with that motion; changed content can be put forward anew.",
        ),
        Governance::ContentSeenDiffers { motion_no, seen, content } => Words::new(
            format!("the content that was seen, {seen}, is not what motion {motion_no} is about now: no vote was cast"),
            format!("{content}"),
            "Look at the motion again, and vote on what it is about now.",
        ),
        Governance::ContentChanged { motion_no, subject, by } => Words::new(
            format!("{subject} of motion {motion_no} was replaced by {by}"),
            "the content that was put forward",
            "The votes given are void; put the new content forward.",
        ),
        Governance::MotionDecided { motion_no } => Words::new(
            format!("motion {motion_no} is decided"),
            "a motion under way",
            "What is decided stays as it is.",
        ),
        Governance::OtherStage { motion_no, stage } => Words::new(
            format!("motion {motion_no} is at the stage: {}", stage.en()),
            "the stage whose turn it is",
            "Follow the order of the procedure; the motion says how far it has come.",
        ),
        Governance::NotYetTheirTurn { motion_no, body } => Words::new(
            format!("motion {motion_no} is before the {}", body.en()),
            "that the body before has passed it",
            "Vote once the stage before has ended.",
        ),
        Governance::StageClosed { motion_no, stage, on } => Words::new(
            format!("the {} on motion {motion_no} ended on {on}", stage.en()),
            "a vote before its end",
            "Votes after the end do not count.",
        ),
        Governance::SeatNotHeld { name, body, day } => Words::new(
            format!("{name} holds no seat of the {} on {day}", body.en()),
            "who holds a seat that day",
            "Let them sign in themselves, or import the seats first.",
        ),
        Governance::VotedAlready { motion_no, name, body } => Words::new(
            format!("{name} has voted on motion {motion_no} in {}", body.en()),
            "one vote a seat",
            "A vote that was cast cannot be changed.",
        ),
        Governance::PreparerVotes { motion_no, user } => Words::new(
            format!("{user} prepared what motion {motion_no} is about"),
            "somebody who did not",
            "Who prepared it does not vote on it.",
        ),
        Governance::NobodySignedIn => Words::new(
            "nobody has signed in, so nobody can be said to vote",
            "the voter, signed in",
            "Sign in to vote; of a meeting held on paper, record the counts with its minutes.",
        ),
        Governance::VoteLate { motion_no, deadline } => Words::new(
            format!("the vote on motion {motion_no} was open until {deadline}"),
            "a vote before the deadline",
            "Late votes do not count; close the vote.",
        ),
        Governance::DeadlinePassed { given, day } => {
            Words::new(format!("the deadline {given} has passed"), format!("{day} or later"), "Correct the deadline.")
        }
        Governance::ChairCloses { motion_no, body, deadline } => {
            let until = deadline.map(|deadline| format!(" before {deadline} has passed")).unwrap_or_default();
            Words::new(
                format!("the vote on motion {motion_no} cannot be closed{until}"),
                format!("the chair of {}, or that the deadline has passed", body.en()),
                "Let the chair sign in and close it.",
            )
        }
        Governance::ChairSetsDeadline { motion_no, body } => Words::new(
            format!("somebody else set the deadline of motion {motion_no}"),
            format!("the chair of the {}", body.en()),
            "Let the chair sign in and set it.",
        ),
        Governance::RecorderUnfit { name, body } => Words::new(
            format!("{name} may not record a vote of the {} on paper", body.en()),
            format!(
                "a member of the {}, or a supervisor where nobody holds its seats by name; not who prepared the motion",
                body.en()
            ),
            "Let one of them sign in and record the counts and the minutes.",
        ),
        Governance::TextMissing => {
            Words::new("nothing is written here", "", "Write it and submit again; blanks are nothing.")
        }
        Governance::ObjectLineTooLong { letters, most } => Words::new(
            format!("the line that is objected to is named in {letters} letters"),
            format!("at most {most}, such as the number of a parcel or a contract"),
            "Name the line alone; what is wrong goes into the field below.",
        ),
        Governance::PaymentNeedsVote { kind } => Words::new(
            format!("nobody votes in the procedure of {} ({}), so it pays nothing", kind.code(), kind.zh()),
            "a procedure in which a body votes",
            "Put it forward as payment (the cooperative's money) or major_matter (the committee's), or let the charter give this kind a vote.",
        ),
        Governance::PayerUnfit { kind, payer } => Words::new(
            format!("{} ({}) does not pay out of the purse of {}", kind.code(), kind.zh(), payer.en()),
            "the cooperative's money by its own procedures, the committee's as a major or general matter",
            "Name another payer, or put it forward as another kind (payment for the cooperative).",
        ),
        Governance::AmendmentTooFar { motion_no } => Words::new(
            format!("motion {motion_no} would become another payment: another payer or payee, or more money"),
            "the payer, the payee and no more than the amount that were published",
            "Amend within what was published, or put another motion forward.",
        ),
        Governance::FileEmpty { file } => {
            Words::new(format!("{file} is empty"), "a scan with something in it", "Check the file and scan again.")
        }
        Governance::TermBackdated { item, effective_date, day } => {
            let given = effective_date.map_or_else(|| "always".to_owned(), |date| format!("from {date}"));
            Words::new(
                format!("{} would count {given}", item.zh()),
                format!("{day}, the day of the decision, or later"),
                "A charter is not changed for the past: give a later day.",
            )
        }
        Governance::TermBeforeCount { first_day, counted_on } => Words::new(
            format!("the term would begin on {first_day}"),
            format!("{counted_on}, the day of the count, or later"),
            "Give a later first day.",
        ),
        Governance::TermEndsEarly { first_day, last_day } => Words::new(
            format!("the term would end on {last_day}"),
            format!("{first_day} or later"),
            "Give a later last day.",
        ),
        Governance::KindNeedsSubject { kind } => Words::new(
            format!("{} ({}) cannot be put forward in words alone", kind.code(), kind.zh()),
            "the run that it is about, for a run or its levy; holds and write-offs are put forward elsewhere",
            "Put it forward so.",
        ),
        Governance::ChangeNeedsMotion { kind } => Words::new(
            format!("the charter leaves {} ({}) to a body", kind.code(), kind.zh()),
            "the number of an effective motion",
            "Put a motion forward with this sheet as its file; once it is effective, give its number and import the sheet as it is. What is effective is corrected by another motion.",
        ),
        Governance::OtherKind { motion_no, kind, expected } => Words::new(
            format!("motion {motion_no} is about {}", kind.code()),
            format!("a motion about {}", expected.code()),
            "Check the number of the motion; one sheet is about one kind of matter.",
        ),
        Governance::FileNotDecided { motion_no } => Words::new(
            format!("this is not the file of motion {motion_no}"),
            "that file alone, byte by byte",
            "Import the file that was voted on; put another forward where it has to change.",
        ),
        Governance::CarriedOutAlready { motion_no, on, batch_no } => Words::new(
            format!("motion {motion_no} was carried out on {on} by batch {batch_no}"),
            "a motion that was not",
            "A motion is carried out once.",
        ),
        Governance::SubjectNotEffective { subject } => {
            Words::new(format!("{subject} is not effective"), "a run that is", "Wait until its procedure has ended.")
        }
        Governance::NoLevy { subject } => {
            Words::new(format!("{subject} has no levy"), "a run with a levy", "Check which run it is.")
        }
        Governance::SubjectHeld { subject, hold } => Words::new(
            format!("{subject} is held by motion {hold}"),
            "a run that is not held",
            "Wait until an inspection has lifted the hold.",
        ),
        Governance::CosignerTwice { name } => {
            Words::new(format!("{name} signs twice"), "each signs once", "Leave the repeated person out.")
        }
        Governance::KinshipWithSelf { name } => Words::new(
            format!("{name} is declared to be a relative of their own"),
            "two persons",
            "Check the numbers or names.",
        ),
        Governance::ElectorsUnfit { body } => Words::new(
            format!("the {} ({}) does not elect the members of other bodies", body.en(), body.zh()),
            "the shareholders' meeting or delegates, the residents' assembly or congress",
            "Correct who elects.",
        ),
        Governance::VotesCastAlready { motion_no, votes } => Words::new(
            format!("{votes} votes on motion {motion_no} were cast by persons signed in"),
            "one way of voting",
            "Go on with signed-in votes instead of recording a meeting.",
        ),
        Governance::MoreVotesThanSeats { body, given, seats } => Words::new(
            format!("{given} votes of {}", body.en()),
            format!("at most its {seats} seats"),
            "Check the votes and the number of seats.",
        ),
        Governance::PublishedAlready { motion_no, last_day } => Words::new(
            format!("motion {motion_no} is published"),
            "a motion that is not",
            format!("It stays up until {last_day}."),
        ),
        Governance::NotPublished { motion_no } => {
            Words::new(format!("motion {motion_no} is not published"), "a published motion", "Publish it first.")
        }
        Governance::ObjectionLate { motion_no, first_day, last_day } => Words::new(
            format!("the notice of motion {motion_no} is over"),
            format!("an objection between {first_day} and {last_day}"),
            "Take it to the board of supervisors as a complaint.",
        ),
        Governance::ObjectionUnknown { motion_no, objection_no } => Words::new(
            format!("motion {motion_no} has no objection {objection_no}"),
            "an objection that was raised",
            "See how far the motion has come.",
        ),
        Governance::AnsweredAlready { motion_no, objection_no } => Words::new(
            format!("objection {objection_no} to motion {motion_no} has been answered"),
            "an objection without an answer",
            "An answer cannot be changed.",
        ),
        Governance::NoticeNotOver { motion_no, last_day } => Words::new(
            format!("the notice of motion {motion_no} runs on"),
            format!("a day after {last_day}"),
            "Wait until its days have passed.",
        ),
        Governance::ObjectionsOpen { motion_no, objections } => {
            let numbers = objections.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            Words::new(
                format!("objections {numbers} to motion {motion_no} have no answer"),
                "an answer to each",
                "Let the board of directors answer each of them.",
            )
        }
        Governance::NothingHeld { motion_no } => Words::new(
            format!("nothing is held by motion {motion_no} now"),
            "a hold that is effective and has not been lifted",
            "Look for it among the holds.",
        ),
        Governance::NothingToPay { motion_no } => Words::new(
            format!("nothing is to be paid by motion {motion_no}"),
            "a motion with a payment",
            "Check its number.",
        ),
        Governance::NotEffective { motion_no } => Words::new(
            format!("motion {motion_no} is not effective yet"),
            "an effective motion",
            "Wait until its procedure has ended.",
        ),
        Governance::PaidAlready { motion_no, paid_on } => Words::new(
            format!("motion {motion_no} was paid on {paid_on}"),
            "a payment not made yet",
            "Nothing is paid twice.",
        ),
        Governance::PaymentHeld { motion_no, hold } => Words::new(
            format!("the payment of motion {motion_no} is held by motion {hold}"),
            "a payment that is not held",
            "Pay once an inspection has lifted the hold.",
        ),
        Governance::NotYetDue { motion_no, due } => Words::new(
            format!("the payment of motion {motion_no} is not due"),
            format!("{due} or later"),
            "Pay when it is.",
        ),
        Governance::HeldAlready { hold } => {
            Words::new(format!("motion {hold} is about this hold"), "no hold under way", "Go on with that motion.")
        }
        Governance::HoldUnexplained => Words::new(
            "the hold says neither why nor until what",
            "a reason and a condition",
            "Say why it is held, and what lifts it.",
        ),
        Governance::InspectorUnfit { name, body } => Words::new(
            format!("{name} has no seat of {}", body.en()),
            format!("an inspection by {}", body.en()),
            "Let somebody of the body that wished the hold sign in and record it.",
        ),
        Governance::ElectionUnknown { election_no, last } => Words::new(
            format!("there is no election {election_no}"),
            numbers_up_to(*last),
            "Look for it among the elections.",
        ),
        Governance::ElectionStage { election_no, expected } => Words::new(
            format!("election {election_no} is at another stage ({expected})"),
            "announcement, candidates, their publication, ballots, appointment, in this order",
            "See how far the election has come.",
        ),
        Governance::CandidateMarginMissing => Words::new(
            "the charter does not say how many more candidates than seats there must be",
            "the charter's item 候选人差额比例",
            "Add it, such as 20.",
        ),
        Governance::CandidateTwice { name } => {
            Words::new(format!("{name} is a candidate already"), "somebody not named yet", "Name each once.")
        }
        Governance::CandidateUnknown { name } => {
            Words::new(format!("{name} is no candidate"), "a candidate of the list", "Check the name or number.")
        }
        Governance::TooFewCandidates { given, least } => Words::new(
            format!("there are {given} candidates"),
            format!("at least {least}"),
            "The charter wants more candidates than seats; name more.",
        ),
        Governance::CandidatesStillUp { election_no, last_day } => Words::new(
            format!("the candidates of election {election_no} are still up"),
            format!("a day after {last_day}"),
            "Vote once the list has been up.",
        ),
        Governance::BallotsImpossible { issued, valid, votes } => Words::new(
            format!("{issued} ballots issued, {valid} valid and {votes} votes do not go together"),
            "no more valid ballots than issued, no more votes on one than seats",
            "Check them against the public count.",
        ),
        Governance::RecordUnknown { record_no, last } => Words::new(
            format!("there is no record of supervision {record_no}"),
            numbers_up_to(*last),
            "Look for it among the records of supervision.",
        ),
        Governance::RecordEnded { record_no } => Words::new(
            format!("record {record_no} has been answered"),
            "a record without an answer",
            "An answer cannot be changed; open another record.",
        ),
        Governance::NoReport { record_no } => {
            Words::new(format!("record {record_no} is no report"), "a report", "Only reports are stood behind.")
        }
        Governance::EndorsedAlready { record_no, name } => Words::new(
            format!("{name} stands behind report {record_no} already"),
            "somebody who does not yet",
            "Each stands behind it once.",
        ),
        Governance::MoreSeatsThanCharter { body, day, held, seats } => Words::new(
            format!("{held} seats of the {} are held from {day} on", body.en()),
            format!("at most {seats}, as the charter establishes"),
            "Check the list, give earlier terms their last day, or change the charter first.",
        ),
        Governance::RouteUnfit { kind, given, routes } => {
            let routes = if routes.is_empty() { "no route".to_owned() } else { routes.join(", ") };
            Words::new(format!("a {} cannot be sent to \"{given}\"", kind.code()), routes, "Correct where it is sent.")
        }
        Governance::FileUnreadable { file, reason } => Words::new(
            format!("the file {file} cannot be read ({reason})"),
            "minutes or another file that can be read",
            "Check its name and the right to read it.",
        ),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn access(refusal: &AccessRefusal) -> Words {
    match refusal {
        AccessRefusal::PageOfOthers { user, roles } => {
            let roles: Vec<String> = roles.iter().map(|role| role.en()).collect();
            let roles = if roles.is_empty() { "without a post".to_owned() } else { roles.join(", ") };
            Words::new(
                format!("this page is for another post or body, and {user} is {roles}"),
                "the post or seat that it is for",
                "Use the ways at the top of the page; where the role is wrong, ask the administrator.",
            )
        }
        AccessRefusal::HouseholdNotOwn { member_no } => Words::new(
            format!("what is {member_no}'s is shown to them and their household alone"),
            "yourself, or a member of your household",
            "Open those of your household under My account, Household; others sign in themselves, or ask at the counter in person.",
        ),
        AccessRefusal::NoUsersYet => Words::new(
            "this cooperative has no users yet, and the site shows what is public alone",
            "one administrator at least",
            "On the machine that holds the data, run tonggu user add admin --name NAME --post administrator, and hand the code over.",
        ),
        AccessRefusal::SignInNeeded => Words::new(
            "this cooperative has users, and nobody is said to act",
            "a sign-in",
            "On the site, sign in; for a command, give --as USER, and the password is asked for or taken from TONGGU_PASSWORD.",
        ),
        AccessRefusal::SignInFailed { user } => Words::new(
            format!("{user} could not sign in"),
            "the right name and password",
            "After five failures the account rests for fifteen minutes.",
        ),
        AccessRefusal::AccountRests { user, until } => Words::new(
            format!("{user} failed to sign in too often"),
            format!("another try after {}", china_time(*until).format("%Y-%m-%d %H:%M")),
            "Who forgot the password gets a new code at the counter.",
        ),
        AccessRefusal::PasswordNotSet { user } => Words::new(
            format!("{user} signed in with a one-time code"),
            "a password of their own",
            "Set a password of your own first.",
        ),
        AccessRefusal::SignInsRest { until } => Words::new(
            "too many failed to sign in within a minute",
            format!("another try after {}", china_time(*until).format("%H:%M:%S")),
            "Somebody may be guessing; tell the administrator.",
        ),
        AccessRefusal::SecondFactorNeeded { user } => Words::new(
            format!("{user} has a second factor"),
            "the six digits on the phone",
            "They are asked for, or taken from TONGGU_CODE.",
        ),
        AccessRefusal::PasswordNeeded { user } => Words::new(
            format!("{user} is signed in with a token, which changes nothing about signing in"),
            "the password, and the code where there is one",
            "Take TONGGU_TOKEN away and sign in with the password.",
        ),
        AccessRefusal::CodeWrong { user } => Words::new(
            format!("this code of {user} does not fit"),
            "the six digits that the authenticator shows now",
            "Wait for the next code; if none fits, set the phone's clock right, or scan again.",
        ),
        AccessRefusal::CodeTaken { user } => {
            Words::new(format!("this code of {user} was used"), "the next one", "Wait thirty seconds for new digits.")
        }
        AccessRefusal::NoSecondFactor { user } => Words::new(
            format!("{user} was given no second factor"),
            "one that was handed out",
            "Get one with user second-factor first.",
        ),
        AccessRefusal::SessionUnknown { user } => Words::new(
            format!("the session of {user} has ended"),
            "an open session",
            "Get a new token with user token, or sign in with the password.",
        ),
        AccessRefusal::NotPermitted { user, action, roles } => {
            let action: &str = action.into();
            Words::new(
                format!("{user} ({}) may not {}", names(roles), action.replace('_', " ")),
                "somebody with the right to",
                "Let the right person sign in.",
            )
        }
        AccessRefusal::UserExists { user } => {
            Words::new(format!("there is a user {user}"), "a name that is free", "Choose another name.")
        }
        AccessRefusal::PersonHasUser { name, user } => Words::new(
            format!("{name} has the user {user}"),
            "one user a person",
            "Change that user's posts, or close it first.",
        ),
        AccessRefusal::NotTheirOwn { user, whose } => Words::new(
            format!("{user} may not act for {whose}"),
            "the person, or a window clerk for them",
            "Let the person sign in, or go to the counter.",
        ),
        AccessRefusal::UserUnknown { user } => {
            Words::new(format!("there is no user {user}"), "a user there is", "Look for it among the users.")
        }
        AccessRefusal::UserNameUnfit { given } => Words::new(
            format!("\"{given}\" is no name for a user"),
            "at most forty characters without blanks",
            "Choose another name.",
        ),
        AccessRefusal::FirstUserNoAdministrator => Words::new(
            "the first user is no administrator",
            "an administrator as the first user",
            "Make them an administrator, or nobody could manage users later.",
        ),
        AccessRefusal::LastAdministrator { user } => Words::new(
            format!("{user} is the only administrator"),
            "another administrator",
            "Give somebody else the post first, or nobody could manage users.",
        ),
        AccessRefusal::PasswordNotTyped => Words::new(
            "a password is wanted, and there is no terminal to type it",
            "a terminal, or the environment",
            "Put it into TONGGU_PASSWORD (a new one into TONGGU_NEW_PASSWORD, a code into TONGGU_CODE).",
        ),
        AccessRefusal::PasswordTooShort { least } => {
            Words::new("the password is too short", format!("at least {least} characters"), "Choose a longer one.")
        }
        AccessRefusal::RelativeExcluded { name, role, relative, relation, other } => Words::new(
            format!("{name} is {}, and a relative ({relation}), {relative}, is {}", role.en(), other.en()),
            "nobody supervising close relatives who decide or keep the books",
            "Choose somebody else.",
        ),
        AccessRefusal::SeatExcluded { name, body, other, day } => Words::new(
            format!("{name} would hold a seat of {} and be {} from {day} on", body.en(), other.en()),
            "different persons for seats and posts that exclude each other",
            "Choose somebody else, or give the earlier term its last day first.",
        ),
        AccessRefusal::RolesIncompatible { user, one, other } => Words::new(
            format!("{user} cannot be both {} and {}", one.en(), other.en()),
            "different persons for posts and seats that exclude each other",
            "Change the posts, or correct the seats first.",
        ),
    }
}

fn names(roles: &[Role]) -> String {
    match roles.is_empty() {
        true => "without post or seat".to_owned(),
        false => roles.iter().map(|role| role.en()).collect::<Vec<_>>().join(", "),
    }
}

/// The numbers that there are.
fn numbers_up_to(last: u32) -> String {
    match last {
        0 => "one to exist; there is none yet".to_owned(),
        last => format!("1 to {last}"),
    }
}
