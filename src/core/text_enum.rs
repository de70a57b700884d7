//! One way to write an enumeration whose values travel as text: on the wire, in the database and in the document.

/// A value that is not one of an enumeration's texts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a known value")]
pub struct UnknownText(pub String);

/// An enumeration whose values travel as text.
pub trait TextEnum: Copy + Eq + std::fmt::Display + 'static {
    /// Every value, in the order of declaration.
    const ALL: &'static [Self];

    /// The text that stands for this value everywhere outside the program.
    fn as_str(self) -> &'static str;

    /// What it is, in a sentence.
    fn meaning(self) -> &'static str;
}

/// Declares an enumeration with its texts. The texts are what JSON, the database and the document say.
#[macro_export]
macro_rules! text_enum {
    ($(#[doc = $doc:expr])+ pub enum $name:ident { $($(#[doc = $meaning:expr])+ $variant:ident = $text:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[doc = $meaning])+ #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The text that stands for this value everywhere outside the program.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl $crate::core::text_enum::TextEnum for $name {
            const ALL: &'static [Self] = Self::ALL;

            fn as_str(self) -> &'static str {
                self.as_str()
            }

            fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($meaning),+).trim(),)+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::core::text_enum::UnknownText;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::core::text_enum::UnknownText(text.to_owned())),
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::core::text_enum::UnknownText;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        // Written out because utoipa's derive does not see a rename that comes from a macro.
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    // Where a parameter writes the schema out, the name finds its way back to the components.
                    .title(Some(stringify!($name)))
                    .description(Some(concat!($($doc),+, "\n", $("\n* `", $text, "`:", $($meaning),+),+).trim()))
                    .enum_values(Some([$($text),+]))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed(stringify!($name))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
