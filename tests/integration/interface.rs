//! The interface for programs: what it says of itself, who gets what, and what is answered to what cannot be done.

use crate::support::site::{Browser, Page, TestSite, on_each_site, player};
use axum::http::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tonggu::application::access::open_session;
use tonggu::web::{Verb, routes};

/// A program with somebody's token, or none.
pub struct Program<'s> {
    browser: Browser<'s>,
    token: String,
}

impl Program<'_> {
    pub fn of<'s>(site: &'s TestSite, user: &str) -> Program<'s> {
        let (token, _) = site.as_actor(&TestSite::person(user), open_session).unwrap();
        Program { browser: site.browser(), token: format!("Bearer {token}") }
    }

    pub fn get(&mut self, path: &str) -> Page {
        let token = self.token.clone();
        self.browser.send(Method::GET, path, &[("authorization", &token)], Vec::new())
    }

    pub fn post(&mut self, path: &str, body: &Value) -> Page {
        self.post_with(path, body, &[])
    }

    fn post_with(&mut self, path: &str, body: &Value, more: &[(&str, &str)]) -> Page {
        let token = self.token.clone();
        let headers = [&[("authorization", token.as_str()), ("content-type", "application/json")][..], more].concat();
        self.browser.send(Method::POST, path, &headers, body.to_string().into_bytes())
    }

    pub fn upload(&mut self, path: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Page {
        let token = self.token.clone();
        self.browser.upload_with(path, fields, &[file], &[("authorization", &token)])
    }
}

pub fn json_of(page: &Page) -> Value {
    serde_json::from_str(&page.body).unwrap_or_else(|error| panic!("{error}: {}", page.body))
}

pub fn code_of(page: &Page) -> String {
    assert_eq!(page.header("content-type"), "application/problem+json", "{}", page.body);
    let problem = json_of(page);
    assert_eq!(problem["status"], page.status);
    problem["problems"][0]["code"].as_str().unwrap_or_default().to_owned()
}

/// The document, with what is served where.
pub fn document(site: &TestSite) -> Value {
    let page = site.browser().get("/api/v1/openapi.json");
    assert_eq!(page.status, 200);
    json_of(&page)
}

#[test]
fn the_document_names_every_address_of_the_interface_and_no_other() {
    on_each_site(|site| {
        let document = document(site);
        let named: BTreeSet<(String, String)> = document["paths"]
            .as_object()
            .unwrap()
            .iter()
            .flat_map(|(path, methods)| {
                methods.as_object().unwrap().keys().map(|method| (method.clone(), path.clone()))
            })
            .collect();
        let routed: BTreeSet<(String, String)> = routes()
            .iter()
            .filter(|route| route.path.starts_with("/api/v1/") && route.path != "/api/v1/")
            .map(|route| (if route.verb == Verb::Get { "get" } else { "post" }.to_owned(), route.path.to_owned()))
            .collect();
        assert_eq!(named, routed);
        let reader = site.browser().get("/api/v1/");
        assert!(reader.status == 200 && routed.iter().all(|(_, path)| reader.has(path)), "people read of all of them");
        assert!(!reader.has(" style=") && !reader.has("<script>"));
    });
}

/// Holds what was served against what the document says of it.
pub fn check_shape(document: &Value, (method, path): (&str, &str), page: &Page) {
    let operation = &document["paths"][path][method];
    let schema = match page.status {
        200 => operation["responses"]["200"]["content"]["application/json"]["schema"].clone(),
        status => {
            assert!(operation["responses"][status.to_string()].is_object(), "{path} may not answer {status}");
            json!({ "$ref": "#/components/schemas/ProblemDetails" })
        }
    };
    let whole = json!({ "allOf": [schema], "components": document["components"] });
    let validator = jsonschema::validator_for(&whole).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&json_of(page)).map(|error| format!("{} {error}", error.instance_path)).collect();
    assert!(errors.is_empty(), "{method} {path}: {}", errors[..errors.len().min(5)].join("\n"));
}

