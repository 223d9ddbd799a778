//! The conversation as a picture: places in columns, as many ways from the greeting as they are far from it.

use dialogue::Place;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const WIDTH: usize = 300;
const BETWEEN_COLUMNS: usize = 170;
const BETWEEN_ROWS: usize = 24;
const MARGIN: usize = 30;
const LINE: usize = 17;
/// Characters of a line of a box.
const WRAP: usize = 40;

struct Box_<'a> {
    place: &'a Place,
    lines: Vec<String>,
    x: usize,
    y: usize,
}

impl Box_<'_> {
    fn height(&self) -> usize {
        // As high as the names of its ways need, which stand at its side.
        (self.lines.len() + 1).max(self.place.ways.len()) * LINE + 14
    }
}

/// The picture as SVG.
pub(crate) fn svg(places: &[Place]) -> String {
    let boxes = boxes(places);
    let width = boxes.iter().map(|b| b.x + WIDTH).max().unwrap_or(0) + BETWEEN_COLUMNS;
    let height = boxes.iter().map(|b| b.y + b.height()).max().unwrap_or(0) + MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"'Noto Sans Devanagari', 'Noto Sans', sans-serif\" \
         font-size=\"13\">\n<title>The conversation of the helpline</title>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    // Writing to a string cannot fail.
    for from in &boxes {
        for (index, way) in from.place.ways.iter().enumerate() {
            if let Some(to) = boxes.iter().find(|to| way.on_the_map && to.place.id == way.to) {
                let _ = writeln!(svg, "{}", line(from, index, to, &way.by));
            }
        }
    }
    for shown in &boxes {
        let _ = write!(svg, "{}", drawn(shown));
    }
    svg.push_str("</svg>\n");
    svg
}

/// Each place in the column of its distance from the first.
fn boxes(places: &[Place]) -> Vec<Box_<'_>> {
    let mut far: BTreeMap<&str, usize> = BTreeMap::new();
    let mut open: Vec<(&str, usize)> = places.first().map(|first| (first.id.as_str(), 0)).into_iter().collect();
    while !open.is_empty() {
        let mut next = Vec::new();
        for (id, column) in open {
            if far.contains_key(id) {
                continue;
            }
            far.insert(id, column);
            let ways = places.iter().filter(|place| place.id == id).flat_map(|place| &place.ways);
            next.extend(ways.filter(|way| way.on_the_map).map(|way| (way.to.as_str(), column + 1)));
        }
        open = next;
    }
    let mut down: BTreeMap<usize, usize> = BTreeMap::new();
    let boxes = places.iter().map(|place| {
        // A place that only a failure leads to stands below the beginning.
        let column = far.get(place.id.as_str()).copied().unwrap_or(0);
        let y = down.entry(column).or_insert(MARGIN);
        let shown = Box_ { place, lines: lines(place), x: MARGIN + column * (WIDTH + BETWEEN_COLUMNS), y: *y };
        *y += shown.height() + BETWEEN_ROWS;
        shown
    });
    boxes.collect()
}

/// The lines of a box: the prompts, then the ways that leave the map.
fn lines(place: &Place) -> Vec<String> {
    let mut lines: Vec<String> = place.says.iter().flat_map(|said| wrapped(said)).collect();
    let away = place.ways.iter().filter(|way| !way.on_the_map);
    lines.extend(away.flat_map(|way| wrapped(&format!("{} → {}", way.by, way.to))));
    lines
}

fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let full =
            lines.last().is_some_and(|line| !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WRAP);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

fn drawn(shown: &Box_<'_>) -> String {
    let (fill, stroke) = match shown.place.kind {
        "note" => ("#fdecea", "#b3261e"),
        "person" => ("#e8f0fe", "#1a56b0"),
        "end" => ("#eeeeee", "#555555"),
        "sort" => ("#e9f5ea", "#2e7d32"),
        _ => ("#fffbe6", "#8a6d00"),
    };
    let (x, y, height) = (shown.x, shown.y, shown.height());
    let mut svg = format!(
        "<g><rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{height}\" rx=\"8\" fill=\"{fill}\" stroke=\"{stroke}\"/>\n\
         <text x=\"{}\" y=\"{}\" font-weight=\"bold\">{}</text>\n",
        x + 10,
        y + LINE + 2,
        escaped(&format!("{} ({})", shown.place.id, shown.place.kind)),
    );
    for (number, text) in (2..).zip(&shown.lines) {
        let _ = writeln!(svg, "<text x=\"{}\" y=\"{}\">{}</text>", x + 10, y + number * LINE + 2, escaped(text));
    }
    svg.push_str("</g>\n");
    svg
}

/// A way, with its key where it leaves; one that leads back is dashed.
fn line(from: &Box_<'_>, index: usize, to: &Box_<'_>, by: &str) -> String {
    let (x1, y1) = (from.x + WIDTH, from.y + 22 + index * LINE);
    let y2 = to.y + 16;
    let back = to.x <= from.x;
    let (x2, reach, dash) = match back {
        true => (to.x + WIDTH, BETWEEN_COLUMNS / 2 + (from.x - to.x) / 8, " stroke-dasharray=\"5 4\""),
        false => (to.x, BETWEEN_COLUMNS / 2, ""),
    };
    let bend = if back { x2 + reach } else { x2.saturating_sub(reach) };
    format!(
        "<path d=\"M{x1} {y1} C{} {y1} {bend} {y2} {x2} {y2}\" fill=\"none\" stroke=\"#888\"{dash}/>\
         <circle cx=\"{x2}\" cy=\"{y2}\" r=\"3\" fill=\"#888\"/>\
         <text x=\"{}\" y=\"{}\" fill=\"#333\" font-size=\"11\">{}</text>",
        x1 + reach,
        x1 + 4,
        y1 - 3,
        escaped(by),
    )
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_drawn_once_and_no_two_of_a_column_overlap() {
        let places = crate::dialogue::places("hi").unwrap();
        let boxes = boxes(&places);
        let picture = svg(&places);
        for place in &places {
            assert_eq!(picture.matches(&format!(">{} ({})<", place.id, place.kind)).count(), 1, "{}", place.id);
        }
        for (index, one) in boxes.iter().enumerate() {
            for other in boxes.iter().skip(index + 1).filter(|other| other.x == one.x) {
                assert!(one.y + one.height() <= other.y, "{} and {}", one.place.id, other.place.id);
            }
        }
    }

    #[test]
    fn what_is_said_cannot_break_the_picture() {
        assert_eq!(escaped("a < b & \"c\""), "a &lt; b &amp; &quot;c&quot;");
    }
}
