//! What programs do for those who sent them: books opened and rules changed, motions heard and voted on at a meeting, elections, users.

use crate::interface::{Program, check_shape, code_of, document, json_of};
use crate::support::hall::Hall;
use crate::support::site::{Page, on_each_site, on_each_site_after, play_until_the_draft, player};
use serde_json::{Value, json};
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

/// Done, and of the shape that is described.
fn done(document: &Value, path: &str, page: &Page) -> Value {
    assert_eq!(page.status, 200, "{path}: {}", page.body);
    check_shape(document, ("post", path), page);
    json_of(page)
}

/// Refused, with a status and a code, as the description says it may be.
fn refused(document: &Value, path: &str, page: &Page, (status, code): (u16, &str)) {
    assert_eq!((page.status, code_of(page).as_str()), (status, code), "{path}: {}", page.body);
    check_shape(document, ("post", path), page);
}

#[test]
fn a_book_is_opened_and_given_an_account() {
    const BOOKS: &str = "/api/v1/ledger/books";
    const ACCOUNTS: &str = "/api/v1/ledger/books/{book}/accounts";
    on_each_site(|site| {
        let document = &document(site);
        let mut accountant = Program::of(site, player::ACCOUNTANT);
        let book = json!({ "code": "wy", "name": "物业公司账", "kind": "property_manager", "first_year": 2009 });
        let opened = done(document, BOOKS, &accountant.post(BOOKS, &book));
        assert_eq!(
            (opened["books"][0]["code"].as_str(), opened["books"][0]["first_year"].as_i64()),
            (Some("wy"), Some(2009))
        );
        refused(document, BOOKS, &accountant.post(BOOKS, &book), (422, "book_exists"));
        let path = json!({ "code": "x", "name": "x", "kind": "company", "first_year": 2009, "chart": "/etc/passwd" });
        refused(document, BOOKS, &accountant.post(BOOKS, &path), (422, "parameter_unfit"));
        let fields = [("code", "gs"), ("name", "公司账"), ("kind", "company"), ("first_year", "2009")];
        let chart = "科目编码,科目名称,类别,方向,用途\n1001,库存现金,资产,借,现金\n".as_bytes();
        let without = accountant.upload(BOOKS, &fields, ("file", "科目表.csv", chart));
        refused(document, BOOKS, &without, (422, "purpose_missing"));

        let account = json!({ "code": "100201", "name": "农商行基本户" });
        let added = done(document, ACCOUNTS, &accountant.post("/api/v1/ledger/books/wy/accounts", &account));
        assert_eq!(added["accounts"][0]["name"], "农商行基本户");
        refused(
            document,
            ACCOUNTS,
            &accountant.post("/api/v1/ledger/books/wy/accounts", &account),
            (422, "account_exists"),
        );
        let nowhere = accountant.post("/api/v1/ledger/books/none/accounts", &account);
        refused(document, ACCOUNTS, &nowhere, (404, "book_unknown"));
        let mut cashier = Program::of(site, player::CASHIER);
        refused(document, BOOKS, &cashier.post(BOOKS, &book), (403, "not_permitted"));
    });
}

