//! How many connections one address may have at a time.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use ipnet::IpNet;

/// The places of all addresses, shared by all workers.
#[derive(Clone)]
pub struct Places {
    most: usize,
    free: Arc<[IpNet]>,
    taken: Arc<Mutex<HashMap<IpAddr, Taken>>>,
}

/// What one address has.
#[derive(Default)]
struct Taken {
    count: usize,
    was_refused: bool,
}

/// All places of the address are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full {
    /// Whether this is the first refusal since the address had no connection.
    pub is_first: bool,
}

/// A place that is taken, until it is dropped.
pub struct Seat(Option<(Places, IpAddr)>);

impl Places {
    /// At most so many connections an address, but any number from these networks.
    #[must_use]
    pub fn new(most: usize, free: &[IpNet]) -> Self {
        Self { most, free: free.into(), taken: Arc::default() }
    }

    /// Takes a place where there is one left.
    ///
    /// # Errors
    /// When there is none.
    pub fn take(&self, address: IpAddr) -> Result<Seat, Full> {
        let address = address.to_canonical();
        if self.free.iter().any(|network| network.contains(&address)) {
            return Ok(Seat(None));
        }
        let address = subscriber(address);
        let mut all = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = all.entry(address).or_default();
        if taken.count >= self.most {
            return Err(Full { is_first: !std::mem::replace(&mut taken.was_refused, true) });
        }
        taken.count += 1;
        Ok(Seat(Some((self.clone(), address))))
    }

    fn give_back(&self, address: IpAddr) {
        let mut all = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = all.get_mut(&address) {
            taken.count = taken.count.saturating_sub(1);
            if taken.count == 0 {
                all.remove(&address);
            }
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Some((places, address)) = self.0.take() {
            places.give_back(address);
        }
    }
}

/// A subscriber has one old address, or a whole /64 of new ones.
fn subscriber(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_places() {
        let places = Places::new(2, &["10.0.0.0/8".parse().unwrap()]);
        let take = |address: &str| places.take(address.parse().unwrap());
        for (one, same) in [("192.0.2.1", "::ffff:192.0.2.1"), ("2001:db8::1", "2001:db8::2")] {
            let first = take(one).unwrap();
            let _second = take(same).unwrap();
            assert_eq!(take(one).err(), Some(Full { is_first: true }), "{one}");
            assert_eq!(take(same).err(), Some(Full { is_first: false }), "{one}");
            assert!(take("192.0.2.7").is_ok());
            drop(first);
            assert!(take(same).is_ok(), "{one}");
        }
        let many: Vec<_> = (0..9).map(|_| take("10.1.2.3").unwrap()).collect();
        drop(many);
        assert!(places.taken.lock().unwrap().is_empty());
    }
}
