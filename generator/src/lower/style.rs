//! How parameters are written where 3.2 says more than `openapiv3` has words for.

use openapiv3::ParameterData;

use crate::api::{ParameterPlace, Style};
use crate::node::Node;
use crate::pointer::Location;

use super::ledger::Fate;
use super::schemas::Schemas;

/// Where the document notes a style that `openapiv3` has no word for.
pub(super) const STYLE: &str = "x-specsmith-style";

/// Whether this is the style of 3.2 that is for cookies alone (4.12.3, "Style Values").
pub(super) fn is_of_cookies(schemas: &Schemas<'_, '_>, style: &str) -> bool {
    style == "cookie" && schemas.document.is_v32()
}

/// Whether reserved characters are written as they are. Before 3.2 that is said of queries only (3.1, 4.8.12.2.1); headers
/// have no encoding.
pub(super) fn allow_reserved(
    schemas: &mut Schemas<'_, '_>,
    (at, node): (&Location, &Node),
    place: ParameterPlace,
) -> bool {
    let is_said = node.get("allowReserved").and_then(Node::as_bool) == Some(true);
    let is_new = schemas.document.is_v32();
    let is_meant = match place {
        ParameterPlace::Query => true,
        ParameterPlace::Path | ParameterPlace::Cookie => is_new,
        ParameterPlace::Header => false,
    };
    if is_said && !is_meant {
        schemas.ledger.amend(at, "allowReserved", Fate::Ignored);
    }
    is_said && is_meant
}

/// The style of a cookie.
pub(super) fn cookie_style(schemas: &Schemas<'_, '_>, data: &ParameterData) -> Style {
    let noted = data.extensions.get(STYLE).and_then(|style| style.as_str());
    match noted.is_some_and(|style| is_of_cookies(schemas, style)) {
        true => Style::Cookie,
        false => Style::Form,
    }
}