#[test]
fn rules_are_proposed_by_one_and_decided_by_another() {
    const CHANGES: &str = "/api/v1/ledger/rules/changes";
    const APPROVAL: &str = "/api/v1/ledger/rules/changes/{change_no}/approval";
    const REJECTION: &str = "/api/v1/ledger/rules/changes/{change_no}/rejection";
    on_each_site(|site| {
        let document = &document(site);
        let (mut accountant, mut director) =
            (Program::of(site, player::ACCOUNTANT), Program::of(site, player::DIRECTOR));
        let book = json!({ "code": "hzs", "name": "合作社账", "kind": "cooperative", "first_year": 2009 });
        done(document, "/api/v1/ledger/books", &accountant.post("/api/v1/ledger/books", &book));
        let of_rule = "rent_received,收代收流转费（现金）,2,合作社,当月";
        let basis = "董事会 2009 年 1 号决议";
        let sheet = format!(
            "规则,名称,版本,账套类别,期间,腿,方向,科目,依据\n{of_rule},bank,借,101,{basis}\n{of_rule},collected,贷,11302,{basis}\n"
        );
        let file = ("file", "规则.csv", sheet.as_bytes());
        for change_no in [1, 2] {
            let proposed = done(document, CHANGES, &accountant.upload(CHANGES, &[("since", "2009-02-01")], file));
            assert_eq!((proposed["change"].as_i64(), proposed["outcome"].as_str()), (Some(change_no), Some("waiting")));
            if change_no == 1 {
                let own = accountant.post(&format!("{CHANGES}/1/approval"), &json!({}));
                refused(document, APPROVAL, &own, (422, "own_rule_change"));
                let reason = json!({ "reason": "先问会计站" });
                let rejected = done(document, REJECTION, &director.post(&format!("{CHANGES}/1/rejection"), &reason));
                assert_eq!(rejected["outcome"], "rejected");
            }
        }
        let approved = done(document, APPROVAL, &director.post(&format!("{CHANGES}/2/approval"), &json!({})));
        assert_eq!((approved["outcome"].as_str(), approved["since"].as_str()), (Some("approved"), Some("2009-02-01")));
        let unknown = director.post(&format!("{CHANGES}/9/approval"), &json!({}));
        refused(document, APPROVAL, &unknown, (404, "rule_change_unknown"));
        let broken = accountant.upload(CHANGES, &[], ("file", "规则.csv", "规则\n".as_bytes()));
        assert_eq!(broken.status, 422, "{}", broken.body);
        let nowhere = sheet.replace(",101,", ",999,");
        let nowhere = json_of(&accountant.upload(CHANGES, &[], ("file", "规则.csv", nowhere.as_bytes())));
        assert_eq!(nowhere["problems"][0]["place"]["file"], "规则.csv", "not where it lies");
    });
}

#[test]
fn a_meeting_on_paper_counts_and_what_was_heard_changes_the_motion() {
    const MEETING: &str = "/api/v1/motions/{motion_no}/meeting";
    const RECORD: &str = "/api/v1/motions/{motion_no}/record";
    const AMENDMENT: &str = "/api/v1/motions/{motion_no}/amendment";
    on_each_site_after(play_until_the_draft, |site| {
        let document = &document(site);
        let mut accountant = Program::of(site, player::ACCOUNTANT);
        let mut director = Program::of(site, player::DIRECTOR);
        let run = json!({ "run": "2008-1" });
        done(document, "/api/v1/motions", &accountant.post("/api/v1/motions", &run));
        let minutes = ("minutes", "会议记录.pdf", &b"%PDF-1.4 minutes"[..]);
        let counts = [("for", "3"), ("against", "0")];
        let none = director.upload("/api/v1/motions/1/meeting", &counts, ("other", "x.pdf", b"x"));
        refused(document, MEETING, &none, (422, "parameter_missing"));
        let counted = done(document, MEETING, &director.upload("/api/v1/motions/1/meeting", &counts, minutes));
        let tally = &counted["ended"][0]["tally"];
        assert_eq!((tally["for"].as_i64(), tally["passed"].as_bool()), (Some(3), Some(true)), "{counted}");
        assert!(tally["minutes"].is_string(), "the minutes are kept");
        // The supervisors vote: there is nothing to hear, and a run is amended by another draft.
        let heard = director.post("/api/v1/motions/1/record", &json!({ "text": "听取意见" }));
        refused(document, RECORD, &heard, (422, "other_stage"));
        let amended = director.post("/api/v1/motions/1/amendment", &json!({ "title": "另一件事" }));
        assert_eq!(amended.status, 422, "{}", amended.body);
        check_shape(document, ("post", AMENDMENT), &amended);
        let unknown = director.post("/api/v1/motions/9/amendment", &json!({ "title": "另一件事" }));
        refused(document, AMENDMENT, &unknown, (404, "motion_unknown"));

        // A matter that the charter has heard first.
        let matter = json!({ "kind": "general_matter", "title": "修缮水渠" });
        let proposed = done(document, "/api/v1/motions", &accountant.post("/api/v1/motions", &matter));
        assert_eq!(proposed["motion"], 2);
    });
}

