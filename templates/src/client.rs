//! The operations of the API, one method each.

use bytes::Bytes;

use crate::models::{CreateThing, Job, Problem, Thing, ThingFilter, ThingPage, ThingState};
use crate::runtime::{
    BuildError, Call, CallBuilder, Client, CredentialKind, Format, Method, Operation, Parameter,
    Service, Style, Unexpected, answers, errors, variable,
};

pub(crate) const SERVICE: Service = Service {
    base_url: Some("https://things.example.com/api"),
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    request_id: Some("x-request-id"),
    credentials: &[
        (CredentialKind::Basic, &["basic_auth"]),
        (
            CredentialKind::Bearer,
            &["bearer_auth", "oauth2_client_credentials"],
        ),
        (CredentialKind::Header("X-API-Key"), &["api_key"]),
        (CredentialKind::Query("api_key"), &["api_key_query"]),
        (CredentialKind::Cookie("sid"), &["api_key_cookie"]),
    ],
    security: &[&[0], &[1], &[2, 3]],
};

impl Client {
    /// A client with the credentials in `THINGS_USERNAME` and `THINGS_PASSWORD`.
    ///
    /// # Errors
    /// When a variable is missing, and as [`ClientBuilder::build`].
    pub fn from_env() -> Result<Self, BuildError> {
        Self::builder()
            .basic_auth(&variable("THINGS_USERNAME")?, &variable("THINGS_PASSWORD")?)
            .build()
    }

    /// Retrieves a thing: `GET /v2/Things/{Sid}`.
    ///
    /// # Errors
    /// [`FetchThingError`] for the statuses 400, 404, 429, 5XX and all others.
    #[inline]
    pub fn fetch_thing(&self, sid: &str) -> Call<Thing, FetchThingError> {
        const OPERATION: Operation = Operation {
            id: "FetchThing",
            method: Method::GET,
            path: "/v2/Things/{Sid}",
            parameters: &[Parameter::path("Sid")],
            ..Operation::JSON
        };
        self.call(&OPERATION, &[&sid])
    }

    /// Lists things: `GET /v2/Things`.
    ///
    /// # Errors
    /// [`ListThingsError`] for the status 400.
    #[inline]
    pub fn list_things(&self, account: &str) -> ListThings {
        const OPERATION: Operation = Operation {
            id: "ListThings",
            method: Method::GET,
            path: "/v2/Things",
            parameters: &[
                Parameter::query("account"),
                Parameter::query("pageSize"),
                Parameter::query("state"),
                Parameter::query("ids").exploded(false),
                Parameter::query("tags").style(Style::PipeDelimited),
                Parameter::query("filter").style(Style::DeepObject),
                Parameter::query("callback").reserved(),
                Parameter::header("X-Trace"),
                Parameter::cookie("session"),
            ],
            security: Some(&[&[1], &[]]),
            ..Operation::JSON
        };
        self.call(&OPERATION, &[&account]).builder()
    }

    /// Creates a thing: `POST /v2/Things`.
    ///
    /// # Errors
    /// [`CreateThingError`] for the statuses 409 and 422.
    #[inline]
    pub fn create_thing(&self, body: CreateThing) -> CreateThingRequest {
        const OPERATION: Operation = Operation {
            id: "CreateThing",
            method: Method::POST,
            path: "/v2/Things",
            parameters: &[Parameter::header("Idempotency-Key")],
            content_type: Some("application/json"),
            success: &["201", "200"],
            ..Operation::JSON
        };
        self.call(&OPERATION, &[]).body(&body).builder()
    }

    /// Deletes a thing: `DELETE /v2/Things/{Sid}`.
    ///
    /// # Errors
    /// [`DeleteThingError`] for the statuses 404 and 500.
    #[inline]
    pub fn delete_thing(&self, sid: &str) -> Call<(), DeleteThingError> {
        const OPERATION: Operation = Operation {
            id: "DeleteThing",
            method: Method::DELETE,
            path: "/v2/Things/{Sid}",
            parameters: &[Parameter::path("Sid")],
            success: &["204", "202"],
            format: Format::Empty,
            ..Operation::JSON
        };
        self.call(&OPERATION, &[&sid])
    }

