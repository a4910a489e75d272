//! What can be typed about printing.

use clap::Args;
use std::path::PathBuf;

/// A document to print, in place of its text.
#[derive(Debug, Args)]
pub struct PaperArguments {
    /// Write it as a PDF file to print
    #[arg(long, value_name = "FILE")]
    pub pdf: Option<PathBuf>,
    /// The fonts that it is printed with
    #[command(flatten)]
    pub fonts: FontArguments,
}

/// Fonts beside the program's own.
#[derive(Debug, Default, Args)]
pub struct FontArguments {
    /// A font file for characters that the program's own lacks; may be given several times. Those in fonts/ of the data folder are always taken
    #[arg(long = "font", value_name = "FILE")]
    pub fonts: Vec<PathBuf>,
}
