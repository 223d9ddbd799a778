//! The rows of the catalogue, by the purpose of their actions.

use super::Use;
use serde_json::{Value, json};

const FAILS: &[&str] = &["NoMatchingError"];
const MENU: &[&str] = &["InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError"];

fn using(action_type: &'static str, parameters: Value, errors: &'static [&'static str]) -> Use {
    Use { action_type, parameters, errors, conditions: &[] }
}

fn deciding(
    action_type: &'static str,
    parameters: Value,
    errors: &'static [&'static str],
    conditions: &'static [&'static str],
) -> Use {
    Use { action_type, parameters, errors, conditions }
}

/// Actions that play messages and take inputs.
pub(super) fn talking() -> Vec<Use> {
    let media = || json!({ "Uri": "${Bucket}/a.wav", "SourceType": "S3", "MediaType": "Audio" });
    let number = json!({ "NumberFormat": "Local", "CountryCode": "US" });
    vec![
        using("MessageParticipant", json!({ "Text": "$.External.text", "SkipWhenDTMFBufferEnabled": "true" }), FAILS),
        using("MessageParticipant", json!({ "SSML": "<speak>hello</speak>" }), &[]),
        using("MessageParticipant", json!({ "PromptId": "$.External.prompt" }), FAILS),
        using("MessageParticipant", json!({ "Media": media() }), FAILS),
        deciding(
            "GetParticipantInput",
            json!({ "Text": "press 1", "InputTimeLimitSeconds": "5", "StoreInput": "False" }),
            MENU,
            &["1", "#"],
        ),
        deciding(
            "GetParticipantInput",
            json!({ "PromptId": "p", "InputTimeLimitSeconds": "5", "StoreInput": "False" }),
            MENU,
            &["1"],
        ),
        using(
            "GetParticipantInput",
            json!({
                "SSML": "<speak>card</speak>", "InputTimeLimitSeconds": "5", "StoreInput": "True",
                "InputValidation": { "CustomValidation": { "MaximumLength": "16" } },
                "InputEncryption": { "EncryptionKeyId": "k", "Key": "PEM" },
                "DTMFConfiguration": { "DisableCancelKey": "False", "InputTerminationSequence": "#" },
            }),
            FAILS,
        ),
        using(
            "GetParticipantInput",
            json!({
                "Media": media(), "InputTimeLimitSeconds": "5", "StoreInput": "True",
                "InputValidation": { "PhoneNumberValidation": number },
            }),
            &["InvalidPhoneNumber", "NoMatchingError"],
        ),
        deciding(
            "ConnectParticipantWithLexBot",
            json!({ "Text": "hello", "LexV2Bot": { "AliasArn": "${Bot}" }, "LexSessionAttributes": { "a": "$.Channel" } }),
            MENU,
            &["Sales"],
        ),
        deciding(
            "ConnectParticipantWithLexBot",
            json!({ "SSML": "<speak>hello</speak>", "LexBot": { "Name": "b", "Region": "x", "Alias": "$LATEST" } }),
            &["NoMatchingCondition", "NoMatchingError"],
            &["Sales"],
        ),
        deciding(
            "ConnectParticipantWithLexBot",
            json!({ "Media": media(), "LexV2Bot": { "AliasArn": "a" } }),
            MENU,
            &["1"],
        ),
        deciding(
            "MessageParticipantIteratively",
            json!({
                "Messages": [{ "Text": "hold" }, { "PromptId": "p" }, { "Media": media() }],
                "InterruptFrequencySeconds": "20", "ContinueMessagingDuringInterrupt": "true",
            }),
            FAILS,
            &["MessagesInterrupted"],
        ),
    ]
}

