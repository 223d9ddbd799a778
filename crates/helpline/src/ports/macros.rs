//! The ports of a use case, in one list. Its trait bounds and its IAM actions follow from the list.

/// Declares the stores of a use case: a trait with one accessor for each store, the ports that each store must have,
/// and the IAM actions of all these ports. A function implements the trait by naming its adapters. A type that has all
/// the ports, such as the tests' double, implements it by itself.
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

            /// Returns the IAM actions of all its ports. A test compares them with the policy of the function.
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
