//! The requests to Amazon Connect and the reading of its answers, tested against a server with given answers.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aws_config::{BehaviorVersion, Region};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use connect_contacts::{ConnectContacts, ContactsFunction};
use helpline::ports::{Contacts as _, ObjectLocation, Owner, Recorded, Unavailable};
use lifecycle::ContactId;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

const INSTANCE: &str = "11111111-2222-3333-4444-555555555555";
const NAMED: &str = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
const BEFORE: &str = "99999999-8888-7777-6666-555555555555";
const KEY: &str = "recordings/ivr/2026/11/26/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee_20261126T06:30_UTC.wav";

/// Asks a server that gives these answers in order. Returns the outcome and the request lines.
async fn asked(answers: Vec<(u16, String)>) -> (Result<Owner, Unavailable>, Vec<String>) {
    asked_of(INSTANCE, answers).await
}

async fn asked_of(instance: &str, answers: Vec<(u16, String)>) -> (Result<Owner, Unavailable>, Vec<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || answers.iter().map(|answer| serve(&listener, answer)).collect());
    let credentials = Credentials::new("key", "secret", None, None, "test");
    let config = aws_kit::aws_config()
        .await
        .into_builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint)
        .region(Region::new("ap-southeast-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .build();
    let contacts = ConnectContacts::new(config, instance.to_owned());
    let place = ObjectLocation { bucket: "calls".to_owned(), key: KEY.to_owned() };
    let found = contacts.recorded(&place, &ContactId::new(NAMED).unwrap()).await;
    (found, server.join().unwrap())
}

fn serve(listener: &TcpListener, (status, body): &(u16, String)) -> String {
    let (mut stream, _) = listener.accept().unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut request = String::new();
    reader.read_line(&mut request).unwrap();
    let (mut line, mut signed) = ("-".to_owned(), false);
    while !line.trim_end().is_empty() {
        line.clear();
        reader.read_line(&mut line).unwrap();
        let line = line.to_lowercase();
        signed |= line.starts_with("authorization: aws4-hmac-sha256 credential=key/")
            && line.contains("/ap-southeast-1/connect/aws4_request, signedheaders=host;x-amz-date, signature=");
    }
    assert!(signed, "{request}");
    let kind = if *status == 404 { "x-amzn-errortype: ResourceNotFoundException\r\n" } else { "" };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status} X\r\n{kind}content-type: application/json\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n{body}"
    )
    .unwrap();
    request.trim_end().trim_end_matches(" HTTP/1.1").to_owned()
}

