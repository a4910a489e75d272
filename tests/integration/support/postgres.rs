//! A throw-away PostgreSQL cluster on loopback, started once for the test binary and gone with it.

use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

struct Cluster {
    port: u16,
    /// Stops the server when the test binary ends, however it ends: its standard input closes then.
    _watchdog: Child,
}

static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
static NEXT: AtomicU32 = AtomicU32::new(1);

/// The address of a new, empty database; none where PostgreSQL's server programs are missing, which CI does not forgive.
pub fn fresh_database() -> Option<String> {
    let cluster = CLUSTER.get_or_init(start).as_ref()?;
    let name = format!("tonggu_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let address = |database: &str| format!("postgres://tonggu@127.0.0.1:{}/{database}", cluster.port);
    let mut client = postgres::Client::connect(&address("postgres"), postgres::NoTls).unwrap();
    client.batch_execute(&format!("create database {name}")).unwrap();
    Some(address(&name))
}

/// Where PostgreSQL's server programs are.
fn server_programs() -> Option<PathBuf> {
    let on_path =
        std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let installed = versions.map(|version| version.path().join("bin"));
    on_path
        .into_iter()
        .chain(installed)
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

fn start() -> Option<Cluster> {
    let Some(programs) = server_programs() else {
        assert!(
            std::env::var("CI").is_err(),
            "PostgreSQL's initdb and postgres are missing: install the package postgresql"
        );
        let note = "PostgreSQL's initdb and postgres are missing: the tests run on SQLite alone.\n";
        std::io::stderr().write_all(note.as_bytes()).unwrap();
        return None;
    };
    let folder = tempfile::Builder::new().prefix("tonggu-postgres-").tempdir().unwrap().keep();
    let user = unprivileged_user(&folder);
    let as_user = |program: &str| {
        let program = programs.join(program);
        match &user {
            Some(user) => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", user, "--regid", user, "--init-groups"]).arg(program);
                command
            }
            None => Command::new(program),
        }
    };
    let data = folder.join("data");
    let made = as_user("initdb")
        .args(["--auth=trust", "--username=tonggu", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"])
        .arg(&data)
        .output();
    let made = made.unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = format!("{:?}", as_user("postgres")).replace('"', "'");
    let script = format!(
        "{server} -D '{data}' -p {port} -k '{folder}' -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=128MB \
         -c max_connections=40 >'{folder}/log' 2>&1 & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf '{folder}'",
        data = data.display(),
        folder = folder.display(),
    );
    let watchdog = Command::new("sh").args(["-c", &script]).stdin(Stdio::piped()).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    let address = format!("postgres://tonggu@127.0.0.1:{port}/postgres");
    while let Err(error) = postgres::Client::connect(&address, postgres::NoTls) {
        assert!(Instant::now() < deadline, "PostgreSQL does not start: {error}");
        std::thread::yield_now();
    }
    Some(Cluster { port, _watchdog: watchdog })
}

/// PostgreSQL refuses to run as root: then it runs as its own user, or as nobody, to whom the folder is given.
fn unprivileged_user(folder: &Path) -> Option<String> {
    let id = Command::new("id").arg("-u").output().unwrap();
    if String::from_utf8_lossy(&id.stdout).trim() != "0" {
        return None;
    }
    let exists = |user: &&&str| Command::new("id").arg(user).output().is_ok_and(|output| output.status.success());
    let user = ["postgres", "nobody"].iter().find(exists).unwrap();
    let group = if *user == "nobody" { "nogroup" } else { user };
    let given = Command::new("chown").arg(format!("{user}:{group}")).arg(folder).status().unwrap();
    assert!(given.success());
    Some((*user).to_owned())
}
