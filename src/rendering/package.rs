//! A folder of files with a manifest (清单): what leaves the program to be kept or read elsewhere, and how it is checked later.
//!
//! Tables are CSV that Chinese Excel opens rightly: UTF-8 with a byte-order mark, lines ended by CRLF. Nothing is written where there is no value; empty
//! text is `""`. The last line of the manifest is about the manifest: the SHA-256 of everything before that line.

use super::workbook::escaped;
use crate::domain::governance::seal::Hash;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufWriter, Error, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// The file that names all others.
pub const MANIFEST: &str = "manifest.csv";

/// Why a folder or file cannot be written.
#[derive(Debug)]
pub enum PackageError {
    /// Something is in the folder already.
    InUse(PathBuf),
    /// The system said why.
    NotWritten(PathBuf, Error),
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its name, from the folder on, with `/` between.
    pub name: String,
    /// Rows of a table, without its headings.
    pub rows: Option<u64>,
    /// Its size.
    pub bytes: u64,
    /// Of its content.
    pub hash: Hash,
}

/// A folder under way.
pub struct Package {
    folder: PathBuf,
}

impl Package {
    /// Begins with a folder that is not there or is empty.
    pub fn create(folder: &Path) -> Result<Package, PackageError> {
        let unwritten = |error| PackageError::NotWritten(folder.to_owned(), error);
        std::fs::create_dir_all(folder).map_err(unwritten)?;
        match std::fs::read_dir(folder).map_err(unwritten)?.next() {
            Some(_) => Err(PackageError::InUse(folder.to_owned())),
            None => Ok(Package { folder: folder.to_owned() }),
        }
    }

    /// Begins a file, the folders above it included.
    pub fn file(&self, name: &str) -> Result<PackageFile, PackageError> {
        let path = self.folder.join(name);
        let unwritten = |error| PackageError::NotWritten(path.clone(), error);
        if let Some(above) = path.parent() {
            std::fs::create_dir_all(above).map_err(unwritten)?;
        }
        let file = File::create_new(&path).map_err(unwritten)?;
        let name = name.to_owned();
        Ok(PackageFile { name, path, file: BufWriter::new(file), hasher: Sha256::new(), bytes: 0, rows: None })
    }

    /// Begins a table with its headings.
    pub fn table(
        &self,
        name: &str,
        headings: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<PackageFile, PackageError> {
        let mut file = self.file(name)?;
        file.write("\u{feff}".as_bytes())?;
        file.row(headings)?;
        file.rows = Some(0);
        Ok(file)
    }

    /// Writes the manifest: of each file name, rows, bytes and hash, and whatever `more` columns say.
    pub fn seal(self, more: &[&str], files: &[(Written, Vec<String>)]) -> Result<Written, PackageError> {
        let mut manifest = self.table(MANIFEST, ["file", "rows", "bytes", "sha256"].iter().chain(more))?;
        for (file, cells) in files {
            let (rows, bytes) = (file.rows.map(|rows| rows.to_string()), file.bytes.to_string());
            let own = [Some(file.name.clone()), rows, Some(bytes), Some(file.hash.to_string())];
            let cells = cells.iter().map(|cell| (!cell.is_empty()).then(|| cell.clone()));
            manifest.optional_row(own.into_iter().chain(cells))?;
        }
        let (bytes, before) = (manifest.bytes.to_string(), hash(manifest.hasher.clone()).to_string());
        let own = [Some(MANIFEST.to_owned()), None, Some(bytes), Some(before)];
        manifest.optional_row(own.into_iter().chain(more.iter().map(|_| None)))?;
        manifest.finish()
    }

    /// Writes a file whole.
    pub fn whole(&self, name: &str, content: impl AsRef<[u8]>) -> Result<Written, PackageError> {
        let mut file = self.file(name)?;
        file.write(content.as_ref())?;
        file.finish()
    }
}

/// A file under way.
pub struct PackageFile {
    name: String,
    path: PathBuf,
    file: BufWriter<File>,
    hasher: Sha256,
    bytes: u64,
    rows: Option<u64>,
}

impl PackageFile {
    /// Adds bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), PackageError> {
        self.hasher.update(bytes);
        self.bytes += bytes.len() as u64;
        self.file.write_all(bytes).map_err(|error| PackageError::NotWritten(self.path.clone(), error))
    }

    /// Adds a row for people: an empty cell has no value, and what a spreadsheet would take for a formula stays text.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> Result<(), PackageError> {
        let written = |cell: &str| (!cell.is_empty()).then(|| escaped(cell));
        self.optional_row(cells.into_iter().map(|cell| written(cell.as_ref())))
    }

    /// Adds a row as it is.
    pub fn optional_row(
        &mut self,
        cells: impl IntoIterator<Item = Option<impl AsRef<str>>>,
    ) -> Result<(), PackageError> {
        let mut line = String::new();
        for (position, cell) in cells.into_iter().enumerate() {
            if position > 0 {
                line.push(',');
            }
            if let Some(cell) = cell {
                line.push_str(&quoted(cell.as_ref()));
            }
        }
        line.push_str("\r\n");
        self.rows = self.rows.map(|rows| rows + 1);
        self.write(line.as_bytes())
    }

    /// Ends it.
    pub fn finish(mut self) -> Result<Written, PackageError> {
        self.file.flush().map_err(|error| PackageError::NotWritten(self.path.clone(), error))?;
        Ok(Written { name: self.name, rows: self.rows, bytes: self.bytes, hash: hash(self.hasher) })
    }
}

