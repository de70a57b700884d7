//! Where endpoints and deliveries are, and what came of an attempt.

use crate::text_enum;

text_enum! {
    /// Whether events are sent to an endpoint.
    pub enum EndpointStatus {
        /// They are sent.
        Active = "ACTIVE",
        /// They wait.
        Disabled = "DISABLED",
    }
}

text_enum! {
    /// Why nothing is sent to an endpoint.
    pub enum DisabledBecause {
        /// Somebody said so.
        BySomebody = "BY_SOMEBODY",
        /// It answered that it is gone (410).
        Gone = "GONE",
        /// It failed for five days.
        Failing = "FAILING",
    }
}

text_enum! {
    /// Where a delivery is.
    pub enum DeliveryStatus {
        /// It is on its way, or waits for another attempt.
        Pending = "PENDING",
        /// The endpoint took it.
        Delivered = "DELIVERED",
        /// It was tried too often; it can be replayed.
        Failed = "FAILED",
        /// It is not sent: the client may not read of it any more, or the event is kept no longer.
        Dropped = "DROPPED",
    }
}

text_enum! {
    /// What came of an attempt.
    pub enum AttemptOutcome {
        /// The endpoint answered 2xx.
        Taken = "TAKEN",
        /// The endpoint answered anything else; a redirect is not followed.
        Refused = "REFUSED",
        /// Its name has no address, nobody listens there, or the connection broke.
        NotConnected = "NOT_CONNECTED",
        /// No answer came in fifteen seconds.
        TimedOut = "TIMED_OUT",
        /// Its name leads to an address outside the networks to which the service may send.
        TargetNotAllowed = "TARGET_NOT_ALLOWED",
    }
}
