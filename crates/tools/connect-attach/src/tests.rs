//! Tests of the outcomes that an operator sees.

use super::*;
use std::cell::RefCell;

const INSTANCE: &str = "11111111-2222-3333-4444-555555555555";
const NUMBER: &str = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
const FLOW: &str = "99999999-8888-7777-6666-555555555555";
const OLD_FLOW: &str = "00000000-8888-7777-6666-555555555555";

/// A telephone that gives fixed answers and records the requests.
struct Fake {
    number: Result<Number, Refusal>,
    flow_now: Result<Option<String>, Refusal>,
    tie: Result<(), Refusal>,
    asked: RefCell<Vec<&'static str>>,
}

impl Telephone for Fake {
    async fn describe(&self, _: &Ids) -> Result<Number, Refusal> {
        self.asked.borrow_mut().push("describe");
        self.number.clone()
    }
    async fn flow_now(&self, _: &Ids) -> Result<Option<String>, Refusal> {
        self.asked.borrow_mut().push("flow now");
        self.flow_now.clone()
    }
    async fn tie(&self, _: &Ids) -> Result<(), Refusal> {
        self.asked.borrow_mut().push("tie");
        self.tie.clone()
    }
}

fn fake() -> Fake {
    let number = Number { dialled: "+6531234567".into(), instance: Some(INSTANCE.into()), state: NumberState::Claimed };
    Fake { number: Ok(number), flow_now: Ok(None), tie: Ok(()), asked: RefCell::default() }
}

fn refused(code: &str) -> Refusal {
    Refusal { code: Some(code.into()), said: String::new() }
}

fn ids() -> Ids {
    Ids::parse(INSTANCE, NUMBER, FLOW).unwrap()
}

/// Runs `attach`; returns the text at the end and the requests on the way.
async fn run(fake: Fake) -> (String, Vec<&'static str>) {
    let said = match attach(&fake, &ids()).await {
        Ok(done) => done.to_string(),
        Err(failure) => format!("{failure} / {}", failure.help()),
    };
    (said, fake.asked.into_inner())
}

#[tokio::test]
async fn a_number_without_a_flow_is_tied() {
    let (said, asked) = run(fake()).await;
    assert_eq!(said, "+6531234567 is tied to the flow; no flow answered it before");
    assert_eq!(asked, ["describe", "flow now", "tie"]);
}

#[tokio::test]
async fn a_second_run_writes_nothing() {
    let (said, asked) = run(Fake { flow_now: Ok(Some(FLOW.into())), ..fake() }).await;
    assert_eq!(said, "+6531234567 was tied to the flow already; nothing changed");
    assert_eq!(asked, ["describe", "flow now"]);
}

#[tokio::test]
async fn the_flow_that_answered_before_is_named_so_that_one_can_go_back() {
    let (said, _) = run(Fake { flow_now: Ok(Some(OLD_FLOW.into())), ..fake() }).await;
    assert_eq!(said, format!("+6531234567 is tied to the flow; before, the flow {OLD_FLOW} answered it"));
}

#[tokio::test]
async fn whoever_may_not_read_the_ties_still_ties_and_is_told_so() {
    let (said, asked) = run(Fake { flow_now: Err(refused("AccessDeniedException")), ..fake() }).await;
    assert_eq!(
        said,
        "+6531234567 is tied to the flow; what answered it before could not be read (AccessDeniedException)"
    );
    assert_eq!(asked, ["describe", "flow now", "tie"]);
}

#[tokio::test]
async fn a_number_of_another_instance_or_not_yet_claimed_is_left_alone() {
    let with = |instance: Option<&str>, state| {
        let number = Number { dialled: "+6531234567".into(), instance: instance.map(Into::into), state };
        run(Fake { number: Ok(number), ..fake() })
    };
    let (said, asked) = with(Some("other"), NumberState::Claimed).await;
    assert!(
        said.starts_with(&format!("the number +6531234567 belongs to the instance `other`, not to `{INSTANCE}` / "))
    );
    assert_eq!(asked, ["describe"]);
    let (said, asked) = with(Some(INSTANCE), NumberState::InProgress).await;
    assert!(said.starts_with("the number +6531234567 is still being claimed / wait"), "{said}");
    assert_eq!(asked, ["describe"]);
    let (said, asked) = with(Some(INSTANCE), NumberState::Failed("no stock".into())).await;
    assert!(said.starts_with("the claim of the number +6531234567 failed: no stock / claim another"), "{said}");
    assert_eq!(asked, ["describe"]);
    // A traffic distribution group holds numbers for several instances.
    let (_, asked) = with(None, NumberState::Claimed).await;
    assert_eq!(asked, ["describe", "flow now", "tie"]);
}

