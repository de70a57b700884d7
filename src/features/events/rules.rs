//! Rules of the event feed: what is published stands in the list of occurrences.