/// What a hasher has come to.
fn hash(hasher: Sha256) -> Hash {
    Hash::from_bytes(&hasher.finalize()).unwrap_or(Hash::NONE)
}

/// A cell as it stands in a line.
fn quoted(cell: &str) -> Cow<'_, str> {
    match cell.is_empty() || cell.contains([',', '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
        true => Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\""))),
        false => Cow::Borrowed(cell),
    }
}

/// What is not as a manifest says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackageFlaw {
    /// The file is not what it was.
    Changed(String),
    /// The file is gone.
    Missing(String),
    /// The manifest does not know the file.
    Extra(String),
}

/// What came of holding a folder against its manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageCheck {
    /// The hash of the manifest: kept elsewhere, it shows later whether the manifest itself is what it was.
    pub manifest: Hash,
    /// How many files the manifest names.
    pub files: usize,
    /// What is not as it says, by name.
    pub flaws: Vec<PackageFlaw>,
    /// The first line of the manifest, by its headings.
    pub first: BTreeMap<String, String>,
}

/// Holds a folder against its manifest; none where it has no manifest that can be read.
///
/// # Errors
/// Where a file cannot be read.
pub fn check(folder: &Path) -> Result<Option<PackageCheck>, (PathBuf, Error)> {
    let path = folder.join(MANIFEST);
    let content = match std::fs::read(&path) {
        Ok(content) => content,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err((path, error)),
    };
    let Some(Manifest { mut named, first }) = Manifest::read(&content) else { return Ok(None) };
    let (mut flaws, mut held) = (Vec::new(), BTreeSet::new());
    files_under(folder, "", &mut held)?;
    held.remove(MANIFEST);
    if named.remove(MANIFEST) != Some(Hash::of(before_last_line(&content))) {
        flaws.push(PackageFlaw::Changed(MANIFEST.to_owned()));
    }
    for (name, hash) in &named {
        match held.remove(name) {
            false => flaws.push(PackageFlaw::Missing(name.clone())),
            true if hash_of(&folder.join(name))? != *hash => flaws.push(PackageFlaw::Changed(name.clone())),
            true => {}
        }
    }
    flaws.extend(held.into_iter().map(PackageFlaw::Extra));
    Ok(Some(PackageCheck { manifest: Hash::of(&content), files: named.len(), flaws, first }))
}

/// A manifest, read by its columns `file` and `sha256`.
struct Manifest {
    named: BTreeMap<String, Hash>,
    first: BTreeMap<String, String>,
}

impl Manifest {
    fn read(content: &[u8]) -> Option<Manifest> {
        let text = std::str::from_utf8(content).ok()?;
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let headings = reader.headers().ok()?.clone();
        let column = |wanted: &str| headings.iter().position(|heading| heading == wanted);
        let (file, sha256) = (column("file")?, column("sha256")?);
        let (mut named, mut first) = (BTreeMap::new(), None);
        for record in reader.records() {
            let record = record.ok()?;
            named.insert(record.get(file)?.to_owned(), record.get(sha256)?.parse().ok()?);
            first.get_or_insert(record);
        }
        let cells = first.iter().flatten().map(str::to_owned);
        Some(Manifest { named, first: headings.iter().map(str::to_owned).zip(cells).collect() })
    }
}

fn before_last_line(content: &[u8]) -> &[u8] {
    let lines = content.strip_suffix(b"\r\n").unwrap_or(content);
    let end = lines.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    &content[..end]
}

/// The names of all files under a folder.
fn files_under(folder: &Path, above: &str, found: &mut BTreeSet<String>) -> Result<(), (PathBuf, Error)> {
    let unread = |error| (folder.to_owned(), error);
    for entry in std::fs::read_dir(folder).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        let name = format!("{above}{}", entry.file_name().to_string_lossy());
        match entry.file_type().map_err(unread)?.is_dir() {
            true => files_under(&entry.path(), &format!("{name}/"), found)?,
            false => _ = found.insert(name),
        }
    }
    Ok(())
}

fn hash_of(path: &Path) -> Result<Hash, (PathBuf, Error)> {
    let unread = |error| (path.to_owned(), error);
    let mut file = File::open(path).map_err(unread)?;
    let (mut hasher, mut part) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut part).map_err(unread)? {
            0 => return Ok(hash(hasher)),
            count => hasher.update(&part[..count]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_and_what_is_empty_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let package = Package::create(folder.path()).unwrap();
        let mut table = package.table("甲/one.csv", ["a", "b"]).unwrap();
        table.optional_row([None, Some("")]).unwrap();
        table.row(["1,2", "\"三\"\n "]).unwrap();
        let written = table.finish().unwrap();
        let text = std::fs::read(folder.path().join("甲/one.csv")).unwrap();
        assert_eq!(text, "\u{feff}a,b\r\n,\"\"\r\n\"1,2\",\"\"\"三\"\"\n \"\r\n".as_bytes());
        assert_eq!((written.rows, written.bytes, written.hash), (Some(2), text.len() as u64, Hash::of(&text)));
        assert!(matches!(Package::create(folder.path()), Err(PackageError::InUse(_))));
    }
}
