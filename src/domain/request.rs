//! Refusals about what a program asks of the site (接口): names, forms, cursors, keys.

/// What a value should have been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Written like this.
    Like(&'static str),
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// A whole number from the first to the second.
    Between(i64, i64),
    /// So many characters, from the first to the second, none of them a control character.
    Characters(usize, usize),
    /// `true` or `false`.
    Flag,
    /// A list of so many at most.
    List(usize),
    /// An object with fields.
    Object,
    /// A file.
    File,
}

/// Against a request of a program.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum RequestRefusal {
    /// A value that must be there is not.
    ParameterMissing {
        /// Its name.
        name: String,
        /// What it should be.
        expected: Expected,
    },
    /// A value that is written otherwise than its kind is.
    ParameterUnfit {
        /// Its name.
        name: String,
        /// What was given.
        given: String,
        /// What it should be.
        expected: Expected,
    },
    /// A name that is not known here: a misspelt one would be passed over otherwise.
    ParameterNameWrong {
        /// The name.
        name: String,
        /// The names that are.
        known: Vec<&'static str>,
    },
    /// A cursor behind which there is nothing: it is of another list, or the list no longer has it.
    CursorWrong {
        /// The cursor.
        given: String,
    },
    /// A key that was sent before with something else.
    IdempotencyKeyReused {
        /// The key.
        key: String,
    },
}