    /// Starts a thing: `POST /v2/Things/{Sid}/Start`.
    ///
    /// # Errors
    /// [`StartThingError`] for nothing that the document describes.
    #[inline]
    pub fn start_thing(&self, sid: &str) -> Call<StartThingAnswer, StartThingError> {
        const OPERATION: Operation = Operation {
            id: "StartThing",
            method: Method::POST,
            path: "/v2/Things/{Sid}/Start",
            parameters: &[Parameter::path("Sid")],
            ..Operation::JSON
        };
        self.call(&OPERATION, &[&sid])
    }

    /// Reads the notes of things: `GET /v2/Things/{Sids}/Notes{Section}/text`.
    ///
    /// # Errors
    /// [`ReadNotesError`] for the status 500.
    #[inline]
    pub fn read_notes(&self, sids: &[String], section: &str) -> Call<String, ReadNotesError> {
        const OPERATION: Operation = Operation {
            id: "ReadNotes",
            method: Method::GET,
            path: "/v2/Things/{Sids}/Notes{Section}/text",
            parameters: &[
                Parameter::path("Sids").style(Style::Simple),
                Parameter::path("Section").style(Style::Matrix),
            ],
            accept: "text/plain",
            format: Format::Text,
            security: Some(&[]),
            ..Operation::JSON
        };
        self.call(&OPERATION, &[&sids, &section])
    }

    /// Replaces the picture of a thing: `PUT /v2/Things/{Sid}/Picture`.
    ///
    /// # Errors
    /// [`ReplacePictureError`] for nothing that the document describes.
    #[inline]
    pub fn replace_picture(&self, sid: &str, body: Bytes) -> Call<Bytes, ReplacePictureError> {
        const OPERATION: Operation = Operation {
            id: "ReplacePicture",
            method: Method::PUT,
            path: "/v2/Things/{Sid}/Picture",
            parameters: &[Parameter::path("Sid")],
            accept: "image/png",
            content_type: Some("image/png"),
            format: Format::Binary,
            ..Operation::JSON
        };
        self.call(&OPERATION, &[&sid]).bytes(body)
    }

    /// Replaces the notes of a thing: `PUT /v2/Things/{Sid}/Notes`.
    ///
    /// # Errors
    /// [`ReplaceNotesError`] for nothing that the document describes.
    #[inline]
    pub fn replace_notes(&self, sid: &str, body: &str) -> Call<(), ReplaceNotesError> {
        const OPERATION: Operation = Operation {
            id: "ReplaceNotes",
            method: Method::PUT,
            path: "/v2/Things/{Sid}/Notes",
            parameters: &[Parameter::path("Sid")],
            accept: "",
            content_type: Some("text/plain"),
            success: &["2XX"],
            format: Format::Empty,
            ..Operation::JSON
        };
        self.call(&OPERATION, &[&sid]).text(body)
    }
}

/// The request of [`Client::list_things`]: its optional parameters; nothing happens until it is awaited or sent.
pub type ListThings = CallBuilder<ThingPage, ListThingsError, parameters::ListThings>;

impl ListThings {
    /// Number of things on a page.
    #[inline]
    pub fn page_size(mut self, page_size: i64) -> Self {
        self.call.parameter(1, &page_size);
        self
    }

    /// States to list.
    #[inline]
    pub fn state(mut self, state: &[ThingState]) -> Self {
        self.call.parameter(2, &state);
        self
    }

    /// Ids to list.
    #[inline]
    pub fn ids(mut self, ids: &[String]) -> Self {
        self.call.parameter(3, &ids);
        self
    }

    /// Tags to list.
    #[inline]
    pub fn tags(mut self, tags: &[String]) -> Self {
        self.call.parameter(4, &tags);
        self
    }

    /// What else things must have.
    #[inline]
    pub fn filter(mut self, filter: ThingFilter) -> Self {
        self.call.parameter(5, &filter);
        self
    }

    /// Where to send the list as well.
    #[inline]
    pub fn callback(mut self, callback: &str) -> Self {
        self.call.parameter(6, &callback);
        self
    }

