//! Items of a table, in DynamoDB's own JSON and in plain JSON.

use crate::{Endpoint, Error};
use serde_json::{Map, Value, json};

fn ask(endpoint: &Endpoint, action: &str, body: &Value) -> Result<Value, Error> {
    endpoint.json("dynamodb", &format!("DynamoDB_20120810.{action}"), "1.0", body)
}

/// Creates a table with the ledger's keys and indexes, without stream and encryption. It is for tests that a deployed
/// stack would disturb, and for clouds without a deployment. A unit test compares it with `infra/template.yaml`.
///
/// # Errors
/// If there is such a table already, or the service refuses.
pub fn create_ledger(endpoint: &Endpoint, table: &str) -> Result<(), Error> {
    ask(endpoint, "CreateTable", &ledger(table)).map(drop)
}

/// Attributes of the ledger's keys and indexes, with their types.
const ATTRIBUTES: [(&str, &str); 8] = [
    ("pk", "S"),
    ("sk", "S"),
    ("due_shard", "N"),
    ("due_at", "N"),
    ("desk_key", "S"),
    ("desk_order", "S"),
    ("calls", "S"),
    ("call_due_at", "N"),
];

/// The ledger's indexes: name, partition key, sort key.
const INDEXES: [(&str, &str, &str); 3] =
    [("due", "due_shard", "due_at"), ("desk", "desk_key", "desk_order"), ("calls", "calls", "call_due_at")];

fn ledger(table: &str) -> Value {
    let keys = |hash: &str, range: &str| json!([{ "AttributeName": hash, "KeyType": "HASH" }, { "AttributeName": range, "KeyType": "RANGE" }]);
    let attributes = ATTRIBUTES.map(|(name, kind)| json!({ "AttributeName": name, "AttributeType": kind }));
    let indexes = INDEXES.map(|(name, hash, range)| {
        json!({ "IndexName": name, "KeySchema": keys(hash, range), "Projection": { "ProjectionType": "ALL" } })
    });
    json!({
        "TableName": table,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": attributes,
        "KeySchema": keys("pk", "sk"),
        "GlobalSecondaryIndexes": indexes,
    })
}

/// Returns the item at a key, in DynamoDB's own JSON.
///
/// # Errors
/// If the table refuses.
pub fn get(endpoint: &Endpoint, table: &str, key: &Value) -> Result<Option<Value>, Error> {
    let body = json!({ "TableName": table, "Key": key, "ConsistentRead": true });
    Ok(ask(endpoint, "GetItem", &body)?.get("Item").cloned())
}

/// Returns the items of a partition whose sort key begins with `prefix`, ordered by sort key.
///
/// # Errors
/// If the table refuses.
pub fn partition(endpoint: &Endpoint, table: &str, pk: &str, prefix: &str) -> Result<Vec<Value>, Error> {
    let mut items = Vec::new();
    let mut body = json!({
        "TableName": table,
        "ConsistentRead": true,
        "KeyConditionExpression": "pk = :pk AND begins_with(sk, :prefix)",
        "ExpressionAttributeValues": { ":pk": { "S": pk }, ":prefix": { "S": prefix } },
    });
    loop {
        let page = ask(endpoint, "Query", &body)?;
        items.extend(page.get("Items").and_then(Value::as_array).cloned().unwrap_or_default());
        match (page.get("LastEvaluatedKey"), body.as_object_mut()) {
            (Some(last), Some(body)) => body.insert("ExclusiveStartKey".to_owned(), last.clone()),
            _ => return Ok(items),
        };
    }
}

/// Returns all items of a table.
///
/// # Errors
/// If the table refuses.
pub fn scan(endpoint: &Endpoint, table: &str) -> Result<Vec<Value>, Error> {
    let mut items = Vec::new();
    let mut body = json!({ "TableName": table, "ConsistentRead": true });
    loop {
        let page = ask(endpoint, "Scan", &body)?;
        items.extend(page.get("Items").and_then(Value::as_array).cloned().unwrap_or_default());
        match (page.get("LastEvaluatedKey"), body.as_object_mut()) {
            (Some(last), Some(body)) => body.insert("ExclusiveStartKey".to_owned(), last.clone()),
            _ => return Ok(items),
        };
    }
}

