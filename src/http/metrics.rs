//! Figures for Prometheus: requests by operation and status, and the process itself.

use std::time::Duration;

use prometheus::process_collector::ProcessCollector;
use prometheus::{HistogramOpts, HistogramVec, IntCounterVec, Opts, Registry, TextEncoder};

/// Upper bounds of the duration buckets, in seconds.
const BUCKETS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0];

/// The service's own registry.
#[derive(Clone, Debug)]
pub struct Metrics {
    registry: Registry,
    durations: HistogramVec,
    panics: IntCounterVec,
    refusals: IntCounterVec,
}

impl Metrics {
    /// A registry with the request histogram and the process figures.
    ///
    /// # Errors
    /// When two figures share a name: a fault of ours.
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let options =
            HistogramOpts::new("thidua_http_request_seconds", "Duration of requests by route and status")
                .buckets(BUCKETS.to_vec());
        let durations = HistogramVec::new(options, &["method", "route", "status"])?;
        registry.register(Box::new(durations.clone()))?;
        let panics = Opts::new("thidua_background_panics_total", "Panics of what goes on beside requests");
        let panics = IntCounterVec::new(panics, &["task"])?;
        registry.register(Box::new(panics.clone()))?;
        let refusals = Opts::new("thidua_refused_total", "What was refused before it was a request");
        let refusals = IntCounterVec::new(refusals, &["fault"])?;
        registry.register(Box::new(refusals.clone()))?;
        registry.register(Box::new(ProcessCollector::for_self()))?;
        Ok(Self { registry, durations, panics, refusals })
    }

    /// Counts one answered request. `route` is the router's pattern, never the path itself: the number of
    /// series stays bounded.
    pub fn observe(&self, method: &str, route: &str, status: u16, duration: Duration) {
        self.durations
            .with_label_values(&[method, route, &status.to_string()])
            .observe(duration.as_secs_f64());
    }

    /// Counts a panic of a task that goes on beside requests.
    pub fn count_panic(&self, task: &str) {
        self.panics.with_label_values(&[task]).inc();
    }

    /// Counts what was refused before it was a request.
    pub fn count_refusal(&self, fault: &str) {
        self.refusals.with_label_values(&[fault]).inc();
    }

    /// The figures in Prometheus' text form.
    #[must_use]
    pub fn text(&self) -> String {
        TextEncoder::new().encode_to_string(&self.registry.gather()).unwrap_or_default()
    }
}
