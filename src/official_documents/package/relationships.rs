//! How the parts of a package refer to each other (ECMA-376, part 2, 6.5).

use super::fault::PackageFault;
use super::names;
use super::xml::XmlReader;

/// The parts that one part refers to.
#[derive(Debug, Default)]
pub struct Relationships {
    /// The type of each relationship, and the comparable name of the part.
    targets: Vec<(String, String)>,
}

impl Relationships {
    /// Reads the relationships of the part `source`. What is outside the package does not count.
    pub(super) fn read(xml: &str, source: &str) -> Result<Self, PackageFault> {
        let mut reader = XmlReader::new(xml);
        let mut targets = Vec::new();
        while let Some(element) = reader.next_element_inside(0)? {
            let is_inside = element.attribute("TargetMode").is_none_or(|mode| mode != "External");
            if element.name() == "Relationship" && is_inside {
                let target = element.attribute("Target").map(|target| names::resolve(source, &target));
                targets.extend(element.attribute("Type").zip(target));
            }
        }
        Ok(Self { targets })
    }

    /// The names of the parts of a type. The type is the end of its address, which is the same in the transitional and in
    /// the strict form: `officeDocument`, `styles`.
    pub fn of_type<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        let is_of_type = move |address: &str| address.rsplit('/').next() == Some(kind);
        self.targets.iter().filter(move |(address, _)| is_of_type(address)).map(|(_, name)| name.as_str())
    }
}
