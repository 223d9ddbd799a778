//! The roots that every call to AWS trusts.

use x509_parser::pem::Pem;

const ROOTS: &[u8] = include_bytes!("../amazon-roots.pem");

/// The first root ends in 2037. Two years before that, a release must bring the new roots.
const YEARS_AHEAD: i64 = 2;

#[test]
fn all_roots_of_amazon_trust_services_are_there_and_none_ends_soon() {
    let now = aws_kit::clock::now().as_second();
    let mut names = Vec::new();
    for pem in Pem::iter_from_buffer(ROOTS) {
        let pem = pem.unwrap();
        let root = pem.parse_x509().unwrap();
        let name = root.subject().iter_common_name().next().unwrap().as_str().unwrap().to_owned();
        let ends = root.validity().not_after.timestamp();
        assert!(ends > now + YEARS_AHEAD * 366 * 24 * 3600, "{name} ends soon: bring the new roots");
        names.push(name);
    }
    names.sort();
    let amazon = ["Amazon Root CA 1", "Amazon Root CA 2", "Amazon Root CA 3", "Amazon Root CA 4"];
    assert_eq!(names[..4], amazon);
    assert_eq!(names[4], "Starfield Services Root Certificate Authority - G2");
}