/// Actions that decide the way through a flow.
pub(super) fn leading() -> Vec<Use> {
    const OF_A_VIEW: &[&str] = &["NoMatchingCondition", "NoMatchingError", "TimeLimitExceeded"];
    vec![
        using("DisconnectParticipant", json!({}), &[]),
        using("EndFlowExecution", json!({}), &[]),
        using("EndFlowModuleExecution", json!({}), &[]),
        deciding("Compare", json!({ "ComparisonValue": "$.Attributes.a" }), &["NoMatchingCondition"], &["1", "ssml"]),
        deciding("Loop", json!({ "LoopCount": 3 }), &[], &["ContinueLooping", "DoneLooping"]),
        deciding("Loop", json!({ "LoopCount": "$.Attributes.n" }), &[], &["ContinueLooping", "DoneLooping"]),
        using("TransferToFlow", json!({ "ContactFlowId": "${Flow}" }), FAILS),
        using("InvokeFlowModule", json!({ "FlowModuleId": "$.Attributes.a" }), FAILS),
        deciding("CheckHoursOfOperation", json!({}), FAILS, &["True", "False"]),
        deciding(
            "CheckMetricData",
            json!({ "MetricType": "NumberOfAgentsAvailable", "AgentId": "$.Attributes.a" }),
            &["NoMatchingCondition", "NoMatchingError"],
            &["0"],
        ),
        using("GetMetricData", json!({ "QueueId": "$.Attributes.q" }), FAILS),
        using("GetMetricData", json!({ "AgentId": "a" }), FAILS),
        deciding(
            "ShowView",
            json!({
                "ViewResource": { "Id": "v", "Version": "1" }, "InvocationTimeLimitSeconds": "300",
                "ViewData": { "text": "a", "flag": true, "path": "$.Attributes.a", "none": {}, "list": [] },
            }),
            OF_A_VIEW,
            &["Next", "Back"],
        ),
        deciding(
            "Wait",
            json!({ "TimeLimitSeconds": "60", "Events": ["CustomerReturned"] }),
            FAILS,
            &["WaitCompleted", "CustomerReturned"],
        ),
        deciding(
            "CheckVoiceId",
            json!({ "CheckVoiceIdOption": "VoiceAuthentication" }),
            FAILS,
            &["Authenticated", "OptedOut"],
        ),
        deciding("CheckOutboundCallStatus", json!({}), FAILS, &["CallAnswered", "NotDetected"]),
        deciding(
            "CheckSegmentMembershipForCustomerProfile",
            json!({ "ProfileRequestData": { "ProfileId": "p", "SegmentName": "s" } }),
            FAILS,
            &["True", "False"],
        ),
    ]
}

