//! The three ids, whose forms are checked before any request.

/// An id that is malformed or does not fit the others.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrongId {
    /// The id is neither a UUID nor an ARN of the right kind.
    #[error("`{given}` is no id of {a}; give a UUID, or an ARN such as `{like}`")]
    Form {
        /// The given id.
        given: String,
        /// The kind of resource that the id should name, with its article.
        a: &'static str,
        /// An example of an ARN of that kind.
        like: &'static str,
    },
    /// The ARNs name several Regions.
    #[error("the ARNs name different Regions, `{0}` and `{1}`; number, flow and instance live in one")]
    Regions(String, String),
    /// The flow's ARN names another instance.
    #[error("the flow belongs to the instance `{flows}`, not to `{asked}`")]
    FlowOfOther {
        /// The instance in the flow's ARN.
        flows: String,
        /// The instance that was asked for.
        asked: String,
    },
}

/// The ids of instance, number and flow. As far as their ARNs tell, all are of one Region and one instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ids {
    instance: String,
    number: String,
    number_as_given: String,
    flow: String,
    region: Option<String>,
}

const INSTANCE_LIKE: &str = "arn:aws:connect:REGION:ACCOUNT:instance/UUID";
const NUMBER_LIKE: &str = "arn:aws:connect:REGION:ACCOUNT:phone-number/UUID";
const FLOW_LIKE: &str = "arn:aws:connect:REGION:ACCOUNT:instance/UUID/contact-flow/UUID";

impl Ids {
    /// Parses three ids or ARNs.
    ///
    /// # Errors
    /// [`WrongId`] if an id is malformed, or the ARNs name different Regions or instances.
    pub fn parse(instance: &str, number: &str, flow: &str) -> Result<Self, WrongId> {
        let [instance_region, number_region, flow_region] = [instance, number, flow].map(region);
        let wrong = |given: &str, a, like| WrongId::Form { given: given.to_owned(), a, like };

        let instance_id = match path(instance).as_deref() {
            None => uuid(instance),
            Some(["instance", id]) => uuid(id),
            Some(_) => None,
        }
        .ok_or_else(|| wrong(instance, "an instance", INSTANCE_LIKE))?;
        let number_id = match path(number).as_deref() {
            None => uuid(number),
            Some(["phone-number", id]) => uuid(id),
            Some(_) => None,
        }
        .ok_or_else(|| wrong(number, "a number", NUMBER_LIKE))?;
        let (flow_id, flows_instance) = match path(flow).as_deref() {
            None => (uuid(flow), None),
            Some(["instance", instance, "contact-flow", id]) => (uuid(id), Some((*instance).to_owned())),
            Some(_) => (None, None),
        };
        let flow_id = flow_id.ok_or_else(|| wrong(flow, "a flow", FLOW_LIKE))?;

        let mut region: Option<String> = None;
        for found in [instance_region, number_region, flow_region].into_iter().flatten() {
            match &region {
                Some(first) if *first != found => return Err(WrongId::Regions(first.clone(), found)),
                _ => region = Some(found),
            }
        }
        if let Some(flows) = flows_instance.filter(|flows| *flows != instance_id) {
            return Err(WrongId::FlowOfOther { flows, asked: instance_id });
        }
        let number_as_given = number.to_owned();
        Ok(Self { instance: instance_id, number: number_id, number_as_given, flow: flow_id, region })
    }

    /// Returns the instance's id.
    #[must_use]
    pub fn instance(&self) -> &str {
        &self.instance
    }

    /// Returns the number's id.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Returns the number's id or ARN, as given. A number of a traffic distribution group is found only by its ARN.
    #[must_use]
    pub fn number_as_given(&self) -> &str {
        &self.number_as_given
    }

    /// Returns the flow's id.
    #[must_use]
    pub fn flow(&self) -> &str {
        &self.flow
    }

    /// Returns the Region that the ARNs name; `None` if all three are plain ids.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }
}

/// Returns the last part of an ARN, or a plain id as it is.
pub(crate) fn last(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// Returns the parts of an ARN's resource; `None` if `id` is no ARN.
fn path(id: &str) -> Option<Vec<&str>> {
    let rest = id.strip_prefix("arn:")?;
    let resource = match rest.splitn(5, ':').collect::<Vec<_>>().as_slice() {
        [_, "connect", _, _, resource] => resource.split('/').collect(),
        _ => Vec::new(),
    };
    Some(resource)
}

fn region(id: &str) -> Option<String> {
    id.strip_prefix("arn:")?.split(':').nth(2).map(str::to_owned)
}

fn uuid(id: &str) -> Option<String> {
    const LENGTHS: [usize; 5] = [8, 4, 4, 4, 12];
    let parts: Vec<_> = id.split('-').collect();
    let fits = |(part, length): (&&str, usize)| part.len() == length && part.bytes().all(|b| b.is_ascii_hexdigit());
    (parts.len() == LENGTHS.len() && parts.iter().zip(LENGTHS).all(fits)).then(|| id.to_owned())
}