fn contact(id: &str, initial: &str, location: &str) -> (u16, String) {
    let recording = format!(r#"{{"Location": "{location}", "ParticipantType": "IVR", "StartTimestamp": 1795674600}}"#);
    (200, format!(r#"{{"Contact": {{"Id": "{id}", "InitialContactId": "{initial}", "Recordings": [{recording}]}}}}"#))
}

fn recorded(id: &str) -> Result<Owner, Unavailable> {
    let began_at = jiff::Timestamp::from_second(1_795_674_600).ok();
    Ok(Owner::Call(Recorded { contact: ContactId::new(id).unwrap(), began_at }))
}

#[tokio::test]
async fn a_contact_that_says_where_its_recording_lies_is_found_however_the_colon_is_written() {
    for location in [format!("calls/{KEY}"), format!("s3://calls/{KEY}"), format!("calls/{}", KEY.replace(':', "%3A"))]
    {
        let (found, asked) = asked(vec![contact(NAMED, "", &location)]).await;
        assert_eq!(found, recorded(NAMED), "{location}");
        assert_eq!(asked, [format!("GET /contacts/{INSTANCE}/{NAMED}")]);
    }
}

#[tokio::test]
async fn the_contact_that_it_came_from_is_asked_too() {
    let answers = vec![contact(NAMED, BEFORE, "calls/another.wav"), contact(BEFORE, BEFORE, &format!("calls/{KEY}"))];
    let (found, asked) = asked(answers).await;
    assert_eq!(found, recorded(BEFORE));
    assert_eq!(asked.len(), 2);
}

#[tokio::test]
async fn a_recording_of_which_no_contact_knows_is_nobodys() {
    let (found, _) = asked(vec![(404, r#"{"Message": "no such contact"}"#.to_owned())]).await;
    assert_eq!(found, Ok(Owner::Nobody));
    let (found, _) = asked(vec![contact(NAMED, NAMED, "another-bucket/another.wav")]).await;
    assert_eq!(found, Ok(Owner::Nobody));
}

#[tokio::test]
async fn a_contact_that_does_not_name_its_recordings_yet_is_told_from_one_that_names_others() {
    let ended = format!(r#"{{"Contact": {{"Id": "{NAMED}", "CustomerEndpoint": {{"Address": "+919425012345"}}}}}}"#);
    let (found, _) = asked(vec![(200, ended)]).await;
    assert_eq!(found, Ok(Owner::NotSaid));
}

/// The function `contacts`, as AWS Lambda invokes it.
async fn function_answers(head: &str, body: &str) -> (Result<Owner, Unavailable>, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let answer = format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let (mut request, mut line, mut length) = (String::new(), "-".to_owned(), 0);
        while !line.trim_end().is_empty() {
            line.clear();
            reader.read_line(&mut line).unwrap();
            length = line.to_lowercase().strip_prefix("content-length: ").map_or(length, |n| n.trim().parse().unwrap());
            request.push_str(&line);
        }
        let mut asked = vec![0; length];
        reader.read_exact(&mut asked).unwrap();
        stream.write_all(answer.as_bytes()).unwrap();
        request + &String::from_utf8(asked).unwrap()
    });
    let credentials = Credentials::new("key", "secret", None, None, "test");
    let config = aws_kit::patient_config()
        .await
        .into_builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint)
        .region(Region::new("ap-south-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .build();
    let arn = "arn:aws:lambda:ap-south-1:111122223333:function:contacts:live";
    let place = ObjectLocation { bucket: "calls".to_owned(), key: KEY.to_owned() };
    let named = ContactId::new(NAMED).unwrap();
    let found = ContactsFunction::new(config, arn.to_owned()).recorded(&place, &named).await;
    (found, server.join().unwrap())
}

#[tokio::test]
async fn the_function_contacts_is_asked_with_a_signature_and_its_answer_is_read() {
    let began = "2026-11-26T06:30:00Z";
    let body = format!(r#"{{"owner": "contact", "contact": "{NAMED}", "began_at": "{began}"}}"#);
    let (found, asked) = function_answers("200 OK", &body).await;
    assert_eq!(found, recorded(NAMED));
    assert!(asked.starts_with("POST /2015-03-31/functions/arn%3Aaws%3Alambda%3A"), "{asked}");
    assert!(asked.contains("/ap-south-1/lambda/aws4_request"), "{asked}");
    assert!(asked.ends_with(&format!(r#"{{"bucket":"calls","key":"{KEY}","named":"{NAMED}"}}"#)), "{asked}");
    for (head, body) in [
        ("200 OK\r\nx-amz-function-error: Unhandled", r#"{"errorType": "ContactUnknown"}"#),
        ("403 Forbidden", r#"{"__type": "AccessDeniedException"}"#),
        ("200 OK", r#"{"owner": "contact", "contact": "c", "began_at": null, "address": "+919425012345"}"#),
    ] {
        let Err(Unavailable(why)) = function_answers(head, body).await.0 else { panic!("{head} {body}") };
        assert!(why.starts_with("lambda ") && !why.contains("9425012345"), "{why}");
    }
}

#[tokio::test]
async fn an_instance_may_be_named_by_its_arn() {
    let arn = format!("arn:aws:connect:ap-southeast-1:111122223333:instance/{INSTANCE}");
    let (found, asked) = asked_of(&arn, vec![contact(NAMED, "", &format!("calls/{KEY}"))]).await;
    assert_eq!(found, recorded(NAMED));
    let arn = arn.replace(':', "%3A").replace('/', "%2F");
    assert_eq!(asked, [format!("GET /contacts/{arn}/{NAMED}")]);
}

#[tokio::test]
async fn a_service_that_is_out_of_order_for_a_moment_is_asked_again() {
    let answers = vec![(503, String::new()), contact(NAMED, "", &format!("calls/{KEY}"))];
    assert_eq!(asked(answers).await.0, recorded(NAMED));
}

#[tokio::test]
async fn a_refusal_is_told_by_its_code_and_no_answer_is_none() {
    let (found, _) = asked(vec![(400, r#"{"__type": "InvalidParameterException"}"#.to_owned())]).await;
    assert!(found.is_err_and(|Unavailable(why)| why.starts_with("connect ")));
}
