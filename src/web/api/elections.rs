//! Elections (选举): announced, candidates named and published, ballots counted, the elected appointed.

use super::given::Given;
use super::operation::{Gave, Operation, Parameter, body, path};
use super::shape::Shape::{
    self, Code, Day, File, Flag, Hash, List, Maybe, Named, Number, Object, Optional, Text, Whole, Words,
};
use super::{MONEY, NEXT};
use crate::application::governance::election;
use crate::application::{Context, Outcome};
use crate::domain::access::permission::Action;
use crate::domain::governance::body::Body;
use crate::domain::governance::election::Election;
use crate::domain::person::Named as Person;
use crate::domain::request::{Expected, RequestRefusal};
use crate::json::{governance as values, import::speak};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use crate::web::route_table::Who;
use crate::web::trouble::Trouble;
use crate::web::visit::Visit;
use strum::IntoEnumIterator;

const BALLOTS: Shape = Object(&[
    ("on", Day),
    ("issued", Whole),
    ("valid", Whole),
    ("electors", Whole),
    ("quorum_required", Whole),
    ("majority_required", Whole),
    ("minutes", Hash),
]);
const CANDIDATE: Shape =
    Object(&[("member_no", Text), ("name", Text), ("named_by", Text), ("votes", Maybe(&Whole)), ("elected", Flag)]);
const ELECTION: Shape = Named(
    "Election",
    &Object(&[
        ("election", Whole),
        ("body", Text),
        ("seats", Whole),
        ("electors", Text),
        ("least_candidates", Whole),
        ("announced_on", Day),
        ("candidates", List(&CANDIDATE)),
        ("published_until", Maybe(&Day)),
        ("ballots", Maybe(&BALLOTS)),
        ("appointed", Maybe(&Object(&[("first_day", Day), ("last_day", Maybe(&Day))]))),
    ]),
);
const ELECTION_NO: Parameter = path("election_no", Number(1, 1_000_000));
const BOARD: Who = Who::May(Action::RecordMeeting);

/// What may be asked.
pub const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/elections", MONEY, "listElections", list)
        .says("选举", "Elections")
        .paged("elections", &["election"])
        .gives(Object(&[("elections", List(&ELECTION)), NEXT])),
    Operation::post("/api/v1/elections", BOARD, "announceElection", announce)
        .says(
            "公告选举：哪个机构几席，由哪个机构选",
            "Announce an election: of which body, how many seats, by which body",
        )
        .takes(&[body("body", Code(bodies)), body("seats", Number(1, 1_000)), body("electors", Code(bodies))])
        .gives(ELECTION),
    Operation::get("/api/v1/elections/{election_no}", MONEY, "showElection", show)
        .says("一次选举", "An election")
        .takes(&[ELECTION_NO])
        .gives(ELECTION),
    Operation::post("/api/v1/elections/{election_no}/candidates", BOARD, "nominate", nominate)
        .says(
            "推荐候选人：成员写 member_no，别人写 name",
            "Name a candidate: a member by member_no, somebody else by name",
        )
        .takes(&[
            ELECTION_NO,
            body("member_no", Optional(&Words(1, 40))),
            body("name", Optional(&Words(1, 80))),
            body("named_by", Optional(&Words(0, 200))),
        ])
        .gives(ELECTION),
    Operation::post("/api/v1/elections/{election_no}/publication", BOARD, "publishCandidates", publish)
        .says("候选人名单定下来并公布", "Fix the list of candidates and put it up")
        .takes(&[ELECTION_NO, body("days", Number(1, 90))])
        .gives(ELECTION),
    Operation::post("/api/v1/elections/{election_no}/count", BOARD, "countBallots", count)
        .says(
            "登记无记名投票的计票和会议记录；votes 每个候选人一项，如 张三=52",
            "Enter the count of the secret ballot with its minutes; votes once for each candidate, such as 张三=52",
        )
        .takes(&[
            ELECTION_NO,
            body("issued", Number(0, 100_000)),
            body("valid", Number(0, 100_000)),
            body("votes", List(&Words(3, 200))),
            body("minutes", File),
        ])
        .gives(ELECTION),
    Operation::post("/api/v1/elections/{election_no}/appointment", BOARD, "appointElected", appoint)
        .says("当选人就任：席位照机构成员表导入", "Appoint the elected: their seats are entered as a sheet of seats is")
        .takes(&[ELECTION_NO, body("since", Day), body("until", Optional(&Day))])
        .gives(ELECTION),
];

