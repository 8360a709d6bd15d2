//! The same call as a careful programmer writes it with `reqwest` and `serde`, with the checks of the generated client.
//!
//! | | here |
//! |---|---|
//! | path | a segment that would be empty, `.` or `..` is refused; the parsed URL must have the segments that were asked for |
//! | URL | `http://` to this machine only, checked once, as the base URL is the same for all calls |
//! | headers | `Accept`, `User-Agent` and credentials, marked as sensitive: default headers of the client |
//! | redirects | within the origin, ten at most |
//! | time | to connect, of an attempt with its body, of the whole call |
//! | retries | three attempts; 429, and what is transient, with full jitter or `Retry-After`; none by `reqwest` itself, which keeps a copy of each request for them |
//! | response | status first, then content coding, announced length, media type; the body up to a limit |
//! | errors | status, headers, the first 64 KiB of the body, and the problem that is in it |
//!
//! It does less in these: no budget for retries, no path to a fault within JSON, no unknown members, no text of unknown enum
//! values, no interceptors, no seams for transport and time.

use std::time::{Duration, Instant};

use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Response, StatusCode, Url};

use serde::Deserialize;

use crate::models::lenient::Conversation;

const ATTEMPTS: u32 = 3;
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
const TOTAL_TIMEOUT: Duration = Duration::from_secs(120);
const MAX_BODY: usize = 64 << 20;
const KEPT: usize = 64 << 10;

/// Why a call failed.
#[derive(Debug)]
#[allow(dead_code, reason = "it is what a caller would look into")]
pub enum Error {
    /// The id can't be a segment of a path.
    Path,
    Transport(reqwest::Error),
    Timeout,
    /// The server answered with an error.
    Api(Box<Answer>, Option<Problem>),
    /// The server answered with a success that can't be read.
    Body(Box<Answer>, String),
}

/// What the server says of an error.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "it is what a caller would look into")]
pub struct Problem {
    code: Option<i64>,
    message: Option<String>,
    more_info: Option<String>,
    status: Option<i64>,
}

/// What the server answered.
#[derive(Debug)]
#[allow(dead_code, reason = "it is what a caller would look into")]
pub struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

/// A client for one base URL.
pub struct Client {
    http: reqwest::Client,
    base: Url,
}

impl Client {
    /// A client with an `Authorization` header.
    pub fn new(base: &str, authorization: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let base = Url::parse(base)?;
        if base.scheme() != "https" && base.host_str() != Some("127.0.0.1") {
            return Err("the credentials would go in clear text".into());
        }
        let mut authorization = HeaderValue::from_str(authorization)?;
        authorization.set_sensitive(true);
        let headers = HeaderMap::from_iter([
            (header::ACCEPT, HeaderValue::from_static("application/json")),
            (header::AUTHORIZATION, authorization),
        ]);
        let http = reqwest::Client::builder()
            .default_headers(headers)
            .user_agent("by-hand/0.1.0")
            .referer(false)
            .retry(reqwest::retry::never().max_retries_per_request(0))
            // The generated client takes none for an address of this machine.
            .no_proxy()
            .connect_timeout(Duration::from_secs(5))
            .redirect(Policy::custom(|attempt| {
                let last = attempt.previous().last().map(Url::origin);
                let within = last == Some(attempt.url().origin());
                if within && attempt.previous().len() <= 10 {
                    attempt.follow()
                } else {
                    attempt.stop()
                }
            }))
            .build()?;
        Ok(Self { http, base })
    }

    /// `GET /v2/Conversations/{Sid}`
    pub async fn fetch_conversation(&self, sid: &str) -> Result<Conversation, Error> {
        let url = self.url(&["v2", "Conversations", sid])?;
        let started = Instant::now();
        let mut attempt = 1;
        loop {
            let left = TOTAL_TIMEOUT.saturating_sub(started.elapsed());
            let time = left.min(ATTEMPT_TIMEOUT);
            let result = match tokio::time::timeout(time, self.attempt(url.clone())).await {
                Ok(result) => result,
                Err(_) => Err(Error::Timeout),
            };
            match result {
                Err(error) if attempt < ATTEMPTS => match wait(&error, attempt) {
                    Some(wait) if started.elapsed() + wait < TOTAL_TIMEOUT => {
                        tokio::time::sleep(wait).await;
                    }
                    _ => return Err(error),
                },
                result => return result,
            }
            attempt += 1;
        }
    }

    fn url(&self, segments: &[&str]) -> Result<Url, Error> {
        let mut url = self.base.clone();
        if segments.iter().any(|text| matches!(*text, "" | "." | "..")) {
            return Err(Error::Path);
        }
        url.path_segments_mut()
            .map_err(|()| Error::Path)?
            .pop_if_empty()
            .extend(segments);
        match url.path_segments().map(Iterator::count) {
            Some(count) if count == segments.len() => Ok(url),
            _ => Err(Error::Path),
        }
    }

    async fn attempt(&self, url: Url) -> Result<Conversation, Error> {
        let request = self.http.get(url);
        let mut response = request.send().await.map_err(Error::Transport)?;
        let status = response.status();
        let body = read(&mut response).await;
        let headers = std::mem::take(response.headers_mut());
        let kept = |mut body: Vec<u8>| {
            body.truncate(KEPT);
            Box::new(Answer {
                status,
                headers: headers.clone(),
                body,
            })
        };
        if !status.is_success() {
            let body = body.unwrap_or_default();
            let problem = serde_json::from_slice(&body).ok();
            return Err(Error::Api(kept(body), problem));
        }
        let body = match body {
            Ok(body) => body,
            Err(Failed::Transport(error)) => return Err(Error::Transport(error)),
            Err(Failed::Refused(why)) => return Err(Error::Body(kept(Vec::new()), why.to_owned())),
        };
        if !is_json(&headers) {
            return Err(Error::Body(kept(body), "it is no JSON".to_owned()));
        }
        serde_json::from_slice(&body).map_err(|error| Error::Body(kept(body), error.to_string()))
    }
}

/// Why a body could not be read.
enum Failed {
    Transport(reqwest::Error),
    Refused(&'static str),
}

/// Reads a body that is neither compressed nor too long.
async fn read(response: &mut Response) -> Result<Vec<u8>, Failed> {
    if response.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(Failed::Refused("it is compressed"));
    }
    let announced = response.content_length().unwrap_or(0);
    if announced > MAX_BODY as u64 {
        return Err(Failed::Refused("it is too long"));
    }
    let mut body = Vec::with_capacity(announced as usize);
    while let Some(chunk) = response.chunk().await.map_err(Failed::Transport)? {
        if body.len() + chunk.len() > MAX_BODY {
            return Err(Failed::Refused("it is too long"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(media_type) = headers.get(header::CONTENT_TYPE) else {
        return true;
    };
    let media_type = media_type.to_str().unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json")
}

/// How long to wait before another attempt; `None`: there is none.
fn wait(error: &Error, attempt: u32) -> Option<Duration> {
    let asked = match error {
        Error::Transport(_) | Error::Timeout => None,
        Error::Api(answer, _) if matches!(answer.status.as_u16(), 408 | 429 | 500 | 502..=504) => {
            answer.headers.get(header::RETRY_AFTER)
        }
        Error::Api(..) | Error::Body(..) | Error::Path => return None,
    };
    let seconds = asked.and_then(|text| text.to_str().ok()?.parse().ok());
    match seconds {
        Some(seconds) if seconds > 60 => None,
        Some(seconds) => Some(Duration::from_secs(seconds)),
        None => Some(Duration::from_millis(200 << (attempt - 1)).mul_f64(fastrand::f64())),
    }
}
