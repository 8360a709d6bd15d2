//! HTTP Basic (RFC 7617).

use super::Credential;

impl Credential {
    /// A user's name and password. A name with a `:` can't be told from the password, and nothing in both is no credential,
    /// so the client is not built.
    pub(crate) fn basic(username: &str, password: &str) -> Self {
        let text = format!("{username}:{password}");
        if username.contains(':') || text == ":" || text.bytes().any(|byte| byte.is_ascii_control())
        {
            return Self::invalid();
        }
        Self::token(&base64(text.as_bytes()))
    }
}

/// The text of bytes (RFC 4648, 4).
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let mut bits = 0;
        for place in 0..3 {
            bits = (bits << 8) | usize::from(*chunk.get(place).unwrap_or(&0));
        }
        for place in 0..=chunk.len() {
            let letter = ALPHABET.get((bits >> (18 - 6 * place)) & 63);
            text.push(char::from(*letter.unwrap_or(&b'=')));
        }
    }
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}
