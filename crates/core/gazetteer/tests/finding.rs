//! Places found in a text, and texts in which none is found.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use proptest::prelude::*;
use support::{PLACES, places};

/// Returns the district, and the place in it that the text names.
fn found(text: &str) -> String {
    places().find(text).map_or("nothing".to_owned(), |found| format!("{}: {}", found.district, found.name))
}

#[test]
fn a_place_is_known_in_either_script_and_any_common_spelling() {
    for text in ["सीहोर में", "सिहोर में", "in Sehore", "sihor me", "seehor main"] {
        assert_eq!(found(text), "sehore: सीहोर", "{text}");
    }
    for text in ["होशंगाबाद से", "hosangabad", "Narmadapuram", "नर्मदा पुरम में"]
    {
        assert_eq!(found(text), "narmadapuram: नर्मदापुरम", "{text}");
    }
    assert_eq!(found("बडवानी में"), found("बरवानी में"));
}

#[test]
fn the_finest_place_is_named_and_the_words_that_say_so() {
    let found = places().find("ज़िला सीहोर, तहसील आष्टा से बोल रहा हूँ").unwrap();
    assert_eq!((found.district.as_str(), found.name.as_str()), ("sehore", "आष्टा"));
    assert_eq!(found.reasons, ["ज़िला सीहोर", "तहसील आष्टा"]);
    assert!(found.told && found.also.is_empty());
}

#[test]
fn a_district_that_is_called_one_beats_those_only_named() {
    let found = places().find("इंदौर में सुनवाई नहीं हुई, उज्जैन में भी नहीं, सीहोर ज़िले का हूँ").unwrap();
    assert_eq!(found.district.as_str(), "sehore");
    let also: Vec<&str> = found.also.iter().map(|district| district.as_str()).collect();
    assert_eq!(also, ["indore", "ujjain"]);
}

#[test]
fn a_tehsil_that_is_called_one_beats_those_only_named() {
    assert_eq!(found("इंदौर में काम मिला, तहसील आष्टा में ज़मीन है"), "sehore: आष्टा");
    assert_eq!(found("इंदौर, आष्टा"), "nothing");
}

#[test]
fn the_word_district_belongs_to_the_name_that_it_is_said_of() {
    assert_eq!(found("भोपाल ज़िला सीहोर"), "sehore: सीहोर");
    assert_eq!(found("भोपाल, ज़िला सीहोर"), "sehore: सीहोर");
    assert_eq!(found("सीहोर ज़िले भोपाल"), "sehore: सीहोर");
}

#[test]
fn two_districts_alike_are_not_guessed_between() {
    assert_eq!(found("भोपाल, इंदौर"), "nothing");
    assert_eq!(found("ज़िला भोपाल, ज़िला इंदौर"), "nothing");
}

#[test]
fn a_name_in_several_districts_needs_its_district() {
    assert_eq!(found("सोहागपुर तहसील में"), "nothing");
    assert_eq!(found("सोहागपुर तहसील, शहडोल"), "shahdol: सोहागपुर");
    assert_eq!(found("सोहागपुर, नर्मदापुरम"), "narmadapuram: सोहागपुर");
    assert_eq!(found("तहसील सोहागपुर, भोपाल"), "nothing");
    assert_eq!(found("देवरी, सागर"), "sagar: देवरी");
}

#[test]
fn a_common_word_needs_a_word_that_makes_a_place_of_it() {
    for text in ["धार", "पानी की धार तेज़ है", "सागर ने मारा", "सागर से बात की", "अमला", "दो गुना पैसे"]
    {
        assert_eq!(found(text), "nothing", "{text}");
    }
    for text in ["धार में", "ज़िला धार", "धार शहर", "धार से बोल रहा हूँ", "धार के गाँव में"]
    {
        assert_eq!(found(text), "dhar: धार", "{text}");
    }
}

#[test]
fn a_strict_name_counts_as_a_tehsil_or_with_its_district() {
    assert_eq!(found("राजपुर में"), "nothing");
    assert_eq!(found("राजपुर तहसील में"), "barwani: राजपुर");
    assert_eq!(found("बड़वानी के राजपुर में"), "barwani: राजपुर");
    assert_eq!(found("मंडला में निवास करता हूँ"), "mandla: मंडला");
    assert_eq!(found("अगर में न बोलूँ"), "nothing");
}

#[test]
fn who_is_called_like_a_place_is_not_one() {
    for text in ["विदिशा बाई", "मेरा नाम विदिशा है", "भोपाल सिंह ने", "my name is Vidisha", "Guna Ram is missing"]
    {
        assert_eq!(found(text), "nothing", "{text}");
    }
}

#[test]
fn where_somebody_goes_or_complained_is_not_where_they_live() {
    for text in ["भोपाल तक लिखा", "इंदौर रोड पर", "इंदौर भोपाल रोड पर", "सागर संभाग में", "ग्राम आष्टा में", "went to Bhopal"]
    {
        assert_eq!(found(text), "nothing", "{text}");
    }
    assert_eq!(found("भोपाल तक लिखा, सीहोर में कोई नहीं सुनता"), "sehore: सीहोर");
}

#[test]
fn the_longest_name_counts() {
    assert_eq!(found("सिवनी मालवा में"), "narmadapuram: सिवनी मालवा");
    assert_eq!(found("सिवनी में"), "seoni: सिवनी");
    assert_eq!(found("रामपुर नैकिन में"), "sidhi: रामपुर नैकिन");
}

/// Returns every name of the file, with its district.
fn names() -> Vec<(String, String, String)> {
    let file: toml::Table = toml::from_str(PLACES).unwrap();
    let text = |table: &toml::Value, key: &str| table[key].as_str().unwrap().to_owned();
    let mut names = Vec::new();
    for district in file["districts"].as_array().unwrap() {
        let (code, of) = (text(district, "code"), text(district, "name"));
        names.push((code.clone(), of.clone(), of.clone()));
        let inside = ["tehsils", "towns"].iter().filter_map(|key| district.get(key)?.as_array()).flatten();
        for place in inside {
            names.push((code.clone(), of.clone(), text(place, "name")));
            names.push((code.clone(), of.clone(), text(place, "english")));
        }
    }
    names
}

#[test]
fn every_tehsil_is_found_with_its_district_and_that_has_no_other() {
    let names = names();
    assert!(names.len() > 900);
    for (code, district, name) in names {
        let text = format!("ज़िला {district} तहसील {name} से बोल रहा हूँ");
        let found = places().find(&text).unwrap();
        assert_eq!(found.district.as_str(), code, "{text}");
        assert!(found.also.is_empty(), "{text} {found:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_answered_and_always_alike(text in "\\PC{0,80}") {
        prop_assert_eq!(places().find(&text), places().find(&text));
    }

    #[test]
    fn words_of_places_in_any_order_are_answered(
        words in proptest::collection::vec(
            prop::sample::select(vec!["सागर", "ज़िला", "ज़िले", "तहसील", "सोहागपुर", "से", "में", "बोल", "रहा", ",", "भोपाल", "सिंह", "धार"]),
            0..12,
        )
    ) {
        if let Some(found) = places().find(&words.join(" ")) {
            prop_assert!(!found.reasons.is_empty());
            prop_assert!(!found.also.contains(&found.district));
        }
    }
}
