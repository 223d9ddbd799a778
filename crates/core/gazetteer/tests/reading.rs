//! The rules for the file of places, and the errors for mistakes in it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use directory::Source;
use gazetteer::Places;

const PLACES: &str = include_str!("../../../../directory/places.toml");

fn read(text: &str) -> Result<Places, directory::DataError> {
    Places::read(Source { file: "places.toml", text })
}

#[test]
fn the_state_has_its_districts_and_tehsils() {
    let places = read(PLACES).unwrap();
    let size = places.size();
    assert_eq!(size.districts, 55);
    assert!(size.tehsils >= 370);
    for code in ["sehore", "narmadapuram", "mauganj", "pandhurna", "maihar", "niwari", "agar-malwa"] {
        assert!(places.districts().iter().any(|district| district.as_str() == code), "{code}");
    }
}

/// Returns the error for the places after one change.
fn refused(from: &str, to: &str) -> String {
    assert!(PLACES.contains(from), "{from}");
    let text = PLACES.replacen(from, to, 1);
    let line = PLACES.lines().position(|l| l.contains(from)).unwrap() + 1;
    let error = read(&text).unwrap_err();
    assert_eq!((error.file.as_str(), error.line), ("places.toml", line), "{error}");
    format!("{}; {}", error.what, error.help)
}

#[test]
fn a_name_in_two_districts_without_being_called_shared_is_refused_with_its_line() {
    assert_eq!(
        refused("{ name = \"इछावर\"", "{ name = \"उदयपुरा\""),
        "`उदयपुरा` of `sehore` is also said of `उदयपुरा` in `raisen`; write `shared = true` at both, so that it counts \
         only with its district"
    );
    // A clash is found in any spelling.
    let said = refused("spellings = [\"ichawar\"]", "spellings = [\"oodaipura\"]");
    assert!(said.starts_with("`oodaipura` of `sehore` is also said of"), "{said}");
}

#[test]
fn a_name_twice_in_its_district_is_refused() {
    let said = refused("{ name = \"इछावर\"", "{ name = \"आष्टा\"");
    assert_eq!(said, "`आष्टा` stands twice in `sehore`, for `आष्टा` too; write a name once in its district");
}

#[test]
fn a_name_that_is_called_shared_without_need_is_refused() {
    let said = refused("english = \"Ashta\",", "english = \"Ashta\", shared = true,");
    assert_eq!(said, "`आष्टा` is called shared, but no other district has it; leave out `shared`");
}

#[test]
fn an_empty_name_an_unknown_key_and_a_district_that_is_no_code_are_refused() {
    assert_eq!(
        refused("english = \"Ichhawar\"", "english = \"-\""),
        "`-` holds no word; write the name as people say it"
    );
    let said = refused("english = \"Ichhawar\"", "englisch = \"Ichhawar\"");
    assert!(said.starts_with("unknown field `englisch`"), "{said}");
    let said = refused("code = \"sehore\"", "code = \"Sehore\"");
    assert!(said.starts_with("`Sehore` is no district: 1 to 40 of a-z, 0-9 and dash"), "{said}");
    assert!(refused("code = \"sehore\"", "code = \"unknown\"").starts_with("`unknown` is no district"));
}

#[test]
fn a_district_twice_and_a_pattern_without_a_word_are_refused() {
    let twice = PLACES.replacen("code = \"sehore\"", "code = \"dhar\"", 1);
    assert_eq!(read(&twice).unwrap_err().what, "`dhar` is there twice");
    assert!(refused("\"calling from\"", "\" .. \"").starts_with("` .. ` holds no word"));
}