/// Actions that change the contact.
pub(super) fn changing() -> Vec<Use> {
    let analytics = json!({
        "Enabled": "True", "AnalyticsLanguage": "en-US", "AnalyticsRedactionBehavior": "Enabled",
        "AnalyticsRedactionResults": "None", "SentimentConfiguration": { "Enabled": "True" },
        "ChannelConfiguration": { "Voice": { "AnalyticsModes": ["RealTime"] }, "Chat": { "AnalyticsModes": ["ContactLens"] } },
    });
    let criteria = json!({ "Steps": [{ "Expression": { "AttributeCondition": {
        "ComparisonOperator": "Match", "MatchCriteria": { "AgentsCriteria": { "AgentIds": ["$.Attributes.a"] } },
    } } }] });
    vec![
        using(
            "UpdateContactAttributes",
            json!({ "Attributes": { "a": "$.External.a" }, "TargetContact": "Current" }),
            FAILS,
        ),
        using("UpdateFlowAttributes", json!({ "FlowAttributes": { "a": { "Value": "${A}" } } }), FAILS),
        using("UpdateFlowLoggingBehavior", json!({ "FlowLoggingBehavior": "Enabled" }), &[]),
        using("UpdateContactTargetQueue", json!({ "QueueId": "${Queue}" }), FAILS),
        using("UpdateContactTargetQueue", json!({ "AgentId": "$.Attributes.a" }), FAILS),
        using("TransferContactToQueue", json!({}), &["QueueAtCapacity", "NoMatchingError"]),
        using("DequeueContactAndTransferToQueue", json!({ "QueueId": "q" }), &["QueueAtCapacity", "NoMatchingError"]),
        using("TransferContactToAgent", json!({}), &[]),
        using(
            "UpdateContactEventHooks",
            json!({ "EventHooks": {
                "AgentWhisper": "a", "CustomerQueue": "$.Attributes.a", "CustomerRemaining": "c", "CustomerWhisper": "w",
                "DefaultAgentUI": "u", "DisconnectAgentUI": "d", "PauseContact": "p", "ResumeContact": "r",
            } }),
            FAILS,
        ),
        using(
            "UpdateContactEventHooks",
            json!({ "EventHooksConfiguration": {
                "AgentWhisper": { "DisableExecution": "true" }, "CustomerWhisper": { "DisableExecution": "false" },
            } }),
            FAILS,
        ),
        using(
            "UpdateContactRecordingBehavior",
            json!({
                "RecordingBehavior": {
                    "RecordedParticipants": ["Agent", "Customer"], "ScreenRecordedParticipants": ["Agent"],
                    "IVRRecordingBehavior": "Enabled",
                },
                "AnalyticsBehavior": analytics,
            }),
            &[],
        ),
        using("UpdateContactRecordingBehavior", json!({ "RecordingBehavior": { "RecordedParticipants": [] } }), &[]),
        using(
            "UpdateContactMediaStreamingBehavior",
            json!({
                "MediaStreamingState": "Enabled", "MediaStreamType": "Audio",
                "Participants": [{ "ParticipantType": "Customer", "MediaDirections": ["To", "From"] }],
            }),
            FAILS,
        ),
        using(
            "UpdateContactTextToSpeechVoice",
            json!({ "TextToSpeechVoice": "Joanna", "TextToSpeechEngine": "Neural", "TextToSpeechStyle": "None" }),
            &[],
        ),
        using("UpdateContactRoutingBehavior", json!({ "QueuePriority": "1" }), &[]),
        using("UpdateContactRoutingBehavior", json!({ "QueueTimeAdjustmentSeconds": "10" }), &[]),
        using("UpdateContactRoutingCriteria", json!({ "RoutingCriteria": criteria }), FAILS),
        using("UpdatePreviousContactParticipantState", json!({ "PreviousContactParticipantState": "OffHold" }), FAILS),
        using(
            "UpdateContactData",
            json!({
                "LanguageCode": "en-US", "CustomerId": "c", "WisdomSessionArn": "$.Wisdom.SessionArn",
                "IsFraudDetectionEnabled": "True", "IsVoiceAuthenticationEnabled": "True",
                "IsVoiceIdStreamingEnabled": "True", "VoiceAuthenticationResponseTime": "10",
                "VoiceAuthenticationThreshold": "90",
            }),
            FAILS,
        ),
        using(
            "UpdateContactCallbackNumber",
            json!({ "CallbackNumber": "$.CustomerEndpoint.Address" }),
            &["InvalidCallbackNumber", "CallbackNumberNotDialable"],
        ),
        using(
            "CreateCallbackContact",
            json!({
                "QueueId": "q", "InitialCallDelaySeconds": "5", "RetryDelaySeconds": "600",
                "MaximumConnectionAttempts": "0", "CallbackMode": "CustomerFirst",
            }),
            FAILS,
        ),
        using("TagContact", json!({ "Tags": { "a": "b" } }), FAILS),
        using("TagContact", json!({ "Tags": {} }), FAILS),
        using("ResumeContact", json!({}), FAILS),
        using("StartVoiceIdStream", json!({}), FAILS),
    ]
}

