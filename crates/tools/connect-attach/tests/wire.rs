//! Tests of the requests on the wire and the reading of answers, against a server with given answers.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aws_sdk_connect::config::{BehaviorVersion, Credentials, Region, SharedCredentialsProvider};
use connect_attach::{AmazonConnect, Change, Done, Failure, Ids, attach};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

const INSTANCE: &str = "11111111-2222-3333-4444-555555555555";
const NUMBER: &str = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
const FLOW: &str = "99999999-8888-7777-6666-555555555555";

struct Answer {
    status: u16,
    error: &'static str,
    body: String,
}

fn ok(body: String) -> Answer {
    Answer { status: 200, error: "", body }
}

/// Runs `attach` against these answers, in order; returns its result and each request's line and body.
async fn attach_to(answers: Vec<Answer>) -> (Result<Done, Failure>, Vec<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || answers.into_iter().map(|answer| serve(&listener, &answer)).collect());

    let credentials = Credentials::new("key", "secret", None, None, "test");
    let config = aws_kit::aws_config()
        .await
        .into_builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint)
        .region(Region::new("ap-southeast-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .build();
    let ids = Ids::parse(INSTANCE, NUMBER, FLOW).unwrap();
    let done = attach(&AmazonConnect::new(&config, &ids), &ids).await;
    (done, server.join().unwrap())
}

fn serve(listener: &TcpListener, answer: &Answer) -> String {
    let (mut stream, _) = listener.accept().unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut request = String::new();
    reader.read_line(&mut request).unwrap();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim_end().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let Answer { status, error, body: answer } = answer;
    let kind = if error.is_empty() { String::new() } else { format!("x-amzn-errortype: {error}\r\n") };
    let length = answer.len();
    write!(
        stream,
        "HTTP/1.1 {status} X\r\n{kind}content-type: application/json\r\ncontent-length: {length}\r\n\
         connection: close\r\n\r\n{answer}"
    )
    .unwrap();
    format!("{} {}", request.trim_end().trim_end_matches(" HTTP/1.1"), String::from_utf8(body).unwrap())
        .trim_end()
        .to_owned()
}

fn described(instance: &str) -> Answer {
    ok(format!(
        r#"{{"ClaimedPhoneNumberSummary": {{"PhoneNumber": "+6531234567", "InstanceId": "{instance}",
            "PhoneNumberStatus": {{"Status": "CLAIMED"}}}}}}"#
    ))
}

fn ties(flow: &str, next: &str) -> Answer {
    ok(format!(
        r#"{{"FlowAssociationSummaryList": [{{"ResourceType": "VOICE_PHONE_NUMBER",
            "ResourceId": "arn:aws:connect:ap-southeast-1:123456789012:phone-number/{NUMBER}",
            "FlowId": "arn:aws:connect:ap-southeast-1:123456789012:instance/{INSTANCE}/contact-flow/{flow}"}}]{next}}}"#
    ))
}

#[tokio::test]
async fn an_untied_number_is_sought_on_every_page_and_tied() {
    let none = |next: &str| ok(format!(r#"{{"FlowAssociationSummaryList": []{next}}}"#));
    let (done, asked) =
        attach_to(vec![described(INSTANCE), none(r#", "NextToken": "more""#), none(""), ok("{}".into())]).await;
    assert_eq!(done.unwrap().change, Change::First);
    assert_eq!(
        asked,
        [
            format!("GET /phone-number/{NUMBER}"),
            format!("GET /flow-associations-summary/{INSTANCE}?ResourceType=VOICE_PHONE_NUMBER"),
            format!("GET /flow-associations-summary/{INSTANCE}?ResourceType=VOICE_PHONE_NUMBER&nextToken=more"),
            format!(
                r#"PUT /phone-number/{NUMBER}/contact-flow {{"ContactFlowId":"{FLOW}","InstanceId":"{INSTANCE}"}}"#
            ),
        ]
    );
}

#[tokio::test]
async fn a_tied_number_is_recognised_by_its_arn() {
    let (done, asked) = attach_to(vec![described(INSTANCE), ties(FLOW, "")]).await;
    assert_eq!(done.unwrap().change, Change::None);
    assert_eq!(asked.len(), 2);
}

#[tokio::test]
async fn the_services_code_and_words_reach_the_operator() {
    let refused = Answer {
        status: 404,
        error: "ResourceNotFoundException",
        body: r#"{"Message": "Contact flow not found"}"#.into(),
    };
    let (done, _) = attach_to(vec![described(INSTANCE), ties("other", ""), refused]).await;
    assert_eq!(
        done.unwrap_err().to_string(),
        "could not tie the number to the flow: ResourceNotFoundException: Contact flow not found"
    );
}
