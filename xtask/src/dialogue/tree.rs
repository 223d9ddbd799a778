//! The conversation as a tree of text.

use dialogue::Place;
use std::fmt::Write as _;

/// Every place under the one that leads to it first, with the prompts that the caller hears there.
pub(super) fn text(places: &[Place]) -> String {
    let mut tree = Tree { places, told: Vec::new(), text: String::new() };
    for place in places {
        if !tree.told.contains(&place.id.as_str()) {
            tree.tell(place, "", 0);
        }
    }
    tree.text
}

struct Tree<'a> {
    places: &'a [Place],
    told: Vec<&'a str>,
    text: String,
}

impl<'a> Tree<'a> {
    fn tell(&mut self, place: &'a Place, by: &str, depth: usize) {
        self.told.push(&place.id);
        let by = if by.is_empty() { String::new() } else { format!("{by} → ") };
        self.line(depth, &format!("{by}{} ({})", place.id, place.kind));
        for said in &place.says {
            self.line(depth + 1, &format!("“{said}”"));
        }
        for way in &place.ways {
            let next = self.places.iter().find(|next| way.on_the_map && next.id == way.to);
            match next {
                Some(next) if !self.told.contains(&next.id.as_str()) => self.tell(next, &way.by, depth + 1),
                _ => self.line(depth + 1, &format!("{} → {}", way.by, way.to)),
            }
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{:indent$}{text}", "", indent = 2 * depth);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_tree_begins_with_the_greeting_and_has_every_place_once() {
        for language in ["hi", "en"] {
            let places = crate::dialogue::places(language).unwrap();
            let text = super::text(&places);
            assert!(text.starts_with("who_calls (fork)\n"), "{text}");
            for place in &places {
                let heading = format!("{} ({})", place.id, place.kind);
                let headings = text.lines().filter(|line| line.trim().rsplit("→ ").next() == Some(&heading));
                assert_eq!(headings.count(), 1, "{heading}");
            }
        }
    }

    #[test]
    fn a_language_that_is_not_spoken_is_refused_with_those_that_are() {
        let said = crate::dialogue::places("ta").unwrap_err().to_string();
        assert_eq!(said, "the helpline does not speak `ta`; it speaks hi, en, bns");
    }
}