/// Writes an item, given in DynamoDB's own JSON.
///
/// # Errors
/// If the table refuses.
pub fn put(endpoint: &Endpoint, table: &str, item: &Value) -> Result<(), Error> {
    ask(endpoint, "PutItem", &json!({ "TableName": table, "Item": item })).map(drop)
}

/// Sets attributes of an item; both are given in DynamoDB's own JSON.
///
/// # Errors
/// If the table refuses.
pub fn set(endpoint: &Endpoint, table: &str, key: &Value, attributes: &Map<String, Value>) -> Result<(), Error> {
    let changes: Map<String, Value> =
        attributes.iter().map(|(name, value)| (name.clone(), json!({ "Action": "PUT", "Value": value }))).collect();
    ask(endpoint, "UpdateItem", &json!({ "TableName": table, "Key": key, "AttributeUpdates": changes })).map(drop)
}

/// Sets a number attribute of an item in the ledger.
///
/// # Errors
/// If the table refuses.
pub fn set_number(endpoint: &Endpoint, table: &str, pk: &str, sk: &str, name: &str, number: i64) -> Result<(), Error> {
    let attributes = Map::from_iter([(name.to_owned(), json!({ "N": number.to_string() }))]);
    set(endpoint, table, &key(pk, sk), &attributes)
}

/// Deletes the item at a key.
///
/// # Errors
/// If the table refuses.
pub fn delete(endpoint: &Endpoint, table: &str, key: &Value) -> Result<(), Error> {
    ask(endpoint, "DeleteItem", &json!({ "TableName": table, "Key": key })).map(drop)
}

/// Returns a key of the ledger.
#[must_use]
pub fn key(pk: &str, sk: &str) -> Value {
    json!({ "pk": { "S": pk }, "sk": { "S": sk } })
}

/// Removes DynamoDB's type tags from an item: its values become text, numbers, lists and objects.
#[must_use]
pub fn plain(item: &Value) -> Map<String, Value> {
    let attributes = item.as_object().into_iter().flatten();
    attributes.map(|(name, value)| (name.clone(), plain_value(value))).collect()
}

fn plain_value(tagged: &Value) -> Value {
    let Some((tag, value)) = tagged.as_object().and_then(|object| object.iter().next()) else {
        return Value::Null;
    };
    match (tag.as_str(), value) {
        ("N", Value::String(digits)) => serde_json::from_str(digits).unwrap_or(Value::Null),
        ("M", inside) => Value::Object(plain(inside)),
        ("L", Value::Array(list)) => list.iter().map(plain_value).collect(),
        ("NULL", _) => Value::Null,
        (_, value) => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_the_form_of_the_deployed_one() {
        let template = include_str!("../../../../../infra/template.yaml");
        for (name, kind) in ATTRIBUTES {
            assert!(template.contains(&format!("- {{ AttributeName: {name}, AttributeType: {kind} }}")), "{name}");
        }
        assert_eq!(template.matches("AttributeType:").count(), ATTRIBUTES.len());
        for (name, hash, range) in INDEXES {
            let index = format!(
                "- IndexName: {name}\n          KeySchema:\n            - {{ AttributeName: {hash}, KeyType: HASH }}\n            \
                 - {{ AttributeName: {range}, KeyType: RANGE }}\n          Projection: {{ ProjectionType: ALL }}\n"
            );
            assert!(template.contains(&index), "{name}");
        }
        assert_eq!(template.matches("- IndexName:").count(), INDEXES.len());
    }

    #[test]
    fn type_tags_are_taken_off_at_every_depth() {
        let item = json!({
            "pk": { "S": "CASE#1" }, "due_at": { "N": "1795500000" }, "open": { "BOOL": true }, "gone": { "NULL": true },
            "list": { "L": [{ "N": "1" }, { "M": { "a": { "S": "b" } } }] }
        });
        let wanted =
            json!({ "pk": "CASE#1", "due_at": 1_795_500_000, "open": true, "gone": null, "list": [1, { "a": "b" }] });
        assert_eq!(Value::Object(plain(&item)), wanted);
    }
}