#[test]
fn what_is_served_has_the_shape_that_is_described() {
    on_each_site(|site| {
        let document = document(site);
        let (mut accountant, mut admin) =
            (Program::of(site, player::ACCOUNTANT), Program::of(site, player::ADMINISTRATOR));
        let opened = accountant.post("/api/v1/vouchers", &json!({ "book": "x" }));
        check_shape(&document, ("post", "/api/v1/vouchers"), &opened);
        for (path, asked) in [
            ("/api/v1/register/holdings", "?on=2008-12-31&limit=2"),
            ("/api/v1/register/movements", ""),
            ("/api/v1/register/quantification", ""),
            ("/api/v1/contracts", ""),
            ("/api/v1/contracts/margins", "?year=2008"),
            ("/api/v1/receipts/due", "?year=2008"),
            ("/api/v1/receipts/arrears", "?year=2008"),
            ("/api/v1/charter", "?on=2009-01-06"),
            ("/api/v1/charter/seats", ""),
            ("/api/v1/charter/kinship", ""),
            ("/api/v1/imports", ""),
            ("/api/v1/distributions", ""),
            ("/api/v1/distributions/{run}", ""),
            ("/api/v1/distributions/{run}/equal-rights", ""),
            ("/api/v1/distributions/{run}/comparison", ""),
            ("/api/v1/statements/{year}/{member_no}", ""),
            ("/api/v1/notices", ""),
            ("/api/v1/motions", ""),
            ("/api/v1/motions/{motion_no}", ""),
            ("/api/v1/holds", ""),
            ("/api/v1/supervision", ""),
            ("/api/v1/elections", ""),
            ("/api/v1/payments", ""),
            ("/api/v1/payments/batches", ""),
            ("/api/v1/payments/levies/{year}", ""),
            ("/api/v1/ledger/books", ""),
            ("/api/v1/ledger/rules", ""),
            ("/api/v1/ledger/rules/changes", ""),
            ("/api/v1/reconciliation/accounts", ""),
            ("/api/v1/log", "?limit=5"),
            ("/api/v1/log/verification", ""),
            ("/api/v1/users", ""),
            ("/api/v1/users/me", ""),
        ] {
            let program = if path == "/api/v1/users" { &mut admin } else { &mut accountant };
            let address = path.replace("{run}", "2008-1").replace("{year}", "2008").replace("{member_no}", "M006");
            let page = program.get(&format!("{}{asked}", address.replace("{motion_no}", "1")));
            let is_missing = path.ends_with("/comparison") || path.ends_with("/margins");
            assert!(page.status == 200 || is_missing && page.status < 500, "{path}: {}", page.body);
            check_shape(&document, ("get", path), &page);
        }
        let tried = json!({ "assumed": { "公积公益金提取比例": "12" } });
        let tried = accountant.post("/api/v1/distributions/2008-1/what-if", &tried);
        check_shape(&document, ("post", "/api/v1/distributions/{run}/what-if"), &tried);
        assert_eq!(tried.status, 200, "{}", tried.body);
    });
}

