//! Which objects stand where in a document, in every version: what is walked to find schemas, references and unknown members.

use Kind::{
    Callback, Components, Contact, Discriminator, Encoding, Example, ExternalDocs, Header, Info,
    License, Link, MediaType, OauthFlow, OauthFlows, OpenApi, Operation, Parameter, PathItem,
    Paths, RequestBody, Response, Responses, Schema, SecurityScheme, Server, ServerVariable, Tag,
};
use Shape::{Any, List, Map, One};

/// A kind of object of the OpenAPI Specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    SecurityScheme,
    OauthFlows,
    OauthFlow,
}

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// A scalar, a literal, or what is read where it is used.
    Any,
    /// An object.
    One(Kind),
    /// An array of objects.
    List(Kind),
    /// An object whose members are objects.
    Map(Kind),
}

/// What members an object has.
#[derive(Clone, Copy, Debug)]
pub(super) enum Members {
    /// Those that are listed, walked in this order and not in that of the text, as bundlers do: the first use of a file
    /// gives it its place among the models. Others are said to be unknown, unless they begin with `x-`.
    Listed(&'static [(&'static str, Shape)]),
    /// Any, in the order of the text; what they hold is told by their keys, and those without objects are left to the reader
    /// of keywords.
    Keywords(fn(&str) -> Shape),
    /// Any, each an object of this kind, but for those that begin with `x-`; `default` comes first.
    Named(Kind),
}

impl Kind {
    /// As messages call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            OpenApi => "OpenAPI Object",
            Info => "Info Object",
            Contact => "Contact Object",
            License => "License Object",
            Server => "Server Object",
            ServerVariable => "Server Variable Object",
            Components => "Components Object",
            Paths => "Paths Object",
            PathItem => "Path Item Object",
            Operation => "Operation Object",
            ExternalDocs => "External Documentation Object",
            Parameter => "Parameter Object",
            RequestBody => "Request Body Object",
            MediaType => "Media Type Object",
            Encoding => "Encoding Object",
            Responses => "Responses Object",
            Response => "Response Object",
            Callback => "Callback Object",
            Example => "Example Object",
            Link => "Link Object",
            Header => "Header Object",
            Tag => "Tag Object",
            Schema => "Schema Object",
            Discriminator => "Discriminator Object",
            SecurityScheme => "Security Scheme Object",
            OauthFlows => "OAuth Flows Object",
            OauthFlow => "OAuth Flow Object",
        }
    }

    /// Whether the specification lets a Reference Object stand in its place; others are copied where one does.
    pub(super) fn is_referable(self) -> bool {
        matches!(
            self,
            Schema
                | Parameter
                | RequestBody
                | Response
                | Header
                | Example
                | Link
                | Callback
                | PathItem
                | SecurityScheme
        )
    }

    /// Whether a client is right without it.
    pub(super) fn is_explaining(self) -> bool {
        matches!(
            self,
            Contact | License | ExternalDocs | Tag | Example | Link | Callback
        )
    }

    /// Whether a crate can do without one, and without the operation that it is a part of.
    pub(super) fn is_part(self) -> bool {
        matches!(self, PathItem | Parameter | RequestBody | Response | Header)
    }

    /// Its members.
    pub(super) fn members(self) -> Members {
        match self {
            OpenApi => Members::Listed(OPEN_API),
            Info => Members::Listed(INFO),
            Contact => Members::Listed(&[("name", Any), ("url", Any), ("email", Any)]),
            License => Members::Listed(&[("name", Any), ("url", Any), ("identifier", Any)]),
            Server => Members::Listed(SERVER),
            ServerVariable => {
                Members::Listed(&[("enum", Any), ("default", Any), ("description", Any)])
            }
            Components => Members::Listed(COMPONENTS),
            Paths | Callback => Members::Named(PathItem),
            PathItem => Members::Listed(PATH_ITEM),
            Operation => Members::Listed(OPERATION),
            ExternalDocs => Members::Listed(&[("description", Any), ("url", Any)]),
            Parameter => Members::Listed(PARAMETER),
            Header => Members::Listed(PARAMETER),
            RequestBody => Members::Listed(REQUEST_BODY),
            MediaType => Members::Listed(MEDIA_TYPE),
            Encoding => Members::Listed(ENCODING),
            Responses => Members::Named(Response),
            Response => Members::Listed(RESPONSE),
            Example => Members::Listed(EXAMPLE),
            Link => Members::Listed(LINK),
            Tag => Members::Listed(TAG),
            Schema => Members::Keywords(keyword),
            Discriminator => Members::Keywords(|_| Any),
            SecurityScheme => Members::Listed(SECURITY_SCHEME),
            OauthFlows => Members::Listed(OAUTH_FLOWS),
            OauthFlow => Members::Listed(OAUTH_FLOW),
        }
    }
}

const OPEN_API: &[(&str, Shape)] = &[
    ("openapi", Any),
    ("swagger", Any),
    ("$self", Any),
    ("jsonSchemaDialect", Any),
    ("info", One(Info)),
    ("servers", List(Server)),
    ("paths", One(Paths)),
    ("webhooks", Map(PathItem)),
    ("components", One(Components)),
    ("security", Any),
    ("tags", List(Tag)),
    ("externalDocs", One(ExternalDocs)),
    // What OpenAPI 2.0 has in place of `components`.
    ("definitions", Map(Schema)),
    ("parameters", Map(Parameter)),
    ("responses", Map(Response)),
    ("securityDefinitions", Map(SecurityScheme)),
];

