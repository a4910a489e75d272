//! `serve` as a process: it answers, writes a log without names, and stops when it is told to.

use crate::support::tonggu;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

fn start(data: &str, words: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonggu"));
    command.args(["--data", data, "serve", "--listen"]).args(words).env_remove("TONGGU_LANGUAGE");
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn ask(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_site_answers_logs_no_names_and_stops_when_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().display().to_string();
    assert!(tonggu(&data, &["init", "--code", "demo", "--name", "示例合作社"]).status.success());
    let mut child = start(&data, &["127.0.0.1:0"]);
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let (_, rest) = line.split_once("http://").unwrap();
    let (address, _) = rest.split_once('/').unwrap();
    assert!(ask(address, "/health").ends_with("ok 1\n"));
    assert!(ask(address, "/?name=某人").contains("示例合作社"));
    // The address is taken: a second one says so, and how to mend it.
    let second = start(&data, &[address]).wait_with_output().unwrap();
    let said = String::from_utf8(second.stderr).unwrap();
    assert!(second.status.code() == Some(1) && said.contains("端口已经被别的程序占用"), "{said}");
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
    let mut log = String::new();
    child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let routes: Vec<&str> = lines.iter().map(|line| line["route"].as_str().unwrap()).collect();
    assert_eq!(routes, ["/health", "/"]);
    assert!(!log.contains("某人") && !log.contains("name="), "{log}");
}

#[test]
fn a_certificate_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().display().to_string();
    assert!(tonggu(&data, &["init", "--code", "demo", "--name", "示例合作社"]).status.success());
    let file = folder.path().join("key.pem").display().to_string();
    std::fs::write(&file, "no key").unwrap();
    let words = ["127.0.0.1:0", "--tls-certificate", &file, "--tls-key", &file];
    let refused = start(&data, &words).wait_with_output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(refused.status.code() == Some(1) && said.contains("key.pem"), "{said}");
}

#[test]
fn a_proxy_is_named_by_its_own_address() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().display().to_string();
    assert!(tonggu(&data, &["init", "--code", "demo", "--name", "示例合作社"]).status.success());
    for nonsense in ["proxy.example", "0.0.0.0", "::", "127.0.0.1:8080"] {
        let refused = start(&data, &["127.0.0.1:0", "--behind-proxy", nonsense]).wait_with_output().unwrap();
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(refused.status.code() == Some(2) && said.contains("代理服务器自己的 IP 地址"), "{nonsense}: {said}");
    }
    let mut child = start(&data, &["127.0.0.1:0", "--behind-proxy", "127.0.0.1"]);
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let (_, rest) = line.split_once("http://").unwrap();
    let (address, _) = rest.split_once('/').unwrap();
    let told = "/health HTTP/1.1\r\nX-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\nX-Rest:";
    assert!(ask(address, told).contains("strict-transport-security"));
    assert!(!ask(address, "/health").contains("strict-transport-security"));
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
}
