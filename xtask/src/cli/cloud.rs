//! A cloud that somebody names.

use std::str::FromStr;

/// A cloud that the suites can run on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum On {
    Ministack,
    DynamoDbLocal,
    LocalStack,
    /// One that runs already.
    At(String),
}

impl FromStr for On {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        match given {
            "ministack" => Ok(Self::Ministack),
            "dynamodb-local" => Ok(Self::DynamoDbLocal),
            "localstack" => Ok(Self::LocalStack),
            url if url.starts_with("http://127.0.0.1:") || url.starts_with("http://localhost:") => {
                Ok(Self::At(url.to_owned()))
            }
            _ => Err("write `ministack`, `dynamodb-local`, `localstack` or a local address such as \
                      http://127.0.0.1:4566"
                .to_owned()),
        }
    }
}
