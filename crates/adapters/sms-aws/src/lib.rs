//! Texts to Indian phones.
//!
//! An operator delivers a text at the local price only if it is a registered template, to the space, sent under a registered
//! sender, with the ids of both, and from Mumbai or Hyderabad (AWS End User Messaging SMS User Guide, "India sender ID
//! registration"). [`Messaging`] is that service; [`LocalSns`] is for a local cloud, which has it not.

mod local;
mod messaging;
mod sender;

pub use local::LocalSns;
pub use messaging::Messaging;
pub use sender::Sender;

use directory::Sms;
use std::collections::BTreeMap;

/// What India's operators want to know of who sends (TRAI's DLT registers).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// The entity: the State's helpline.
    pub entity: String,
    /// The header that the phone shows.
    pub sender: String,
    /// Ids of templates by name, such as `ticket-hi`.
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

    /// The id of a text's template; `None`: nobody registered it.
    fn template<'a>(&'a self, sms: &'a Sms) -> Option<&'a str> {
        sms.registered.as_ref().or_else(|| self.templates.get(&sms.template)).map(String::as_str)
    }
}

/// The code of a text whose template has no id: a mistake of the deployment's.
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