/// Actions that ask a function or another service.
pub(super) fn asking() -> Vec<Use> {
    const PROFILE: &[&str] = &["MultipleFoundError", "NoneFoundError", "NoMatchingError"];
    let person =
        json!({ "FirstName": "A", "LastName": "B", "EmailAddress": "c", "PhoneNumber": "$.CustomerEndpoint.Address" });
    let endpoint = || json!({ "Address": "a", "Type": "TELEPHONE_NUMBER" });
    let mail = || json!({ "EmailAddress": "a", "DisplayName": "b" });
    vec![
        using(
            "InvokeLambdaFunction",
            json!({
                "LambdaFunctionARN": "${Function}", "InvocationTimeLimitSeconds": "8", "InvocationType": "SYNCHRONOUS",
                "LambdaInvocationAttributes": { "a": "$.Attributes.a" }, "ResponseValidation": { "ResponseType": "JSON" },
            }),
            FAILS,
        ),
        using(
            "TransferParticipantToThirdParty",
            json!({
                "ThirdPartyPhoneNumber": "+911800111222", "ThirdPartyConnectionTimeLimitSeconds": "30",
                "ContinueFlowExecution": "True", "ThirdPartyDTMFDigits": "$.StoredCustomerInput",
                "CallerId": { "Number": "$.SystemEndpoint.Address", "Name": "us" },
            }),
            &["ConnectionTimeLimitExceeded", "CallFailed", "NoMatchingError"],
        ),
        using("CompleteOutboundCall", json!({ "CallerId": { "Number": "$.SystemEndpoint.Address" } }), &[]),
        using(
            "CreateTask",
            json!({
                "ContactFlowId": "${Tasks}", "Name": "a", "Description": "b", "Attributes": { "a": "$.Attributes.a" },
                "References": { "r": { "Type": "URL", "Value": "u" } },
            }),
            FAILS,
        ),
        using(
            "CreateCase",
            json!({ "CaseTemplateId": "t", "CaseRequestFields": { "a": "$.Channel" }, "LinkContactToCase": "true" }),
            &["ContactNotLinked", "NoMatchingError"],
        ),
        using(
            "GetCase",
            json!({
                "CaseRequestFields": { "customer_id": "$.CustomerId" }, "CaseResponseFields": ["status"],
                "GetLastUpdatedCase": "true", "LinkContactToCase": "false",
            }),
            &["ContactNotLinked", "MultipleFound", "NoneFound", "NoMatchingError"],
        ),
        using(
            "CreateCustomerProfile",
            json!({ "ProfileRequestData": person, "ProfileResponseData": ["FirstName"] }),
            FAILS,
        ),
        using(
            "CreateCustomerProfile",
            json!({ "ProfileRequestData": { "LastName": "B" }, "ProfileResponseData": [] }),
            FAILS,
        ),
        using(
            "GetCustomerProfile",
            json!({ "ProfileRequestData": { "PhoneNumber": "$.CustomerEndpoint.Address" }, "ProfileResponseData": ["FirstName"] }),
            PROFILE,
        ),
        using(
            "GetCustomerProfileObject",
            json!({ "ProfileRequestData": { "ObjectType": "o", "ProfileId": "p", "UseLatest": "true" } }),
            &["NoneFoundError", "NoMatchingError"],
        ),
        using(
            "GetCalculatedAttributesForCustomerProfile",
            json!({ "ProfileRequestData": { "ProfileId": "p" }, "ProfileResponseData": ["a"] }),
            &["NoneFoundError", "NoMatchingError"],
        ),
        using(
            "AssociateContactToCustomerProfile",
            json!({ "ProfileRequestData": { "ContactId": "$.ContactId", "ProfileId": "p" } }),
            FAILS,
        ),
        using("CreateWisdomSession", json!({ "WisdomAssistantArn": "a" }), FAILS),
        using(
            "RenderMessageTemplate",
            json!({ "WisdomKnowledgeBaseArn": "k", "WisdomMessageTemplateArn": "t" }),
            &["TemplateRenderingError", "NoMatchingError"],
        ),
        using("CreateContact", json!({ "Channel": "VOICE", "RelatedContact": "Current" }), FAILS),
        using("CreatePersistentContactAssociation", json!({ "RehydrationType": "ENTIRE_PAST_SESSION" }), FAILS),
        using(
            "StartOutboundChatContact",
            json!({
                "SourceEndpoint": endpoint(), "DestinationEndpoint": endpoint(), "ContactFlowArn": "f",
                "ContactSubtype": "connect:SMS", "RelatedContact": "Current",
            }),
            &["TemplateRenderingError", "NoMatchingError"],
        ),
        using(
            "StartOutboundEmailContact",
            json!({
                "DestinationEmailAddress": mail(), "FromEmailAddress": mail(),
                "EmailMessage": { "MessageSourceType": "TEMPLATE" },
            }),
            &["TemplateRenderingError", "NoMatchingError"],
        ),
    ]
}
