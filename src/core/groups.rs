//! Values by what they belong to.

use std::collections::HashMap;
use std::hash::Hash;

/// The values of each key, in the order in which they come.
#[must_use]
pub fn group<K: Eq + Hash, T>(pairs: impl IntoIterator<Item = (K, T)>) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_with_their_key_in_the_order_in_which_they_come() {
        let groups = group([("b", 1), ("a", 2), ("b", 3)]);
        assert_eq!((groups.len(), &groups["a"], &groups["b"]), (2, &vec![2], &vec![1, 3]));
    }
}
