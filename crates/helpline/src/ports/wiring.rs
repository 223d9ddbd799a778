//! The counterpart of [`stores!`](super::stores): a function names its adapters once.

/// Declares a function's adapters: a struct with one public field for each store, which implements the trait of the use
/// case.
///
/// `field: Store = Adapter` means that the trait's accessor `field`, of the associated type `Store`, returns the field.
///
/// ```
/// # struct DynamoLedger;
/// # trait SweepStores { type Ledger; fn ledger(&self) -> &Self::Ledger; }
/// # impl std::fmt::Debug for DynamoLedger {
/// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("table") }
/// # }
/// helpline::adapters! {
///     /// The adapter of the sweep.
///     pub struct Stores: SweepStores {
///         /// The table.
///         ledger: Ledger = DynamoLedger;
///     }
/// }
/// assert_eq!(format!("{:?}", Stores { ledger: DynamoLedger }.ledger()), "table");
/// ```
#[macro_export]
macro_rules! adapters {
    ($(#[$doc:meta])* $visibility:vis struct $name:ident: $needs:path {
        $($(#[$field_doc:meta])* $field:ident: $store:ident = $adapter:ty;)+
    }) => {
        $(#[$doc])*
        #[derive(Debug)]
        $visibility struct $name {
            $(
                $(#[$field_doc])*
                pub $field: $adapter,
            )+
        }

        impl $needs for $name {
            $(
                type $store = $adapter;

                fn $field(&self) -> &$adapter {
                    &self.$field
                }
            )+
        }
    };
}
