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
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for place in 0..4_usize {
            let sextet = (bits >> (18 - 6 * place)) & 63;
            let letter = ALPHABET.get(sextet as usize).copied().unwrap_or(b'=');
            text.push(if place > chunk.len() {
                '='
            } else {
                char::from(letter)
            });
        }
    }
    text
}
