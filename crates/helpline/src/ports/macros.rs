//! One list says which ports a use case has of which store: its trait bounds and its IAM actions are read off it.

/// Declares what a use case needs: a trait with one accessor a store, the ports that each store must have, and the IAM
/// actions that these add up to. A function implements it by naming its adapters; a type that has all the ports, such as
/// the tests' double, implements it by itself.
macro_rules! stores {
    ($(#[$doc:meta])* $visibility:vis trait $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $store:ident = $first:ident $(+ $port:ident)*;)+
    }) => {
        $(#[$doc])*
        $visibility trait $name: Sync {
            $(
                $(#[$field_doc])*
                type $store: $first $(+ $port)* + Sync;
            )+
            $(
                $(#[$field_doc])*
                fn $field(&self) -> &Self::$store;
            )+

            /// The IAM actions of all its ports; a test compares them with the policy of the function that is granted them.
            #[must_use]
            fn actions() -> std::collections::BTreeSet<&'static str> {
                let all = [$(
                    <Self::$store as $first>::ACTIONS,
                    $(<Self::$store as $port>::ACTIONS,)*
                )+];
                all.concat().into_iter().collect()
            }
        }

        impl<All: $($first + $($port +)*)+ Sync> $name for All {
            $(
                type $store = Self;

                fn $field(&self) -> &Self {
                    self
                }
            )+
        }
    };
}
pub(crate) use stores;
