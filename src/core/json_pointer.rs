//! JSON pointers (RFC 6901).

/// The pointer of a member below another pointer.
#[must_use]
pub fn below(parent: &str, member: &str) -> String {
    format!("{parent}/{}", member.replace('~', "~0").replace('/', "~1"))
}

/// The pointer of the parent, and the name of the member; `None` for the whole document.
#[must_use]
pub fn split(pointer: &str) -> Option<(&str, String)> {
    let (parent, member) = pointer.rsplit_once('/')?;
    Some((parent, member.replace("~1", "/").replace("~0", "~")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_comes_apart_again() {
        for member in ["name", "a/b~c", "~1", ""] {
            let pointer = below("/items", member);
            assert_eq!(split(&pointer), Some(("/items", member.to_owned())), "{pointer}");
        }
        assert_eq!(below("", "a/b~c"), "/a~1b~0c");
        assert_eq!(split(""), None);
    }
}