const INFO: &[(&str, Shape)] = &[
    ("title", Any),
    ("summary", Any),
    ("description", Any),
    ("termsOfService", Any),
    ("contact", One(Contact)),
    ("license", One(License)),
    ("version", Any),
];

const SERVER: &[(&str, Shape)] = &[
    ("url", Any),
    ("name", Any),
    ("description", Any),
    ("variables", Map(ServerVariable)),
];

const COMPONENTS: &[(&str, Shape)] = &[
    ("schemas", Map(Schema)),
    ("responses", Map(Response)),
    ("parameters", Map(Parameter)),
    ("examples", Map(Example)),
    ("requestBodies", Map(RequestBody)),
    ("headers", Map(Header)),
    ("securitySchemes", Map(SecurityScheme)),
    ("links", Map(Link)),
    ("callbacks", Map(Callback)),
    ("pathItems", Map(PathItem)),
    // Bundlers of 3.0 documents put maps of media types here: what is referred to is walked as what the reference says.
    ("mediaTypes", Any),
];

const PATH_ITEM: &[(&str, Shape)] = &[
    ("$ref", Any),
    ("summary", Any),
    ("description", Any),
    ("servers", List(Server)),
    ("parameters", List(Parameter)),
    ("get", One(Operation)),
    ("put", One(Operation)),
    ("post", One(Operation)),
    ("delete", One(Operation)),
    ("options", One(Operation)),
    ("head", One(Operation)),
    ("patch", One(Operation)),
    ("trace", One(Operation)),
    ("query", One(Operation)),
    ("additionalOperations", Map(Operation)),
];

const OPERATION: &[(&str, Shape)] = &[
    ("tags", Any),
    ("summary", Any),
    ("description", Any),
    ("externalDocs", One(ExternalDocs)),
    ("operationId", Any),
    ("parameters", List(Parameter)),
    ("requestBody", One(RequestBody)),
    ("responses", One(Responses)),
    ("callbacks", Map(Callback)),
    ("deprecated", Any),
    ("security", Any),
    ("servers", List(Server)),
];

const PARAMETER: &[(&str, Shape)] = &[
    ("name", Any),
    ("in", Any),
    ("description", Any),
    ("required", Any),
    ("deprecated", Any),
    ("allowEmptyValue", Any),
    ("style", Any),
    ("explode", Any),
    ("allowReserved", Any),
    ("schema", One(Schema)),
    ("example", Any),
    ("examples", Map(Example)),
    ("content", Map(MediaType)),
];

const REQUEST_BODY: &[(&str, Shape)] = &[
    ("description", Any),
    ("content", Map(MediaType)),
    ("required", Any),
];

const MEDIA_TYPE: &[(&str, Shape)] = &[
    ("description", Any),
    ("schema", One(Schema)),
    ("itemSchema", One(Schema)),
    ("example", Any),
    ("examples", Map(Example)),
    ("encoding", Map(Encoding)),
    ("prefixEncoding", List(Encoding)),
    ("itemEncoding", One(Encoding)),
];

const ENCODING: &[(&str, Shape)] = &[
    ("contentType", Any),
    ("headers", Map(Header)),
    ("style", Any),
    ("explode", Any),
    ("allowReserved", Any),
    ("encoding", Map(Encoding)),
    ("prefixEncoding", List(Encoding)),
    ("itemEncoding", One(Encoding)),
];

const RESPONSE: &[(&str, Shape)] = &[
    ("summary", Any),
    ("description", Any),
    ("headers", Map(Header)),
    ("content", Map(MediaType)),
    ("links", Map(Link)),
];

const EXAMPLE: &[(&str, Shape)] = &[
    ("summary", Any),
    ("description", Any),
    ("value", Any),
    ("dataValue", Any),
    ("serializedValue", Any),
    ("externalValue", Any),
];

const LINK: &[(&str, Shape)] = &[
    ("operationRef", Any),
    ("operationId", Any),
    ("parameters", Any),
    ("requestBody", Any),
    ("description", Any),
    ("server", One(Server)),
];

const TAG: &[(&str, Shape)] = &[
    ("name", Any),
    ("summary", Any),
    ("description", Any),
    ("externalDocs", One(ExternalDocs)),
    ("parent", Any),
    ("kind", Any),
];

/// What a keyword of JSON Schema holds.
pub(super) fn keyword(key: &str) -> Shape {
    match key {
        "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions" => {
            Map(Schema)
        }
        "prefixItems" | "allOf" | "anyOf" | "oneOf" => List(Schema),
        "additionalProperties"
        | "items"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "contentSchema" => One(Schema),
        "discriminator" => One(Discriminator),
        _ => Any,
    }
}

const SECURITY_SCHEME: &[(&str, Shape)] = &[
    ("type", Any),
    ("description", Any),
    ("name", Any),
    ("in", Any),
    ("scheme", Any),
    ("bearerFormat", Any),
    ("flows", One(OauthFlows)),
    ("openIdConnectUrl", Any),
    ("oauth2MetadataUrl", Any),
    ("deprecated", Any),
];

const OAUTH_FLOWS: &[(&str, Shape)] = &[
    ("implicit", One(OauthFlow)),
    ("password", One(OauthFlow)),
    ("clientCredentials", One(OauthFlow)),
    ("authorizationCode", One(OauthFlow)),
    ("deviceAuthorization", One(OauthFlow)),
];

const OAUTH_FLOW: &[(&str, Shape)] = &[
    ("authorizationUrl", Any),
    ("deviceAuthorizationUrl", Any),
    ("tokenUrl", Any),
    ("refreshUrl", Any),
    ("scopes", Any),
];