    /// Trace of the request.
    #[inline]
    pub fn x_trace(mut self, x_trace: &str) -> Self {
        self.call.parameter(7, &x_trace);
        self
    }

    /// Session of the browser.
    #[inline]
    pub fn session(mut self, session: &str) -> Self {
        self.call.parameter(8, &session);
        self
    }
}

/// The request of [`Client::create_thing`]: its optional parameters; nothing happens until it is awaited or sent.
pub type CreateThingRequest = CallBuilder<Thing, CreateThingError, parameters::CreateThingRequest>;

impl CreateThingRequest {
    /// Key under which the server does the work only once; made when it is not given.
    #[inline]
    pub fn idempotency_key(mut self, idempotency_key: &str) -> Self {
        self.call.parameter(0, &idempotency_key);
        self
    }
}

mod parameters {
    pub enum ListThings {}
    pub enum CreateThingRequest {}
}

/// The errors of [`Client::fetch_thing`].
#[non_exhaustive]
pub enum FetchThingError {
    /// 400: the request is not valid.
    BadRequest(Problem),
    /// 404: there is no such thing.
    NotFound(Problem),
    /// 429: too many requests.
    TooManyRequests,
    /// 502: the gateway failed.
    BadGateway(String),
    /// 503: the picture of a maintenance page.
    ServiceUnavailable(Bytes),
    /// 5XX: the server failed.
    ServerError(Problem),
    /// Any other status.
    Default(Problem),
    /// Anything that the document does not describe.
    Unexpected(Unexpected),
}

errors!(FetchThingError {
    400 => BadRequest(Problem),
    404 => NotFound(Problem),
    429 => TooManyRequests,
    502 => BadGateway(String) text,
    503 => ServiceUnavailable(Bytes) binary,
    5XX => ServerError(Problem),
    default => Default(Problem),
});

/// The errors of [`Client::list_things`].
#[non_exhaustive]
pub enum ListThingsError {
    /// 400: the request is not valid.
    BadRequest(Problem),
    /// Anything that the document does not describe.
    Unexpected(Unexpected),
}

errors!(ListThingsError { 400 => BadRequest(Problem) });

/// The errors of [`Client::create_thing`].
#[non_exhaustive]
pub enum CreateThingError {
    /// 409: there is one already.
    Conflict(Problem),
    /// 422: the request makes no sense.
    UnprocessableEntity(Problem),
    /// Anything that the document does not describe.
    Unexpected(Unexpected),
}

errors!(CreateThingError { 409 => Conflict(Problem), 422 => UnprocessableEntity(Problem) });

/// The errors of [`Client::delete_thing`].
#[non_exhaustive]
pub enum DeleteThingError {
    /// 404: there is no such thing.
    NotFound,
    /// 500: the server failed.
    InternalServerError(Problem),
    /// Anything that the document does not describe.
    Unexpected(Unexpected),
}

errors!(DeleteThingError { 404 => NotFound, 500 => InternalServerError(Problem) });

/// The answers of [`Client::start_thing`].
#[derive(Clone)]
#[non_exhaustive]
pub enum StartThingAnswer {
    /// 200: it runs.
    Ok(Thing),
    /// 202: it will run.
    Accepted(Job),
    /// 204: it ran already.
    NoContent,
}

answers!(StartThingAnswer { 200 => Ok(Thing), 202 => Accepted(Job), 204 => NoContent });

/// The errors of [`Client::start_thing`].
#[non_exhaustive]
pub enum StartThingError {
    /// Anything that the document does not describe.
    Unexpected(Unexpected),
}

errors!(StartThingError {});

/// The errors of [`Client::read_notes`].
#[non_exhaustive]
pub enum ReadNotesError {
    /// 500: the server failed.
    InternalServerError(String),
    /// Anything that the document does not describe.
    Unexpected(Unexpected),
}

errors!(ReadNotesError { 500 => InternalServerError(String) text });

/// The errors of [`Client::replace_picture`].
pub type ReplacePictureError = StartThingError;

/// The errors of [`Client::replace_notes`].
pub type ReplaceNotesError = StartThingError;
