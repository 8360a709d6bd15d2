//! What `Cargo.toml` and the readme say.

use crate::api::Api;
use crate::pointer::Location;
use crate::report::{PlanProblem, Report};

use super::Settings;
use super::groups::groups;
use super::krate::{ExampleArgument, Manifest, Method, Readme};
use super::markdown::{Rendered, rustdoc};
use super::names::package_name;
use super::package::{KEYWORDS, check_package_name, is_keyword, is_license, is_version};
use super::text;

/// Plans `Cargo.toml`.
pub fn manifest(api: &Api, settings: Settings<'_>, report: &mut Report) -> Manifest {
    let Settings {
        choices: (_, choices),
        package_name: given,
        standalone,
        ..
    } = settings;
    let chosen = given.or(choices.package.name.as_deref());
    let title = text::title(&api.info.title);
    check(settings, report);
    Manifest {
        name: chosen.map_or_else(|| package_name(&title), str::to_owned),
        version: (choices.package.version.clone()).unwrap_or_else(|| "0.1.0".to_owned()),
        license: choices.package.license.clone(),
        description: (choices.package.description.clone()).unwrap_or_else(|| description(&title)),
        repository: choices.package.repository.clone(),
        keywords: choices.package.keywords.clone(),
        standalone: standalone.unwrap_or(choices.package.standalone),
    }
}

/// A description in one phrase, which says once that this is about an API.
fn description(title: &str) -> String {
    let name = match title.split_at_checked(4) {
        Some((article, name)) if article.eq_ignore_ascii_case("the ") => name,
        Some(_) | None => title,
    };
    let mut words = name.split(|character: char| !character.is_alphanumeric());
    let is_api = |word: &str| ["api", "apis"].contains(&&*word.to_ascii_lowercase());
    match (name.is_empty(), words.any(is_api)) {
        (true, _) => "Client for an HTTP API".to_owned(),
        (false, true) => format!("Client for the {name}"),
        (false, false) => format!("Client for the {name} API"),
    }
}

/// Reports what Cargo or crates.io would not take.
fn check(settings: Settings<'_>, report: &mut Report) {
    let (file, choices) = settings.choices;
    let package = &choices.package;
    let at = Location::root(file).key("package");
    // What stands in place of the choice is at no place of its file.
    let (name_at, shown) = match settings.package_name {
        Some(name) => (None, format!("--name {name}")),
        None => (
            Some(at.key("name")),
            package.name.clone().unwrap_or_default(),
        ),
    };
    if let Some(Err(reason)) = settings
        .package_name
        .or(package.name.as_deref())
        .map(check_package_name)
    {
        let reason = reason.to_owned();
        report.error(
            name_at,
            PlanProblem::NameNotValid {
                name: shown,
                reason,
            },
        );
    }
    let mut wrong = |at: Location, choice: String, expected: String| {
        report.error(at, PlanProblem::ChoiceNotUsable { choice, expected });
    };
    if let Some(version) = package.version.as_ref().filter(|text| !is_version(text)) {
        let expected = "a version of three numbers, such as `1.2.3` or `1.0.0-rc.1` (semver.org)";
        wrong(
            at.key("version"),
            format!("version: {version}"),
            expected.to_owned(),
        );
    }
    if let Some(license) = package.license.as_ref().filter(|text| !is_license(text)) {
        let expected = "an SPDX expression, such as `MIT OR Apache-2.0`";
        wrong(
            at.key("license"),
            format!("license: {license}"),
            expected.to_owned(),
        );
    }
    let keywords_at = at.key("keywords");
    for (index, keyword) in package.keywords.iter().enumerate() {
        let at = keywords_at.index(index);
        if !is_keyword(keyword) {
            let expected =
                "at most 20 ASCII letters, digits, `-`, `_` and `+`, a letter or digit first";
            wrong(at, format!("keywords: {keyword}"), expected.to_owned());
        } else if index >= KEYWORDS {
            wrong(
                at,
                format!("keywords: {keyword}"),
                format!("at most {KEYWORDS} keywords"),
            );
        }
    }
}

/// Plans the crate page.
pub fn readme(api: &Api, rendered: &Rendered<'_>, methods: &[Method]) -> Readme {
    let info = &api.info;
    let description = info.description.as_deref();
    let mut about = description.map_or_else(Vec::new, |text| rendered.rustdoc(text));
    let facts = [
        ("Documentation", &info.external_docs),
        ("Terms of service", &info.terms_of_service),
        ("Contact", &info.contact),
        ("Licence of the API", &info.license),
    ];
    for (name, value) in facts {
        if let Some(value) = value {
            about.push(String::new());
            about.extend(rustdoc(&format!("{name}: {value}")));
        }
    }
    Readme {
        title: text::title(&api.info.title),
        api_version: text::title(&api.info.version),
        about: (!about.is_empty()).then(|| about.join("\n")),
        first_call: first_call(methods),
        groups: groups(api, rendered, methods),
    }
}

/// The call that tells most in fewest words: a GET whose arguments can be written down, else any GET, else any call.
fn first_call(methods: &[Method]) -> Option<usize> {
    let reads = |method: &Method| {
        method.http_method == "GET" && method.body.is_none() && !method.deprecated
    };
    let given = |method: &Method| method.example_arguments.contains(&ExampleArgument::Given);
    methods
        .iter()
        .position(|method| reads(method) && !given(method))
        .or_else(|| methods.iter().position(reads))
        .or_else(|| (!methods.is_empty()).then_some(0))
}