/// A matter of weight is heard before it is voted on, and a committee is elected by a congress of ten.
fn with_a_congress(db: &mut Db) -> Cooperative {
    let charter = "候选人差额比例,20\n居民代表大会.法定到会比例,1/2\n居民代表大会.通过比例,1/2\n居民代表大会.席位数,10\n\
                   程序.重大事项,协商议事会议事→董事会表决\n";
    Hall::with_seats_and_charter(db, ("党总支,,赵书记,书记,2008-06-30,\n", charter)).cooperative.clone()
}

#[test]
fn a_matter_is_heard_amended_and_recorded() {
    on_each_site_after(with_a_congress, |site| {
        let document = &document(site);
        let mut director = Program::of(site, player::DIRECTOR);
        let matter = json!({
            "kind": "major_matter", "title": "修缮水渠", "payer": "committee", "payee": "水利队", "amount": "12000.00",
            "due": "2009-02-01",
        });
        let half = json!({ "kind": "major_matter", "title": "修缮水渠", "payer": "cooperative" });
        refused(document, "/api/v1/motions", &director.post("/api/v1/motions", &half), (422, "parameter_missing"));
        done(document, "/api/v1/motions", &director.post("/api/v1/motions", &matter));
        let cheaper = json!({
            "title": "修缮水渠（只修上游）", "payer": "committee", "payee": "水利队", "amount": "8000.00", "due": "2009-02-01",
        });
        let path = "/api/v1/motions/{motion_no}/amendment";
        let amended = done(document, path, &director.post("/api/v1/motions/1/amendment", &cheaper));
        assert_eq!(
            (amended["title"].as_str(), amended["payment"]["amount"].as_str()),
            (Some("修缮水渠（只修上游）"), Some("8000.00"))
        );
        let path = "/api/v1/motions/{motion_no}/record";
        let text = [("text", "议事会同意先修上游")];
        let minutes = ("minutes", "议事记录.pdf", &b"%PDF-1.4 heard"[..]);
        let heard = done(document, path, &director.upload("/api/v1/motions/1/record", &text, minutes));
        assert_eq!(heard["ended"][0]["text"], "议事会同意先修上游", "{heard}");
    });
}

