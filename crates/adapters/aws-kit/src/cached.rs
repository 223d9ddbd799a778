//! A value in memory that is read again when it is no longer fresh, and is kept a little longer while reading fails.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A value that is read often and changes seldom.
///
/// The cache has no clock. The caller passes the time, so that a test can set it by hand.
#[derive(Debug)]
pub struct Cached<T> {
    fresh: Duration,
    stale: Duration,
    last: Mutex<Option<(Instant, Arc<T>)>>,
}

/// The answer of [`Cached::get`].
#[derive(Debug, PartialEq, Eq)]
pub struct Remembered<T, E> {
    /// The value, either just read or remembered.
    pub value: Arc<T>,
    /// The error of the last attempt to read, if the value is no longer fresh and is returned all the same.
    pub failed: Option<E>,
}

impl<T> Cached<T> {
    /// Makes a cache that returns its value for `fresh` without reading again, and for `stale` while reading fails. If
    /// `stale` is no longer than `fresh`, a failure ends the value's life at once.
    #[must_use]
    pub const fn new(fresh: Duration, stale: Duration) -> Self {
        Self { fresh, stale, last: Mutex::new(None) }
    }

    /// Returns the remembered value if it is fresh. Otherwise calls `read`, and remembers and returns its value. If
    /// `read` fails, returns the remembered value once more unless it is stale. Two callers at once may both read.
    ///
    /// # Errors
    /// The error of `read`, if no remembered value may be returned.
    pub async fn get<E>(
        &self,
        now: impl Fn() -> Instant,
        read: impl Future<Output = Result<T, E>>,
    ) -> Result<Remembered<T, E>, E> {
        if let Some(value) = self.no_older_than(self.fresh, now()) {
            return Ok(Remembered { value, failed: None });
        }
        match read.await {
            Ok(value) => {
                let value = Arc::new(value);
                *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((now(), Arc::clone(&value)));
                Ok(Remembered { value, failed: None })
            }
            Err(why) => match self.no_older_than(self.stale, now()) {
                Some(value) => Ok(Remembered { value, failed: Some(why) }),
                None => Err(why),
            },
        }
    }

    fn no_older_than(&self, age: Duration, now: Instant) -> Option<Arc<T>> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.as_ref().filter(|(read, _)| now.duration_since(*read) < age).map(|(_, value)| Arc::clone(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    /// A cache, a clock that moves only by hand, and a count of the reads.
    struct World {
        cached: Cached<u32>,
        now: Cell<Instant>,
        reads: Cell<u32>,
    }

    impl World {
        fn new(fresh: u64, stale: u64) -> Self {
            let cached = Cached::new(Duration::from_secs(fresh), Duration::from_secs(stale));
            Self { cached, now: Cell::new(Instant::now()), reads: Cell::new(0) }
        }

        fn pass(&self, seconds: u64) {
            self.now.set(self.now.get() + Duration::from_secs(seconds));
        }

        /// Returns the value, and the error if the value is no longer fresh, while the table answers `answer`.
        async fn get(&self, answer: Result<u32, &'static str>) -> Result<(u32, Option<&'static str>), &'static str> {
            let read = async {
                self.reads.set(self.reads.get() + 1);
                answer
            };
            let got = self.cached.get(|| self.now.get(), read).await?;
            Ok((*got.value, got.failed))
        }
    }

    #[tokio::test]
    async fn a_fresh_value_is_told_without_reading_it_again() {
        let world = World::new(30, 30);
        assert_eq!(world.get(Ok(1)).await, Ok((1, None)));
        world.pass(29);
        assert_eq!(world.get(Ok(2)).await, Ok((1, None)));
        assert_eq!(world.reads.get(), 1);
        world.pass(1);
        assert_eq!(world.get(Ok(2)).await, Ok((2, None)), "thirty seconds old is no longer fresh");
        assert_eq!(world.reads.get(), 2);
    }

    #[tokio::test]
    async fn a_value_that_cannot_be_read_again_is_told_until_it_is_stale_and_says_why() {
        let world = World::new(30, 900);
        assert_eq!(world.get(Ok(1)).await, Ok((1, None)));
        world.pass(899);
        assert_eq!(world.get(Err("no answer")).await, Ok((1, Some("no answer"))));
        world.pass(1);
        assert_eq!(world.get(Err("no answer")).await, Err("no answer"), "failing did not make it younger");
        assert_eq!(world.get(Ok(2)).await, Ok((2, None)));
    }

    #[tokio::test]
    async fn without_a_longer_stale_time_nothing_old_is_told() {
        let world = World::new(30, 30);
        assert_eq!(world.get(Ok(1)).await, Ok((1, None)));
        world.pass(30);
        assert_eq!(world.get(Err("no answer")).await, Err("no answer"));
    }

    #[tokio::test]
    async fn a_value_that_was_never_read_is_not_told() {
        assert_eq!(World::new(30, 900).get(Err("no answer")).await, Err("no answer"));
    }

    #[tokio::test]
    async fn a_value_is_as_old_as_the_end_of_its_reading() {
        let world = World::new(30, 900);
        let slow = async {
            world.pass(20);
            Ok::<_, &str>(1)
        };
        world.cached.get(|| world.now.get(), slow).await.unwrap();
        world.pass(29);
        assert_eq!(world.get(Ok(2)).await, Ok((1, None)));
    }
}