#[test]
fn a_list_comes_page_by_page_whole_and_in_order() {
    on_each_site(|site| {
        let mut program = Program::of(site, player::ACCOUNTANT);
        let all = json_of(&program.get("/api/v1/register/movements"))["movements"].as_array().unwrap().clone();
        let (mut pages, mut after) = (Vec::new(), String::new());
        loop {
            let page = json_of(&program.get(&format!("/api/v1/register/movements?limit=2{after}")));
            pages.extend(page["movements"].as_array().unwrap().clone());
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert!(pages == all && all.len() > 4);
        let unknown = program.get("/api/v1/register/movements?after=99999");
        assert_eq!((unknown.status, code_of(&unknown).as_str()), (422, "cursor_wrong"));
        assert_eq!(program.get("/api/v1/register/movements?limit=100000").status, 422);
    });
}

#[test]
fn a_shareholder_s_token_opens_their_own_household_and_no_other() {
    on_each_site(|site| {
        let mut program = Program::of(site, player::SHAREHOLDER);
        let own = program.get("/api/v1/statements/2008/M006");
        assert_eq!((own.status, json_of(&own)["name"].as_str()), (200, Some("周晓燕")), "{}", own.body);
        for other in ["M001", "M002", "M003", "M004", "M005"] {
            assert_eq!(program.get(&format!("/api/v1/statements/2008/{other}")).status, 403, "{other}");
            assert_eq!(program.get(&format!("/api/v1/payments?member_no={other}")).status, 403, "{other}");
        }
        // Whatever is asked, nobody else's name or number comes back.
        let others = ["陈国强", "李素芳", "王建华", "赵玉珍", "刘德明"];
        for route in routes().iter().filter(|route| route.path.starts_with("/api/v1/") && route.path != "/api/v1/") {
            let path = route.path.replace("{run}", "2008-1").replace("{year}", "2008").replace("{motion_no}", "1");
            let path = path.replace("{member_no}", "M006").replace("{certificate_no}", "0001").replace("{book}", "x");
            let page = match route.verb {
                Verb::Get => program.get(&path),
                _ => program.post(&path, &json!({})),
            };
            let is_example = route.path.ends_with("openapi.json");
            assert!(is_example || others.iter().all(|other| !page.has(other)), "{path}: {}", page.body);
        }
        let mut open = Program::of(site, player::SHAREHOLDER);
        let objection = json!({ "member_no": "M006", "text": "面积不对" });
        let raised = open.post("/api/v1/motions/1/objections", &objection);
        assert_eq!(
            (raised.status, json_of(&raised)),
            (200, json!({ "motion": 1, "objection_no": 1 })),
            "{}",
            raised.body
        );
        let for_other = open.post("/api/v1/motions/1/objections", &json!({ "member_no": "M001", "text": "面积不对" }));
        assert_eq!(for_other.status, 403);
    });
}

#[test]
fn what_cannot_be_done_is_answered_with_what_and_how_to_mend_it() {
    on_each_site(|site| {
        let mut nobody = site.browser();
        let page = nobody.get("/api/v1/contracts");
        assert_eq!((page.status, page.header("www-authenticate")), (401, "Bearer"));
        assert_eq!(code_of(&page), "sign_in_needed");
        let mut stranger = Program { browser: site.browser(), token: "Bearer 0123".to_owned() };
        assert_eq!(stranger.get("/api/v1/contracts").status, 401);
        let mut program = Program::of(site, player::ACCOUNTANT);
        let page = program.get("/api/v1/users");
        assert_eq!((page.status, code_of(&page).as_str()), (403, "not_permitted"));
        let page = program.get("/api/v1/receipts/due?jahr=2008");
        let problems = json_of(&page)["problems"].as_array().unwrap().clone();
        let codes: Vec<&str> = problems.iter().filter_map(|one| one["code"].as_str()).collect();
        assert_eq!((page.status, codes), (422, vec!["parameter_name_wrong", "parameter_missing"]));
        assert!(problems.iter().all(|one| one["what"].is_string() && one["mend"].as_str().unwrap().ends_with('。')));
        for (path, status) in [
            ("/api/v1/receipts/due?year=208", 422),
            ("/api/v1/register/holdings?on=2008-02-30", 422),
            ("/api/v1/distributions/2007-1", 404),
            ("/api/v1/motions/99", 404),
            ("/api/v1/vouchers/99", 404),
            ("/api/v1/nowhere", 404),
            ("/api/v1/vouchers/posting", 405),
        ] {
            let page = program.get(path);
            assert_eq!(page.status, status, "{path}: {}", page.body);
            code_of(&page);
        }
        let token = program.token.clone();
        let send = |browser: &mut Browser<'_>, kind: &str, body: &str| {
            let headers = [("authorization", token.as_str()), ("content-type", kind)];
            browser.send(Method::POST, "/api/v1/distributions", &headers, body.as_bytes().to_vec())
        };
        assert_eq!(send(&mut nobody, "application/json", "{").status, 400);
        assert_eq!(send(&mut nobody, "application/json", "[]").status, 400);
        assert_eq!(send(&mut nobody, "text/plain", "year").status, 415);
        let large = format!("{{\"year\": \"{}\"}}", "x".repeat(1 << 20));
        assert_eq!(send(&mut nobody, "application/json", &large).status, 413);
        let token = program.token.clone();
        let english = [("authorization", token.as_str()), ("accept-language", "fr, en-GB;q=0.8, zh;q=0.5")];
        let page = program.browser.send(Method::GET, "/api/v1/motions/99", &english, Vec::new());
        assert!(page.has("There is no such thing") && !page.has("没有"), "{}", page.body);
    });
}