fn bodies() -> Vec<&'static str> {
    Body::iter().map(Body::zh).collect()
}

fn list(visit: &mut Visit<'_>, _: &Given<'_>) -> Gave {
    Ok(values::elections(&visit.read(election::list)?))
}

fn show(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let election_no = given.number("election_no")?;
    Ok(values::election(&visit.read(|db, cooperative| election::election(db, cooperative, election_no))?))
}

/// Does something in an election, and shows it as it stands then.
fn act(visit: &mut Visit<'_>, act: impl FnOnce(&mut Db, &Cooperative, &mut Context<'_>) -> Outcome<Election>) -> Gave {
    Ok(values::election(&visit.act(act)?))
}

fn announce(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (body, electors) = (given.parsed("body", Body::lookup)?, given.parsed("electors", Body::lookup)?);
    let announced = (body, given.number("seats")?, electors);
    act(visit, |db, cooperative, context| election::announce(db, cooperative, announced, context))
}

fn nominate(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let election_no = given.number("election_no")?;
    let candidate = Person { member_no: given.text("member_no").to_owned(), name: given.text("name").to_owned() };
    let named = (&candidate, given.text("named_by"));
    act(visit, |db, cooperative, context| election::nominate(db, cooperative, election_no, named, context))
}

fn publish(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let published = (given.number("election_no")?, given.number("days")?);
    act(visit, |db, cooperative, context| election::publish_candidates(db, cooperative, published, context))
}

fn count(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let (election_no, issued, valid) = (given.number("election_no")?, given.number("issued")?, given.number("valid")?);
    let votes: Vec<(String, u64)> = given.texts("votes").iter().map(|text| votes_of(text)).collect::<Result<_, _>>()?;
    let (_folder, minutes) = given.file("minutes")?;
    act(visit, |db, cooperative, context| {
        election::count_ballots(db, cooperative, election_no, (issued, valid, &votes), &minutes, context)
    })
}

/// A candidate and their votes: `张三=52`.
fn votes_of(text: &str) -> Result<(String, u64), Trouble> {
    let halves = text.split_once(['=', '＝']).and_then(|(name, votes)| {
        let votes = votes.trim().parse().ok().filter(|votes| *votes <= 100_000)?;
        Some((name.trim().to_owned(), votes))
    });
    halves.ok_or_else(|| {
        let (name, given) = ("votes".to_owned(), text.chars().take(80).collect());
        Trouble::refused(RequestRefusal::ParameterUnfit { name, given, expected: Expected::Like("张三=52") })
    })
}

fn appoint(visit: &mut Visit<'_>, given: &Given<'_>) -> Gave {
    let election_no = given.number("election_no")?;
    let term = (given.day("since")?, given.maybe_day("until"));
    let sheet = visit.read(|db, cooperative| election::seat_sheet(db, cooperative, election_no, term))?;
    let folder = tempfile::tempdir().map_err(Trouble::fault)?;
    let path = folder.path().join(format!("选举{election_no}.csv"));
    std::fs::write(&path, sheet).map_err(Trouble::fault)?;
    let appointed = visit
        .act(|db, cooperative, context| election::seat(db, cooperative, (election_no, term, &path), context, &speak))?;
    match appointed {
        Ok(election) => Ok(values::election(&election)),
        Err(report) => Err(Trouble::Refused(report.problems)),
    }
}
