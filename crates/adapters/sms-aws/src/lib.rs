//! Sends SMS to Indian phones.
//!
//! An operator delivers an SMS at the local price only under four conditions: it equals a registered template to the
//! space; it has a registered sender; it carries the ids of both; and it comes from Mumbai or Hyderabad (AWS End User
//! Messaging SMS User Guide, "India sender ID registration"). [`Messaging`] sends through AWS End User Messaging.
//! [`LocalSns`] replaces it on a local cloud, which lacks that service.

mod local;
mod messaging;
mod sender;

pub use local::LocalSns;
pub use messaging::Messaging;
pub use sender::Sender;

use directory::Sms;
use std::collections::BTreeMap;

/// The sender's registration with India's operators (TRAI's DLT registers).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// The id of the entity, the State's helpline.
    pub entity: String,
    /// The header that the phone shows as the sender.
    pub sender: String,
    /// The ids of templates by name, such as `ticket-hi`.
    pub templates: BTreeMap<String, String>,
}

impl Registered {
    /// Reads `ticket-hi=1107160000000000001 ticket-en=…`.
    #[must_use]
    pub fn new(entity: String, sender: String, templates: &str) -> Self {
        let pairs = templates.split_whitespace().filter_map(|pair| pair.split_once('='));
        let templates = pairs.map(|(name, id)| (name.to_owned(), id.to_owned())).collect();
        Self { entity, sender, templates }
    }

    /// Returns the id of an SMS's template, or `None` if nobody registered it.
    fn template<'a>(&'a self, sms: &'a Sms) -> Option<&'a str> {
        sms.registered.as_ref().or_else(|| self.templates.get(&sms.template)).map(String::as_str)
    }
}

/// The code of an SMS whose template has no id. It shows a mistake of the deployment.
const NO_TEMPLATE: &str = "NoTemplateId";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn template_ids_are_read_by_name() {
        let registered = Registered::new("1".into(), "MPGOVT".into(), "ticket-hi=11 ticket-en=12  odd");
        assert_eq!(registered.templates.get("ticket-en").map(String::as_str), Some("12"));
        assert_eq!(registered.templates.len(), 2);
        let sms = |template: &str, own: Option<&str>| Sms {
            template: template.to_owned(),
            registered: own.map(str::to_owned),
            text: String::new(),
        };
        assert_eq!(registered.template(&sms("ticket-hi", None)), Some("11"));
        assert_eq!(registered.template(&sms("scheme-ladli-behna-hi", None)), None);
        assert_eq!(registered.template(&sms("scheme-ladli-behna-hi", Some("13"))), Some("13"));
    }
}