#[test]
fn what_the_address_names_is_not_there_and_what_the_body_names_is_refused() {
    on_each_site(|site| {
        let mut supervisor = Program::of(site, player::SUPERVISOR);
        let hold = json!({ "motion": 99, "reason": "查账", "condition": "账目查清" });
        let placed = supervisor.post("/api/v1/holds", &hold);
        assert_eq!((placed.status, code_of(&placed).as_str()), (422, "motion_unknown"));
        let inspection = json!({ "text": "看过凭证" });
        let inspected = supervisor.post("/api/v1/holds/99/inspections", &inspection);
        assert_eq!((inspected.status, code_of(&inspected).as_str()), (404, "motion_unknown"));
        let mut accountant = Program::of(site, player::ACCOUNTANT);
        let marked =
            json!({ "member_no": "M999", "state": "account unknown", "since": "2009-01-05", "reason": "查无账户" });
        let marked = accountant.post("/api/v1/payments/marks", &marked);
        assert_eq!((marked.status, code_of(&marked).as_str()), (422, "member_unknown"), "{}", marked.body);
        let statement = accountant.get("/api/v1/statements/2008/M999");
        assert_eq!(statement.status, 404, "{}", statement.body);
        let book = accountant.get("/api/v1/ledger/books/none/accounts");
        assert_eq!((book.status, code_of(&book).as_str()), (404, "book_unknown"));
        let table = accountant.get("/api/v1/reconciliation/table?book=none&account=102&on=2009-01-05");
        assert_eq!((table.status, code_of(&table).as_str()), (422, "book_unknown"), "{}", table.body);
    });
}

#[test]
fn a_vote_is_for_what_was_seen() {
    on_each_site(|site| {
        let mut wu = Program::of(site, player::ACCOUNTANT);
        let asked = json!({ "kind": "general_matter", "title": "修缮水渠" });
        let motion = json_of(&wu.post("/api/v1/motions", &asked));
        assert_eq!((motion["motion"].as_u64(), motion["title"].as_str()), (Some(2), Some("修缮水渠")), "{motion}");
        let mut chen = Program::of(site, player::DIRECTOR);
        let vote = |content: &str| json!({ "choice": "for", "content": content });
        let stale = chen.post("/api/v1/motions/1/votes", &vote(&"0".repeat(64)));
        assert_eq!((stale.status, code_of(&stale).as_str()), (409, "content_seen_differs"));
        let seen = json_of(&chen.get("/api/v1/motions/1"))["content"].as_str().unwrap().to_owned();
        let late = chen.post("/api/v1/motions/1/votes", &vote(&seen));
        assert_eq!((late.status, code_of(&late).as_str()), (422, "stage_closed"), "the board has voted on it before");
    });
}

