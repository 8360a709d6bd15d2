//! Reads what stands once in a document: info, servers, security, tags.

use indexmap::IndexMap;
use openapiv3::{
    Contact, ExternalDocumentation, Info, License, SecurityRequirement, Server, ServerVariable, Tag,
};

use super::{Cursor, Head, Sources};
use crate::node::Node;
use crate::pointer::Location;
use crate::report::{Diagnostic, Report, Severity};

/// The head of the document; what can't be read is told and left out.
pub(super) fn head(sources: &Sources, root: &Location, report: &mut Report) -> Head {
    let node = sources.node(root).unwrap_or(&Node::Null);
    let cursor = Cursor {
        node,
        at: root.clone(),
    };
    Head {
        info: told(info(&cursor), Severity::Error, report),
        servers: told(servers(&cursor), Severity::Error, report),
        security: told(security(&cursor), Severity::Error, report).unwrap_or_default(),
        tags: tags(&cursor, report),
        external_docs: told(external_docs(&cursor), Severity::Warning, report).map(|docs| docs.url),
    }
}

fn told<T: Default>(read: Result<T, Diagnostic>, severity: Severity, report: &mut Report) -> T {
    read.unwrap_or_else(|diagnostic| {
        report.add(Diagnostic {
            severity,
            ..diagnostic
        });
        T::default()
    })
}

/// The declared tags; a client is right without those that can't be read.
fn tags(root: &Cursor<'_>, report: &mut Report) -> Vec<Tag> {
    let tags = told(root.items("tags"), Severity::Warning, report);
    tags.iter()
        .filter_map(|cursor| told(tag(cursor).map(Some), Severity::Warning, report))
        .collect()
}

fn info(root: &Cursor<'_>) -> Result<Info, Diagnostic> {
    let Some(info) = root.get("info") else {
        return Ok(Info {
            title: "API".to_owned(),
            version: "0".to_owned(),
            ..Info::default()
        });
    };
    info.object("Info Object")?;
    Ok(Info {
        title: info.text("title")?.unwrap_or_else(|| "API".to_owned()),
        description: info.words()?,
        terms_of_service: info.text("termsOfService")?,
        contact: info
            .get("contact")
            .map(|contact| read_contact(&contact))
            .transpose()?,
        license: info
            .get("license")
            .map(|license| read_license(&license))
            .transpose()?,
        version: info.text("version")?.unwrap_or_else(|| "0".to_owned()),
        extensions: info.extensions(),
    })
}

fn read_contact(cursor: &Cursor<'_>) -> Result<Contact, Diagnostic> {
    Ok(Contact {
        name: cursor.text("name")?,
        url: cursor.text("url")?,
        email: cursor.text("email")?,
        extensions: cursor.extensions(),
    })
}

fn read_license(cursor: &Cursor<'_>) -> Result<License, Diagnostic> {
    Ok(License {
        name: cursor
            .text("name")?
            .or(cursor.text("identifier")?)
            .unwrap_or_default(),
        url: cursor.text("url")?,
        extensions: cursor.extensions(),
    })
}

/// The `servers` of an object.
pub(super) fn servers(cursor: &Cursor<'_>) -> Result<Vec<Server>, Diagnostic> {
    cursor.items("servers")?.iter().map(server).collect()
}

fn server(cursor: &Cursor<'_>) -> Result<Server, Diagnostic> {
    cursor.object("Server Object")?;
    // What has no default is no variable: where the URL has it, that is told.
    let variables = cursor.map("variables", variable)?.into_iter();
    let variables = variables.filter_map(|(name, variable)| Some((name, variable?)));
    let variables: IndexMap<String, ServerVariable> = variables.collect();
    Ok(Server {
        url: cursor.needed_text("url", "Server Object")?,
        description: cursor.text("description")?,
        variables: (!variables.is_empty()).then_some(variables),
        extensions: cursor.extensions(),
    })
}

fn variable(cursor: &Cursor<'_>) -> Result<Option<ServerVariable>, Diagnostic> {
    let enumeration = cursor.texts("enum")?;
    let default = cursor
        .text("default")?
        .or_else(|| enumeration.first().cloned());
    let Some(default) = default else {
        return Ok(None);
    };
    Ok(Some(ServerVariable {
        default,
        enumeration,
        description: cursor.text("description")?,
        extensions: cursor.extensions(),
    }))
}

/// The `security` of an object, if it has one.
pub(super) fn security(
    cursor: &Cursor<'_>,
) -> Result<Option<Vec<SecurityRequirement>>, Diagnostic> {
    let Some(member) = cursor.get("security") else {
        return Ok(None);
    };
    // One requirement without the array around it can only mean itself.
    if member.node.as_mapping().is_some() {
        return requirement(&member).map(|one| Some(vec![one]));
    }
    cursor
        .items("security")?
        .iter()
        .map(requirement)
        .collect::<Result<_, _>>()
        .map(Some)
}

fn requirement(cursor: &Cursor<'_>) -> Result<SecurityRequirement, Diagnostic> {
    let mapping = cursor.object("Security Requirement Object")?;
    let scopes = |name: &str| Ok((name.to_owned(), cursor.texts(name)?));
    mapping.iter().map(|(name, _)| scopes(name)).collect()
}

fn tag(cursor: &Cursor<'_>) -> Result<Tag, Diagnostic> {
    // A tag that is only a name is understood.
    if let Some(name) = cursor.node.as_str() {
        return Ok(Tag {
            name: name.to_owned(),
            ..Tag::default()
        });
    }
    cursor.object("Tag Object")?;
    Ok(Tag {
        name: cursor.needed_text("name", "Tag Object")?,
        description: cursor.words()?,
        external_docs: external_docs(cursor)?,
        extensions: cursor.extensions(),
    })
}

/// The `externalDocs` of an object, if they lead anywhere.
pub(super) fn external_docs(
    cursor: &Cursor<'_>,
) -> Result<Option<ExternalDocumentation>, Diagnostic> {
    let Some(docs) = cursor.get("externalDocs") else {
        return Ok(None);
    };
    let Some(url) = docs.text("url")? else {
        return Ok(None);
    };
    let description = docs.text("description")?;
    Ok(Some(ExternalDocumentation {
        description,
        url,
        extensions: docs.extensions(),
    }))
}
