//! What the server has done, as Prometheus reads it (text format 0.0.4).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The upper bounds of the classes that durations are counted in, in seconds.
const BOUNDS: [f64; 8] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0];

/// Counters by route, method and status; a route is one of the router's, so that there are only so many.
#[derive(Debug, Default)]
pub(super) struct Metrics(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    requests: BTreeMap<(String, String, u16), u64>,
    durations: BTreeMap<String, Durations>,
    in_flight: u64,
}

#[derive(Debug, Default)]
struct Durations {
    /// How many took no longer than each bound.
    within: [u64; BOUNDS.len()],
    count: u64,
    seconds: f64,
}

/// A request that is being answered, until it is dropped.
pub(super) struct InFlight<'m>(&'m Metrics);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.with(|counted| counted.in_flight = counted.in_flight.saturating_sub(1));
    }
}

impl Metrics {
    fn with<T>(&self, act: impl FnOnce(&mut Counted) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Counts a request as being answered.
    pub(super) fn begin(&self) -> InFlight<'_> {
        self.with(|counted| counted.in_flight += 1);
        InFlight(self)
    }

    /// Counts an answer.
    pub(super) fn answered(&self, route: &str, method: &str, status: u16, took: Duration) {
        self.with(|counted| {
            *counted.requests.entry((route.to_owned(), method.to_owned(), status)).or_default() += 1;
            let durations = counted.durations.entry(route.to_owned()).or_default();
            let seconds = took.as_secs_f64();
            for (within, bound) in durations.within.iter_mut().zip(BOUNDS) {
                *within += u64::from(seconds <= bound);
            }
            durations.count += 1;
            durations.seconds += seconds;
        });
    }

    /// All counters, with how many places for work are free.
    pub(super) fn to_text(&self, free: usize) -> String {
        let mut text = String::new();
        self.with(|counted| {
            let mut family = |name: &str, kind: &str, help: &str, lines: &mut dyn Iterator<Item = String>| {
                let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
                lines.for_each(|line| text.push_str(&line));
            };
            let requests = counted.requests.iter().map(|((route, method, status), count)| {
                format!("nianbao_requests_total{{route=\"{route}\",method=\"{method}\",status=\"{status}\"}} {count}\n")
            });
            family("nianbao_requests_total", "counter", "Requests answered.", &mut { requests });
            let durations = counted.durations.iter().map(|(route, durations)| {
                let mut lines = String::new();
                for (bound, within) in BOUNDS.iter().zip(durations.within) {
                    let _ =
                        writeln!(lines, "nianbao_request_seconds_bucket{{route=\"{route}\",le=\"{bound}\"}} {within}");
                }
                let Durations { count, seconds, .. } = durations;
                let _ = writeln!(lines, "nianbao_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}");
                let _ = writeln!(lines, "nianbao_request_seconds_sum{{route=\"{route}\"}} {seconds}");
                let _ = writeln!(lines, "nianbao_request_seconds_count{{route=\"{route}\"}} {count}");
                lines
            });
            family("nianbao_request_seconds", "histogram", "How long answers took.", &mut { durations });
            let gauge = |name: &str, value: u64| std::iter::once(format!("{name} {value}\n"));
            let in_flight = counted.in_flight;
            family(
                "nianbao_requests_in_flight",
                "gauge",
                "Requests being answered.",
                &mut gauge("nianbao_requests_in_flight", in_flight),
            );
            family(
                "nianbao_places_free",
                "gauge",
                "How many more pieces of work may come before requests are turned away.",
                &mut gauge("nianbao_places_free", free as u64),
            );
        });
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_route_and_in_every_class_they_are_within() {
        let metrics = Metrics::default();
        let in_flight = metrics.begin();
        metrics.answered("/healthz", "GET", 200, Duration::from_millis(300));
        let text = metrics.to_text(3);
        for line in [
            "nianbao_requests_total{route=\"/healthz\",method=\"GET\",status=\"200\"} 1",
            "nianbao_request_seconds_bucket{route=\"/healthz\",le=\"0.25\"} 0",
            "nianbao_request_seconds_bucket{route=\"/healthz\",le=\"0.5\"} 1",
            "nianbao_request_seconds_bucket{route=\"/healthz\",le=\"+Inf\"} 1",
            "nianbao_request_seconds_sum{route=\"/healthz\"} 0.3",
            "nianbao_requests_in_flight 1",
            "nianbao_places_free 3",
        ] {
            assert!(text.lines().any(|l| l == line), "{line} in {text}");
        }
        drop(in_flight);
        assert!(metrics.to_text(3).contains("nianbao_requests_in_flight 0"));
    }
}
