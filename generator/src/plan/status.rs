//! What HTTP statuses are called (RFC 9110, section 15, and the registry of the IANA).

use crate::api::{Operation, Status};

use super::krate::StatusPattern;

const NAMES: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "SwitchingProtocols"),
    (102, "Processing"),
    (103, "EarlyHints"),
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "NonAuthoritativeInformation"),
    (204, "NoContent"),
    (205, "ResetContent"),
    (206, "PartialContent"),
    (207, "MultiStatus"),
    (208, "AlreadyReported"),
    (226, "ImUsed"),
    (300, "MultipleChoices"),
    (301, "MovedPermanently"),
    (302, "Found"),
    (303, "SeeOther"),
    (304, "NotModified"),
    (305, "UseProxy"),
    (307, "TemporaryRedirect"),
    (308, "PermanentRedirect"),
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (406, "NotAcceptable"),
    (407, "ProxyAuthenticationRequired"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "LengthRequired"),
    (412, "PreconditionFailed"),
    (413, "ContentTooLarge"),
    (414, "UriTooLong"),
    (415, "UnsupportedMediaType"),
    (416, "RangeNotSatisfiable"),
    (417, "ExpectationFailed"),
    (418, "ImATeapot"),
    (421, "MisdirectedRequest"),
    (422, "UnprocessableContent"),
    (423, "Locked"),
    (424, "FailedDependency"),
    (425, "TooEarly"),
    (426, "UpgradeRequired"),
    (428, "PreconditionRequired"),
    (429, "TooManyRequests"),
    (431, "RequestHeaderFieldsTooLarge"),
    (451, "UnavailableForLegalReasons"),
    (500, "InternalServerError"),
    (501, "NotImplemented"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
    (505, "HttpVersionNotSupported"),
    (506, "VariantAlsoNegotiates"),
    (507, "InsufficientStorage"),
    (508, "LoopDetected"),
    (510, "NotExtended"),
    (511, "NetworkAuthenticationRequired"),
];

/// The name of a variant for a status.
pub fn variant(status: Status) -> String {
    match status {
        Status::Exact(code) => exact(code),
        Status::Range(1) => "Informational".to_owned(),
        Status::Range(2) => "Success".to_owned(),
        Status::Range(3) => "Redirection".to_owned(),
        Status::Range(4) => "ClientError".to_owned(),
        Status::Range(5) => "ServerError".to_owned(),
        Status::Range(class) => format!("Status{class}Xx"),
        Status::Default => "Default".to_owned(),
    }
}

/// The name for a key of `responses`: `404`, `4XX` or `default`.
pub fn name_of(key: &str) -> String {
    match key.parse() {
        Ok(code) => exact(code),
        Err(_) if key.len() == 3 && key.ends_with(['X', 'x']) => variant(Status::Range(
            key.bytes()
                .next()
                .map_or(0, |digit| digit.wrapping_sub(b'0')),
        )),
        Err(_) => super::names::type_name(key),
    }
}

fn exact(code: u16) -> String {
    NAMES
        .iter()
        .find(|(known, _)| *known == code)
        .map_or_else(|| format!("Status{code}"), |(_, name)| (*name).to_owned())
}

/// How a status is written for people: `404`, `4XX`, `any other status`.
pub fn spelled(status: Status) -> String {
    match status {
        Status::Exact(code) => code.to_string(),
        Status::Range(class) => class.to_string() + "XX",
        Status::Default => "any other status".to_owned(),
    }
}

/// The plan's word for a status.
pub fn pattern(status: Status) -> StatusPattern {
    match status {
        Status::Exact(code) => StatusPattern::Exact(code),
        Status::Range(class) => StatusPattern::Range(class),
        Status::Default => StatusPattern::Default,
    }
}

/// Whether a response of this status is a success.
pub fn is_success(status: Status) -> bool {
    matches!(status, Status::Exact(200..=299) | Status::Range(2))
}

/// Whether a response can have content: none to a HEAD can, and none of these statuses (RFC 9110, 6.4.1 and 15.3.6), whatever
/// the document says of it.
pub fn has_content(operation: &Operation, status: Status) -> bool {
    operation.method != "HEAD" && !matches!(status, Status::Exact(100..=199 | 204 | 205 | 304))
}

/// Whether a success may be a 204, which has no content: where nothing but the range of it is described.
pub fn may_be_empty(operation: &Operation, status: Status) -> bool {
    let mut all = operation.responses.iter().map(|response| response.status);
    let is_exact = |status| matches!(status, Status::Exact(200..=299));
    matches!(status, Status::Range(_)) && !all.any(is_exact)
}

/// The redirects that are answers, and not to be followed: those that are described. That a thing has moved (301, 307 and
/// 308; RFC 9110, section 15.4) is none beside a success: the client finds that where it has moved to.
pub fn redirects(operation: &Operation) -> Vec<u16> {
    let describes = |redirect: &u16| {
        operation
            .responses
            .iter()
            .any(|response| match response.status {
                Status::Exact(exact) => exact == *redirect,
                Status::Range(class) => class == 3,
                Status::Default => false,
            })
    };
    let mut statuses = operation.responses.iter().map(|response| response.status);
    let candidates: &[u16] = match statuses.any(is_success) {
        true => &[302, 303],
        false => &[301, 302, 303, 307, 308],
    };
    candidates.iter().copied().filter(describes).collect()
}