#[test]
fn a_file_is_tried_stored_known_again_and_undone() {
    on_each_site(|site| {
        let mut program = Program::of(site, player::ACCOUNTANT);
        let document = document(site);
        let sheet = "成员编号,姓名,户号,与户主关系\nM101,孙新民,H101,户主\n".as_bytes();
        let file = ("file", "成员.csv", sheet);
        let tried = program.upload("/api/v1/imports", &[("dry_run", "true")], file);
        check_shape(&document, ("post", "/api/v1/imports"), &tried);
        assert_eq!(json_of(&tried)["batch"], Value::Null, "{}", tried.body);
        let stored = json_of(&program.upload("/api/v1/imports", &[], file));
        let batch = stored["batch"].as_i64().unwrap_or_else(|| panic!("{stored}"));
        let again = json_of(&program.upload("/api/v1/imports", &[], file));
        assert_eq!((&again["batch"], &again["sheets"][0]["unchanged"]), (&Value::Null, &json!(1)), "{again}");
        let wrong = "成员编号,姓名,户号,与户主关系\nM102,,H102,户主\n".as_bytes();
        let wrong = program.upload("/api/v1/imports", &[], ("file", "坏.csv", wrong));
        assert_eq!(wrong.status, 422, "{}", wrong.body);
        assert_eq!(json_of(&wrong)["problems"][0]["place"]["file"], "坏.csv");
        let undone = program.post(&format!("/api/v1/imports/{batch}/undo"), &json!({}));
        assert_eq!((undone.status, json_of(&undone)["reversed"].as_i64()), (200, Some(1)), "{}", undone.body);
        assert_eq!(program.post(&format!("/api/v1/imports/{batch}/undo"), &json!({})).status, 422);
        assert_eq!(program.post("/api/v1/imports", &json!({})).status, 422, "a file is wanted");
    });
}

#[test]
fn a_request_that_is_sent_again_is_done_once() {
    on_each_site(|site| {
        let mut program = Program::of(site, player::SHAREHOLDER);
        let path = "/api/v1/motions/1/objections";
        let asked = |text: &str| json!({ "member_no": "M006", "text": text });
        let key = [("idempotency-key", "k-1")];
        let first = program.post_with(path, &asked("面积不对"), &key);
        let again = program.post_with(path, &asked("面积不对"), &key);
        assert_eq!((first.status, first.header("idempotency-replayed")), (200, ""));
        assert_eq!((again.status, again.header("idempotency-replayed")), (200, "true"));
        assert_eq!(json_of(&first), json_of(&again));
        let other = program.post_with(path, &asked("租金不对"), &key);
        assert_eq!((other.status, code_of(&other).as_str()), (422, "idempotency_key_reused"));
        let third = program.post(path, &asked("面积不对"));
        assert_eq!(json_of(&third)["objection_no"], 2, "without a key it is said twice");
    });
}

#[test]
fn the_site_s_sign_in_reads_and_writes_only_from_its_own_pages() {
    on_each_site(|site| {
        let mut browser = site.signed_in(player::SHAREHOLDER);
        assert_eq!(browser.get("/api/v1/users/me").status, 200);
        let body = json!({ "member_no": "M006", "text": "面积不对" }).to_string().into_bytes();
        let mut send = |more: &[(&str, &str)]| {
            let headers = [&[("content-type", "application/json")][..], more].concat();
            browser.send(Method::POST, "/api/v1/motions/1/objections", &headers, body.clone())
        };
        assert_eq!(send(&[]).status, 401, "a cookie alone writes nothing");
        let cross = send(&[("sec-fetch-site", "cross-site")]);
        assert_eq!((cross.status, cross.header("content-type")), (403, "application/problem+json"));
        assert_eq!(send(&[("sec-fetch-site", "same-origin")]).status, 200);
    });
}

#[test]
fn a_password_gives_a_token_of_the_day() {
    on_each_site(|site| {
        site.give_password("zhou", " long enough ");
        let mut nobody = Program { browser: site.browser(), token: String::new() };
        let sign_in = |password: &str| json!({ "user": "zhou", "password": password });
        let wrong = nobody.post("/api/v1/users/tokens", &sign_in("long enough"));
        assert_eq!((wrong.status, code_of(&wrong).as_str()), (401, "sign_in_failed"), "to the letter");
        let page = nobody.post("/api/v1/users/tokens", &sign_in(" long enough "));
        let token = json_of(&page)["token"].as_str().unwrap_or_else(|| panic!("{}", page.body)).to_owned();
        let mut program = Program { browser: site.browser(), token: format!("Bearer {token}") };
        assert_eq!(json_of(&program.get("/api/v1/users/me"))["user"], "zhou");
        assert_eq!(program.post("/api/v1/users/me/sign-out", &json!({})).status, 200);
        assert_eq!(program.get("/api/v1/users/me").status, 401);
    });
}
