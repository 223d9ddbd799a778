//! The adapter of this function: it asks Amazon Connect about a contact. It has no table and no key.

use connect_contacts::ConnectContacts;
use helpline::recordings::OwnerStores;

helpline::adapters! {
    /// The adapter.
    pub struct Stores: OwnerStores {
        /// Amazon Connect.
        contacts: Connect = ConnectContacts;
    }
}
