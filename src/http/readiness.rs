//! Whether the service takes requests and has room to keep what they bring: set by who starts it and by what happens to
//! requests, asked by the guard and by `/readyz`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

/// Where the service is between its start and its stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The database is not migrated yet: no request may touch it.
    Starting,
    /// Requests are answered.
    Serving,
    /// Requests are still answered, but whoever sends them is told to look elsewhere.
    Stopping,
}

/// What may run out of room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// The database.
    Database,
    /// The storage of files.
    Files,
}

impl Store {
    /// Its name, for `/readyz` and the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Files => "files",
        }
    }
}

/// How long nothing may be refused before a store counts as having room again.
const SETTLED_AFTER_SECONDS: u64 = 10;

/// Whether the service takes requests, and which of its stores are full.
#[derive(Debug, Clone, Default)]
pub struct Readiness(Arc<Flags>);

#[derive(Debug)]
struct Flags {
    begun: Instant,
    has_started: AtomicBool,
    is_stopping: AtomicBool,
    database: Room,
    files: Room,
}

/// Whether a store is full.
#[derive(Debug, Default)]
struct Room {
    is_full: AtomicBool,
    /// The second of the last refusal, counted from the start.
    refused_at: AtomicU64,
}

impl Default for Flags {
    fn default() -> Self {
        Self {
            begun: Instant::now(),
            has_started: AtomicBool::default(),
            is_stopping: AtomicBool::default(),
            database: Room::default(),
            files: Room::default(),
        }
    }
}

impl Readiness {
    /// Says from now on where the service is.
    pub fn enter(&self, phase: Phase) {
        self.0.has_started.store(phase != Phase::Starting, Ordering::Release);
        self.0.is_stopping.store(phase == Phase::Stopping, Ordering::Release);
    }

    /// Where the service is.
    #[must_use]
    pub fn phase(&self) -> Phase {
        match (self.0.has_started.load(Ordering::Acquire), self.0.is_stopping.load(Ordering::Acquire)) {
            (false, _) => Phase::Starting,
            (true, false) => Phase::Serving,
            (true, true) => Phase::Stopping,
        }
    }

    /// Takes note that something could not be kept because a store is full; told in the log once.
    pub fn note_full(&self, store: Store) {
        let room = self.room(store);
        room.refused_at.store(self.seconds(), Ordering::Release);
        if !room.is_full.swap(true, Ordering::AcqRel) {
            log::error!("the disk of the {} is full: changes are refused, reads go on", store.name());
        }
    }

    /// Takes note that something was kept. On a disk that is full a small change finds room now and then, so the store is
    /// full until nothing was refused for a while.
    pub fn note_room(&self, store: Store) {
        let room = self.room(store);
        let settled_for = || self.seconds().saturating_sub(room.refused_at.load(Ordering::Acquire));
        if room.is_full.load(Ordering::Acquire)
            && settled_for() >= SETTLED_AFTER_SECONDS
            && room.is_full.swap(false, Ordering::AcqRel)
        {
            log::info!("the disk of the {} has room again", store.name());
        }
    }

    /// The stores that are full.
    #[must_use]
    pub fn full_stores(&self) -> Vec<Store> {
        let stores = [Store::Database, Store::Files];
        stores.into_iter().filter(|store| self.room(*store).is_full.load(Ordering::Acquire)).collect()
    }

    fn seconds(&self) -> u64 {
        self.0.begun.elapsed().as_secs()
    }

    fn room(&self, store: Store) -> &Room {
        match store {
            Store::Database => &self.0.database,
            Store::Files => &self.0.files,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_starts_serves_and_stops() {
        let readiness = Readiness::default();
        for phase in [Phase::Starting, Phase::Serving, Phase::Stopping] {
            readiness.enter(phase);
            assert_eq!(readiness.phase(), phase);
        }
    }

    #[test]
    fn a_store_that_refused_something_just_now_is_full_whatever_it_keeps() {
        let readiness = Readiness::default();
        readiness.note_full(Store::Files);
        readiness.note_room(Store::Database);
        assert_eq!(readiness.full_stores(), [Store::Files]);
        readiness.note_room(Store::Files);
        assert_eq!(readiness.full_stores(), [Store::Files]);
    }
}
