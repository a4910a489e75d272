//! A PDF file under way. Every object is written out as soon as it is whole; what is kept is where it stands, and which glyphs the pages use. No clock and no
//! chance: the same values make the same bytes.

use super::canvas::Canvas;
use super::font::{Fonts, Typesetter};
use crate::domain::refusal::Problem;
use crate::rendering::speech::Language;
use flate2::{Compress, Compression, FlushCompress, Status};
use pdf_writer::types::PageMode;
use pdf_writer::writers::{Catalog, DocumentInfo};
use pdf_writer::{Chunk, Filter, Finish, Name, Rect, Ref, Settings, TextStr};
use std::io::{Error, Result, Write};

/// The objects that have a number before they are written.
const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const INFORMATION: Ref = Ref::new(3);
const FIRST_FREE: i32 = 4;

/// How hard streams are packed, of 9.
const LEVEL: u32 = 6;

/// An object under way, set as tightly as possible.
pub(super) fn chunk() -> Chunk {
    Chunk::with_settings(Settings { pretty: false })
}

/// A bookmark (书签) and those below it.
struct Bookmark {
    title: String,
    page: Ref,
    below: Vec<Bookmark>,
}

/// A file under way.
pub struct PdfFile<'f, W: Write> {
    target: W,
    position: u64,
    /// Where each object begins, by its number less one.
    offsets: Vec<u64>,
    next: Ref,
    pub(super) typesetter: Typesetter<'f>,
    pub(super) language: Language,
    title: String,
    pages: Vec<Ref>,
    bookmarks: Vec<Bookmark>,
    deflater: Deflater,
}

/// Makes streams smaller, one after the other with the same memory.
pub(super) struct Deflater(Compress);

impl Deflater {
    fn new() -> Deflater {
        Deflater(Compress::new(Compression::new(LEVEL), true))
    }

    pub(super) fn deflate(&mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        self.0.reset();
        // What does not get smaller grows by five bytes in every 16 KiB.
        let mut packed = Vec::with_capacity(bytes.len() + bytes.len() / 1024 + 64);
        match self.0.compress_vec(bytes, &mut packed, FlushCompress::Finish).map_err(Error::other)? {
            Status::StreamEnd => Ok(packed),
            Status::Ok | Status::BufError => Err(Error::other("deflate does not end")),
        }
    }
}

