//! A flat list of units as a tree.

use std::collections::HashMap;

use uuid::Uuid;

/// A node before it has its place: its id and its parent's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The unit.
    pub id: Uuid,
    /// The unit above.
    pub parent_id: Option<Uuid>,
}

/// A node with what stands below it; `index` points into the list the tree was grown from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Place of the unit in the list.
    pub index: usize,
    /// What stands below, in the order of the list.
    pub children: Vec<Node>,
    /// Whether units below were left out because of the depth.
    pub is_cut: bool,
}

/// Grows the tree below `root`, at most `depth` levels of children. Answers `None` when the root is not in
/// the list.
#[must_use]
pub fn grow(links: &[Link], root: Uuid, depth: u8) -> Option<Node> {
    let mut below: HashMap<Uuid, Vec<usize>> = HashMap::new();
    for (index, link) in links.iter().enumerate() {
        if let Some(parent) = link.parent_id {
            below.entry(parent).or_default().push(index);
        }
    }
    let index = links.iter().position(|link| link.id == root)?;
    Some(node(links, &below, index, depth))
}

fn node(links: &[Link], below: &HashMap<Uuid, Vec<usize>>, index: usize, depth: u8) -> Node {
    let children = links.get(index).and_then(|link| below.get(&link.id)).map_or(&[][..], Vec::as_slice);
    match depth.checked_sub(1) {
        None => Node { index, children: Vec::new(), is_cut: !children.is_empty() },
        Some(rest) => {
            let children = children.iter().map(|child| node(links, below, *child, rest)).collect();
            Node { index, children, is_cut: false }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(id: u128, parent: Option<u128>) -> Link {
        Link { id: Uuid::from_u128(id), parent_id: parent.map(Uuid::from_u128) }
    }

    fn drawn(node: &Node) -> String {
        let children: Vec<_> = node.children.iter().map(drawn).collect();
        let cut = if node.is_cut { "…" } else { "" };
        format!("{}{cut}({})", node.index, children.join(" "))
    }

    #[test]
    fn a_list_grows_into_a_tree_of_the_asked_depth() {
        let links = [link(1, None), link(2, Some(1)), link(3, Some(2)), link(4, Some(1)), link(9, Some(8))];
        let tree = |root: u128, depth| grow(&links, Uuid::from_u128(root), depth).map(|node| drawn(&node));
        assert_eq!(tree(1, 5).unwrap(), "0(1(2()) 3())");
        assert_eq!(tree(1, 1).unwrap(), "0(1…() 3())");
        assert_eq!(tree(1, 0).unwrap(), "0…()");
        assert_eq!(tree(3, 3).unwrap(), "2()");
        assert_eq!(tree(7, 3), None);
    }
}
