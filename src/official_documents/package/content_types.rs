//! What each part of a package is (ECMA-376, part 2, 6.2.3 and 7.2.3).

use std::collections::HashMap;

use super::fault::PackageFault;
use super::names;
use super::xml::XmlReader;

/// Parts of these types hold programs.
const MACROS: &[&str] = &["macroenabled", "vbaproject", "macrosheet"];

/// The content types of the parts of a package.
#[derive(Debug, Default)]
pub struct ContentTypes {
    of_parts: HashMap<String, String>,
    of_endings: HashMap<String, String>,
}

impl ContentTypes {
    /// Reads the part `[Content_Types].xml`.
    pub fn read(xml: &str) -> Result<Self, PackageFault> {
        let mut reader = XmlReader::new(xml);
        let mut types = Self::default();
        while let Some(element) = reader.next_element_inside(0)? {
            let Some(mut content_type) = element.attribute("ContentType") else { continue };
            content_type.make_ascii_lowercase();
            let (map, name) = match element.name() {
                "Override" => (&mut types.of_parts, element.attribute("PartName")),
                "Default" => (&mut types.of_endings, element.attribute("Extension")),
                _ => continue,
            };
            map.extend(name.map(|name| (names::comparable(&name), content_type)));
        }
        Ok(types)
    }

    /// The content type of the part with this comparable name, in lower case.
    pub fn of(&self, name: &str) -> Option<&str> {
        let ending = || name.rsplit('/').next()?.rsplit_once('.').map(|(_, ending)| ending);
        self.of_parts.get(name).or_else(|| self.of_endings.get(ending()?)).map(String::as_str)
    }

    /// Whether a part holds programs.
    pub fn have_macros(&self) -> bool {
        let mut all = self.of_parts.values().chain(self.of_endings.values());
        all.any(|content_type| MACROS.iter().any(|word| content_type.contains(word)))
    }
}