#[tokio::test]
async fn each_refusal_has_its_remedy() {
    for (code, describing, tying) in [
        ("ResourceNotFoundException", "no such number in this account and Region", "no such instance, or no such flow"),
        ("AccessDeniedException", "connect:DescribePhoneNumber", "connect:AssociatePhoneNumberContactFlow"),
        ("InvalidParameterException", "the number's id is not one", "instance, number and flow must belong together"),
        ("InvalidRequestException", "the number's id is not one", "instance, number and flow must belong together"),
        ("ThrottlingException", "wait a minute and run this again", "wait a minute and run this again"),
        ("InternalServiceException", "nothing changed", "it may or may not be tied now"),
        ("ExpiredTokenException", "renew the credentials", "renew the credentials"),
        ("SomethingNew", "Common Errors", "Common Errors"),
    ] {
        let (said, asked) = run(Fake { number: Err(refused(code)), ..fake() }).await;
        assert!(said.starts_with(&format!("could not look at the number: {code} / ")), "{said}");
        assert!(said.contains(describing), "{code}: {said}");
        assert_eq!(asked, ["describe"], "{code}");

        let (said, _) = run(Fake { tie: Err(refused(code)), ..fake() }).await;
        assert!(said.starts_with(&format!("could not tie the number to the flow: {code} / ")), "{said}");
        assert!(said.contains(tying), "{code}: {said}");
    }
}

#[tokio::test]
async fn silence_is_told_apart_before_and_during_the_write() {
    let silence = Refusal { code: None, said: "dispatch failure".into() };
    let (said, _) = run(Fake { number: Err(silence.clone()), ..fake() }).await;
    assert!(said.starts_with("could not look at the number: no answer: dispatch failure / nothing changed"), "{said}");
    let (said, _) = run(Fake { tie: Err(silence), ..fake() }).await;
    assert!(said.contains("may or may not be tied now"), "{said}");
}

#[test]
fn ids_and_arns_mean_the_same() {
    let arn = |rest: String| format!("arn:aws:connect:ap-southeast-1:123456789012:{rest}");
    let ids = Ids::parse(
        &arn(format!("instance/{INSTANCE}")),
        &arn(format!("phone-number/{NUMBER}")),
        &arn(format!("instance/{INSTANCE}/contact-flow/{FLOW}")),
    )
    .unwrap();
    assert_eq!([ids.instance(), ids.number(), ids.flow()], [INSTANCE, NUMBER, FLOW]);
    assert_eq!(ids.region(), Some("ap-southeast-1"));
    assert_eq!(self::ids().region(), None);
}

#[test]
fn wrong_forms_are_refused_before_any_call() {
    let said = |instance: &str, number: &str, flow: &str| Ids::parse(instance, number, flow).unwrap_err().to_string();
    let flow_of =
        |instance: &str| format!("arn:aws:connect:eu-west-2:123456789012:instance/{instance}/contact-flow/{FLOW}");
    let instance_in = |region: &str| format!("arn:aws:connect:{region}:123456789012:instance/{INSTANCE}");

    assert_eq!(
        said("tele-samadhan", NUMBER, FLOW),
        "`tele-samadhan` is no id of an instance; give a UUID, or an ARN such as \
         `arn:aws:connect:REGION:ACCOUNT:instance/UUID`"
    );
    assert!(said(INSTANCE, "+6531234567", FLOW).starts_with("`+6531234567` is no id of a number"));
    assert!(said(INSTANCE, NUMBER, "").starts_with("`` is no id of a flow"));
    // A flow's ARN given as the instance, a flow module's ARN as the flow, a flow's version, and another service's ARN.
    assert!(said(&flow_of(INSTANCE), NUMBER, FLOW).contains("is no id of an instance"));
    assert!(said(INSTANCE, NUMBER, &flow_of(INSTANCE).replace("contact-flow", "flow-module")).contains("of a flow"));
    assert!(said(INSTANCE, NUMBER, &format!("{}:3", flow_of(INSTANCE))).contains("is no id of a flow"));
    assert!(said(&format!("arn:aws:lambda:eu-west-2:1:instance/{INSTANCE}"), NUMBER, FLOW).contains("no id"));
    // Well-formed ids that do not belong together.
    assert_eq!(
        said(&instance_in("ap-southeast-1"), NUMBER, &flow_of(INSTANCE)),
        "the ARNs name different Regions, `ap-southeast-1` and `eu-west-2`; number, flow and instance live in one"
    );
    assert_eq!(
        said(INSTANCE, NUMBER, &flow_of(OLD_FLOW)),
        format!("the flow belongs to the instance `{OLD_FLOW}`, not to `{INSTANCE}`")
    );
}