#[test]
fn a_committee_is_elected_and_takes_its_seats() {
    const ELECTIONS: &str = "/api/v1/elections";
    const NOMINATE: &str = "/api/v1/elections/{election_no}/candidates";
    const PUBLISH: &str = "/api/v1/elections/{election_no}/publication";
    const COUNT: &str = "/api/v1/elections/{election_no}/count";
    const APPOINT: &str = "/api/v1/elections/{election_no}/appointment";
    on_each_site_after(with_a_congress, |site| {
        let document = &document(site);
        let mut director = Program::of(site, player::DIRECTOR);
        let election = json!({ "body": "监督委员会", "seats": 3, "electors": "居民代表大会" });
        let announced = done(document, ELECTIONS, &director.post(ELECTIONS, &election));
        assert_eq!((announced["election"].as_i64(), announced["least_candidates"].as_i64()), (Some(1), Some(4)));
        let candidates = "/api/v1/elections/1/candidates";
        for name in ["钱一", "钱二", "钱三", "钱四"] {
            let named = json!({ "name": name, "named_by": "居民推荐" });
            done(document, NOMINATE, &director.post(candidates, &named));
        }
        let again = director.post(candidates, &json!({ "name": "钱一" }));
        refused(document, NOMINATE, &again, (422, "candidate_twice"));
        let nobody = director.post("/api/v1/elections/7/candidates", &json!({ "name": "钱五" }));
        refused(document, NOMINATE, &nobody, (404, "election_unknown"));
        done(document, PUBLISH, &director.post("/api/v1/elections/1/publication", &json!({ "days": 3 })));
        site.set_clock("2009-01-12T09:00:00+08:00");
        let mut director = Program::of(site, player::DIRECTOR);
        let minutes = ("minutes", "计票.pdf", &b"%PDF-1.4 counted"[..]);
        let mut fields = vec![("issued", "9"), ("valid", "9"), ("votes", "钱一=9"), ("votes", "钱五=7")];
        let stranger = director.upload("/api/v1/elections/1/count", &fields, minutes);
        refused(document, COUNT, &stranger, (422, "candidate_unknown"));
        fields[3] = ("votes", "七票");
        refused(
            document,
            COUNT,
            &director.upload("/api/v1/elections/1/count", &fields, minutes),
            (422, "parameter_unfit"),
        );
        fields[3] = ("votes", "钱二=7");
        fields.extend([("votes", "钱三=6"), ("votes", "钱四=4")]);
        let counted = done(document, COUNT, &director.upload("/api/v1/elections/1/count", &fields, minutes));
        assert_eq!(counted["candidates"].as_array().unwrap().iter().filter(|one| one["elected"] == true).count(), 3);
        let early = director.post("/api/v1/elections/1/appointment", &json!({ "since": "2008-12-31" }));
        refused(document, APPOINT, &early, (422, "term_before_count"));
        let term = json!({ "since": "2009-01-12", "until": "2012-01-11" });
        let appointed = done(document, APPOINT, &director.post("/api/v1/elections/1/appointment", &term));
        assert_eq!(appointed["appointed"]["last_day"], "2012-01-11");
        let seats = json_of(&director.get("/api/v1/charter/seats?on=2009-01-12"))["seats"].clone();
        let committee = seats.as_array().unwrap().iter().filter(|seat| seat["body"] == "监督委员会");
        assert_eq!(committee.filter(|seat| seat["name"].as_str().unwrap().starts_with('钱')).count(), 3, "{seats}");
        let mut supervisor = Program::of(site, "zhao");
        refused(document, ELECTIONS, &supervisor.post(ELECTIONS, &election), (403, "not_permitted"));
    });
}

#[test]
fn users_are_added_given_posts_and_closed_by_who_manages_them() {
    on_each_site(|site| {
        let document = &document(site);
        let mut admin = Program::of(site, player::ADMINISTRATOR);
        let he = json!({ "user": "he", "name": "何接班", "posts": ["cashier"] });
        let added = done(document, "/api/v1/users", &admin.post("/api/v1/users", &he));
        let code = added["one_time_code"].as_str().unwrap().to_owned();
        assert!(site.browser().sign_in("he", &code).has("登录码正确"));
        refused(document, "/api/v1/users", &admin.post("/api/v1/users", &he), (422, "user_exists"));
        let unknown = json!({ "user": "ma", "member_no": "M999" });
        refused(document, "/api/v1/users", &admin.post("/api/v1/users", &unknown), (422, "member_unknown"));
        let (posts, path) = (json!({ "posts": ["window_clerk"] }), "/api/v1/users/{user}/posts");
        let changed = done(document, path, &admin.post("/api/v1/users/he/posts", &posts));
        assert_eq!(changed["posts"], json!(["window_clerk"]));
        refused(document, path, &admin.post("/api/v1/users/nobody/posts", &posts), (404, "user_unknown"));
        let own = admin.post("/api/v1/users/admin/posts", &json!({ "posts": [] }));
        refused(document, path, &own, (422, "last_administrator"));
        let anew = done(document, "/api/v1/users/{user}/code", &admin.post("/api/v1/users/he/code", &json!({})));
        assert_ne!(anew["one_time_code"], code.as_str());
        let closed =
            done(document, "/api/v1/users/{user}/closure", &admin.post("/api/v1/users/he/closure", &json!({})));
        assert_eq!(closed["closed"], true);
        let mut accountant = Program::of(site, player::ACCOUNTANT);
        refused(document, "/api/v1/users", &accountant.post("/api/v1/users", &he), (403, "not_permitted"));
    });
}