impl<'f, W: Write> PdfFile<'f, W> {
    /// Begins a file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn begin(target: W, fonts: &'f Fonts, title: &str, language: Language) -> Result<PdfFile<'f, W>> {
        let mut file = PdfFile {
            target,
            position: 0,
            offsets: vec![0; FIRST_FREE as usize - 1],
            next: Ref::new(FIRST_FREE),
            typesetter: Typesetter::new(fonts),
            language,
            title: title.to_owned(),
            pages: Vec::new(),
            bookmarks: Vec::new(),
            deflater: Deflater::new(),
        };
        // Four bytes above 127 tell programs that carry it that it is not text.
        file.write(b"%PDF-1.7\n%\xE5\x90\x8C\xE8\n")?;
        Ok(file)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.position += bytes.len() as u64;
        self.target.write_all(bytes)
    }

    /// A number for an object to come.
    fn number(&mut self) -> Ref {
        self.offsets.push(0);
        self.next.bump()
    }

    /// Writes a chunk of one object.
    fn object(&mut self, chunk: &Chunk) -> Result<()> {
        for id in chunk.refs() {
            self.offsets[id.get() as usize - 1] = self.position;
        }
        self.write(chunk.as_bytes())
    }

    /// Adds a page.
    pub(super) fn page(&mut self, canvas: Canvas) -> Result<Ref> {
        let (width, height) = canvas.size();
        let content = self.deflater.deflate(&canvas.finish())?;
        let (page_id, content_id) = (self.number(), self.number());
        let mut one = chunk();
        let mut page = one.page(page_id);
        page.parent(PAGES).media_box(Rect::new(0.0, 0.0, width, height)).contents(content_id);
        page.finish();
        self.object(&one)?;
        let mut one = chunk();
        one.stream(content_id, &content).filter(Filter::FlateDecode);
        self.object(&one)?;
        self.pages.push(page_id);
        Ok(page_id)
    }

    /// Adds a bookmark: under the group at hand where it is of one, which begins anew where another comes.
    pub(super) fn bookmark(&mut self, group: Option<&str>, title: String, page: Ref) {
        let one = Bookmark { title, page, below: Vec::new() };
        match (group, self.bookmarks.last_mut()) {
            (None, _) => self.bookmarks.push(one),
            (Some(group), Some(last)) if last.title == group => last.below.push(one),
            (Some(group), _) => self.bookmarks.push(Bookmark { title: group.to_owned(), page, below: vec![one] }),
        }
    }

    /// Ends the file; gives what it was written to, and the characters that no font had.
    ///
    /// # Errors
    /// Where it cannot be written, or a font cannot be embedded.
    pub fn finish(mut self) -> Result<(W, Vec<Problem>)> {
        let fonts = self.embed_fonts()?;
        let outline = self.write_bookmarks()?;
        let mut one = chunk();
        let mut tree = one.pages(PAGES);
        tree.kids(self.pages.iter().copied()).count(self.pages.len() as i32);
        let mut resources = tree.resources();
        let mut dictionary = resources.fonts();
        fonts.iter().for_each(|(font, id)| {
            dictionary.pair(Name(format!("F{font}").as_bytes()), id);
        });
        dictionary.finish();
        resources.finish();
        tree.finish();
        self.object(&one)?;
        let mut one = chunk();
        let mut catalog: Catalog<'_> = one.indirect(CATALOG).start();
        catalog.pages(PAGES).lang(TextStr(self.language.say("zh-CN", "en")));
        catalog.viewer_preferences().display_doc_title(true);
        if let Some(outline) = outline {
            catalog.outlines(outline).page_mode(PageMode::UseOutlines);
        }
        catalog.finish();
        self.object(&one)?;
        let mut one = chunk();
        let mut information: DocumentInfo<'_> = one.indirect(INFORMATION).start();
        information.title(TextStr(&self.title)).creator(TextStr("tonggu"));
        information.finish();
        self.object(&one)?;
        self.write_cross_references()?;
        self.target.flush()?;
        Ok((self.target, self.typesetter.into_missing()))
    }

    /// The used part of every font, each with its number in the file.
    fn embed_fonts(&mut self) -> Result<Vec<(usize, Ref)>> {
        let used: Vec<usize> = self.typesetter.used_fonts().collect();
        let mut embedded = Vec::new();
        for font in used {
            let ids = [(); 5].map(|()| self.number());
            for chunk in &self.typesetter.embed(font, ids, &mut self.deflater)? {
                self.object(chunk)?;
            }
            embedded.push((font, ids[0]));
        }
        Ok(embedded)
    }

    /// The outline, where there is one.
    fn write_bookmarks(&mut self) -> Result<Option<Ref>> {
        let bookmarks = std::mem::take(&mut self.bookmarks);
        if bookmarks.is_empty() {
            return Ok(None);
        }
        let root = self.number();
        let ids = self.write_siblings(&bookmarks, root)?;
        let mut one = chunk();
        let mut outline = one.outline(root);
        if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
            outline.first(*first).last(*last).count(ids.len() as i32);
        }
        outline.finish();
        self.object(&one)?;
        Ok(Some(root))
    }

    fn write_siblings(&mut self, bookmarks: &[Bookmark], parent: Ref) -> Result<Vec<Ref>> {
        let ids: Vec<Ref> = bookmarks.iter().map(|_| self.number()).collect();
        for (position, bookmark) in bookmarks.iter().enumerate() {
            let below = self.write_siblings(&bookmark.below, ids[position])?;
            let mut one = chunk();
            let mut item = one.outline_item(ids[position]);
            item.title(TextStr(&bookmark.title)).parent(parent);
            if let Some(before) = position.checked_sub(1) {
                item.prev(ids[before]);
            }
            if let Some(after) = ids.get(position + 1) {
                item.next(*after);
            }
            if let (Some(first), Some(last)) = (below.first(), below.last()) {
                // Below zero: closed until somebody opens it.
                item.first(*first).last(*last).count(-(below.len() as i32));
            }
            item.dest().page(bookmark.page).fit();
            item.finish();
            self.object(&one)?;
        }
        Ok(ids)
    }

    fn write_cross_references(&mut self) -> Result<()> {
        let (begins, count) = (self.position, self.offsets.len() + 1);
        let mut table = format!("xref\n0 {count}\n0000000000 65535 f \n");
        self.offsets.iter().for_each(|offset| table.push_str(&format!("{offset:010} 00000 n \n")));
        let (root, information) = (CATALOG.get(), INFORMATION.get());
        table.push_str(&format!(
            "trailer\n<</Size {count}/Root {root} 0 R/Info {information} 0 R>>\nstartxref\n{begins}\n%%EOF\n"
        ));
        self.write(table.as_bytes())
    }
}
