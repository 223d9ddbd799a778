//! The promises of every ledger about schemes: it keeps every version for ever, and it keeps the current version and
//! the featured scheme.

use acceptance::line::draw;
use acceptance::schemes::coded;
use dialogue::{SchemeId, SchemeMetric};
use helpline::ports::{Counts, FeaturedScheme, SchemeMetrics, SchemeStore};
use helpline::schemes::{NotKept, approve_scheme, draft_scheme};
use lifecycle::Actor;
use schemes::{Scheme, SchemeCode};

/// Passes all scenarios to a macro that makes them tests.
macro_rules! all_schemes {
    ($tests:ident) => {
        $tests!(schemes:
            a_text_is_kept_for_ever_and_at_hand,
            of_two_who_write_at_once_one_is_told_so,
            the_first_key_is_the_schemes_that_was_put_there_last,
            what_is_counted_adds_up_by_week_and_scheme,
        );
    };
}
pub(crate) use all_schemes;

fn scheme() -> Scheme {
    let first = state_directory::schemes().unwrap().first().unwrap();
    Scheme { code: SchemeCode::new(format!("scheme-{}", draw())).unwrap(), ..first.clone() }
}

fn now() -> jiff::Timestamp {
    "2026-11-26T06:30:00Z".parse().unwrap()
}

fn coordinator(name: &str) -> Actor {
    Actor::parse(&format!("coordinator:{name}")).unwrap()
}

pub async fn a_text_is_kept_for_ever_and_at_hand(ledger: &impl SchemeStore) {
    let scheme = scheme();
    let code = scheme.code.clone();
    assert_eq!(ledger.offered(&code).await, Ok(None));
    let now = now();
    draft_scheme(ledger, scheme.clone(), &coordinator("one"), now).await.unwrap();
    let approved = approve_scheme(ledger, &code, 1, &coordinator("two"), now).await.unwrap();
    for _ in 0..6 {
        draft_scheme(ledger, scheme.clone(), &coordinator("one"), now).await.unwrap();
    }
    let first = SchemeId { code: code.clone(), version: 1 };
    assert_eq!(ledger.text(&first).await, Ok(Some(approved.clone())));
    let offered = ledger.offered(&code).await.unwrap().unwrap();
    assert_eq!((offered.revision, offered.texts.first()), (8, Some(&approved)), "what is approved stays at hand");
    assert!(ledger.catalogue().await.unwrap().offered.contains(&offered));
}

pub async fn of_two_who_write_at_once_one_is_told_so(ledger: &(impl SchemeStore + Sync)) {
    let scheme = scheme();
    let (one, two) = (coordinator("one"), coordinator("two"));
    let now = now();
    let draft = |by| draft_scheme(ledger, scheme.clone(), by, now);
    let (a, b) = futures::join!(draft(&one), draft(&two));
    let kept = [&a, &b].into_iter().filter(|draft| draft.is_ok()).count();
    let offered = ledger.offered(&scheme.code).await.unwrap().unwrap();
    // If the two drafts come one after the other, both are kept as two versions. If they come at the same time, one is
    // kept and the other is refused.
    assert_eq!(offered.texts.last().unwrap().version as usize, kept);
    assert!([a, b].iter().all(|draft| matches!(draft, Ok(_) | Err(NotKept::Changed(_)))));
    let stale = helpline::ports::Offered { revision: offered.revision, ..offered.clone() };
    let text = offered.texts.last().unwrap();
    assert_eq!(ledger.keep(&stale, text).await, Ok(false), "whoever saw an older revision");
}

pub async fn what_is_counted_adds_up_by_week_and_scheme(ledger: &(impl SchemeMetrics + SchemeStore)) {
    let (week, code) = (format!("2026-W{}", draw()), "ladli-behna".to_owned());
    assert_eq!(ledger.counts(&week).await, Ok(vec![]));
    let asked = SchemeMetric::Asked(coded(&code));
    let all = [&asked, &asked, &SchemeMetric::HeardOut(coded(&code)), &SchemeMetric::Complained(coded(&code))];
    for metric in all.into_iter().chain([&SchemeMetric::Questioned("#women".to_owned())]) {
        ledger.count(&week, metric).await.unwrap();
    }
    let scheme = Counts { of: code, asked: 2, heard_out: 1, complained: 1, questioned: 0 };
    let questions = Counts { of: "#women".to_owned(), questioned: 1, ..Counts::default() };
    assert_eq!(ledger.counts(&week).await, Ok(vec![questions, scheme]));
}

pub async fn the_first_key_is_the_schemes_that_was_put_there_last(ledger: &impl SchemeStore) {
    for code in ["one", "two"] {
        let featured = FeaturedScheme { code: coded(code), until: "2026-12-24T12:30:00Z".parse().unwrap() };
        ledger.feature(&featured).await.unwrap();
        assert_eq!(ledger.featured().await, Ok(Some(featured)));
    }
}
