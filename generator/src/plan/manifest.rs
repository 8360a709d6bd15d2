//! What `Cargo.toml` and the readme say.

use crate::api::Api;
use crate::pointer::Location;
use crate::report::{PlanProblem, Report};

use super::Settings;
use super::krate::{ExampleArgument, Manifest, Method, Readme};
use super::markdown::rustdoc;
use super::names::package_name;
use super::text;

/// Plans `Cargo.toml`; `file` is that of the choices, for messages.
pub fn manifest(api: &Api, settings: Settings<'_>, report: &mut Report) -> Manifest {
    let Settings {
        choices: (file, choices),
        name,
        standalone,
        ..
    } = settings;
    let chosen = name.or(choices.package.name.as_deref());
    if let Some(chosen) = chosen.filter(|name| !is_package_name(name)) {
        // What stands in place of the choice is at no place of its file.
        let (at, name) = match name {
            Some(_) => (None, format!("--name {chosen}")),
            None => {
                let at = Location::root(file).key("package").key("name");
                (Some(at), chosen.to_owned())
            }
        };
        report.error(at, PlanProblem::NameNotValid { name });
    }
    let title = text::title(&api.info.title);
    let version = choices
        .package
        .version
        .clone()
        .unwrap_or_else(|| "0.1.0".to_owned());
    if !is_version(&version) {
        report.error(
            Location::root(file).key("package").key("version"),
            PlanProblem::NameNotValid {
                name: version.clone(),
            },
        );
    }
    Manifest {
        name: chosen.map_or_else(|| package_name(&title), str::to_owned),
        version,
        license: choices.package.license.clone(),
        description: choices.package.description.clone().unwrap_or_else(|| {
            let name = title.strip_suffix(" API").unwrap_or(&title);
            format!("Client for the {name} API")
        }),
        repository: choices.package.repository.clone(),
        keywords: choices.package.keywords.iter().take(5).cloned().collect(),
        standalone: standalone.unwrap_or(choices.package.standalone),
    }
}

/// What cargo takes for a package, as far as it can be a crate too.
fn is_package_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
        && !["--", "__", "-_", "_-"]
            .iter()
            .any(|double| name.contains(double))
        && ![
            "core",
            "std",
            "alloc",
            "test",
            "proc-macro",
            "self",
            "super",
            "crate",
        ]
        .contains(&name)
        && super::names::identifier(name) == name
}

/// `major.minor.patch`, with what semver allows behind it.
fn is_version(version: &str) -> bool {
    let numbers = version.split(['-', '+']).next().unwrap_or_default();
    let parts: Vec<&str> = numbers.split('.').collect();
    parts.len() == 3
        && parts.iter().all(|part| part.parse::<u64>().is_ok())
        && version.chars().all(|character| {
            character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '+')
        })
}

/// Plans the crate page.
pub fn readme(api: &Api, methods: &[Method]) -> Readme {
    let info = &api.info;
    let mut about: Vec<String> = info
        .description
        .as_deref()
        .or(info.summary.as_deref())
        .map(rustdoc)
        .unwrap_or_default();
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
