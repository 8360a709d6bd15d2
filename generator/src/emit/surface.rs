//! `API.txt`: one sorted line per public item that the document gave rise to, what a reviewer reads first.

use super::client::Lookup;
use super::method::{arguments, result_types};
use super::scope::Scope;
use super::text::{ident, quoted};
use super::types::{Position, spell};
use super::union::made_from;
use super::unit::{Part, Unit};
use super::{auth, builder, construction, method_docs, parameter, structure};
use crate::plan::{
    ALL_MODELS, Argument, Case, Crate, Method, Model, OpenEnum, Outcome, Place, Rest, RustType,
    Struct, Union,
};

pub(super) fn unit(krate: &Crate) -> Vec<Unit<'_>> {
    vec![Unit {
        path: "API.txt".to_owned(),
        head: Box::new(|_| Part::default()),
        parts: vec![Box::new(|| Part::text(page(krate)))],
    }]
}

fn page(krate: &Crate) -> String {
    let lookup = Lookup::new(krate);
    let mut lines = Lines {
        list: Vec::new(),
        scope: Scope::of_models(),
    };
    krate.models.iter().for_each(|model| lines.model(model, ""));
    let behind = [" feature ", ALL_MODELS].concat();
    let unused = krate.unused_models.iter();
    unused.for_each(|model| lines.model(model, &behind));
    // From here on a model with the name of something else is spelled with its module.
    lines.scope = lookup.scope();
    krate
        .methods
        .iter()
        .for_each(|method| lines.method(method, &lookup));
    krate
        .outcomes
        .iter()
        .for_each(|outcome| lines.outcome(outcome));
    lines.credentials(krate);
    lines.list.sort_unstable();
    let mut text = lines.list.join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

struct Lines {
    list: Vec<String>,
    scope: Scope,
}

impl Lines {
    fn push(&mut self, line: String) {
        self.list.push(line);
    }

    fn ty(&mut self, ty: &RustType) -> String {
        spell(ty, Position::Held, &mut self.scope)
    }

    /// `behind`: what the line of the type ends with.
    fn model(&mut self, model: &Model, behind: &str) {
        let first = self.list.len();
        match model {
            Model::Struct(model) => self.structure(model),
            Model::TextEnum(model) => self.open(model, "UnknownText", |wire| quoted(wire)),
            Model::NumberEnum(model) => self.open(model, "UnknownNumber", i64::to_string),
            Model::Union(model) => self.union(model),
            Model::Alias(model) => {
                let name = &model.name;
                let ty = self.ty(&model.ty);
                let deprecated = deprecated(model.deprecated);
                self.push(format!("type models::{name} = {ty}{deprecated}"));
            }
        }
        if let Some(line) = self.list.get_mut(first) {
            line.push_str(behind);
        }
    }

    fn structure(&mut self, model: &Struct) {
        let name = &model.name;
        self.push(["struct models::", name, deprecated(model.deprecated)].concat());
        for field in &model.fields {
            let ty = self.ty(&field.ty);
            let wire = quoted(&field.wire);
            let mut line = ["models::", name, ".", &field.name, ": ", &ty, " = ", &wire].concat();
            for mark in structure::marks(field) {
                line.extend([" ", mark]);
            }
            line.push_str(deprecated(field.deprecated));
            self.push(line);
        }
        match &model.rest {
            Rest::Kept { field } => self.push(["models::", name, ".", field, ": Extra"].concat()),
            Rest::Typed {
                field,
                value,
                extra,
            } => {
                let value = self.ty(value);
                self.push(format!("models::{name}.{field}: BTreeMap<String, {value}>"));
                self.push(format!("models::{name}.{extra}: Extra"));
            }
            Rest::Dropped => {}
        }
        if model.sent {
            for signature in construction::signatures(model, &mut self.scope) {
                self.push(["models::", name, "::", &signature, " -> ", name].concat());
            }
        }
    }

    fn open<T>(&mut self, model: &OpenEnum<T>, unknown: &str, literal: impl Fn(&T) -> String) {
        let OpenEnum {
            name,
            docs: _,
            deprecated: is_deprecated,
            variants,
            unrecognized,
        } = model;
        self.push(["enum models::", name, deprecated(*is_deprecated)].concat());
        self.push(["models::", name, "::", unrecognized, "(", unknown, ")"].concat());
        for variant in variants {
            let (known, wire) = (ident(&variant.name), literal(&variant.wire));
            self.push(["models::", name, "::", &known, " = ", &wire].concat());
        }
    }

    fn union(&mut self, model: &Union) {
        let name = &model.name;
        let tag = model
            .tag
            .as_deref()
            .map_or_else(String::new, |tag| format!(" by {}", quoted(tag)));
        self.push(format!(
            "enum models::{name}{tag}{}",
            deprecated(model.deprecated)
        ));
        self.push(format!(
            "models::{name}::{}(serde_json::Value)",
            model.unrecognized
        ));
        for arm in &model.arms {
            let ty = self.ty(&arm.ty);
            let mut tags: Vec<String> = arm.tags.iter().map(|tag| quoted(tag)).collect();
            // Their order is which one is written where a value has none, and nothing else.
            if !model.writes_tag {
                tags.sort_unstable();
            }
            let tags = if tags.is_empty() {
                String::new()
            } else {
                format!(" = {}", tags.join(" | "))
            };
            let is_default = model.default.as_ref() == Some(&arm.name);
            let default = if is_default { " by default" } else { "" };
            let variant = ident(&arm.name);
            let payload = ["(", &ty, ")"].concat();
            self.push(["models::", name, "::", &variant, &payload, &tags, default].concat());
            if arm.converts {
                let types: Vec<_> = made_from(arm, |ty| self.ty(ty)).collect();
                for ty in types {
                    self.push(["models::", name, "::from(", &ty, ")"].concat());
                }
            }
        }
    }

    fn method(&mut self, method: &Method, lookup: &Lookup<'_>) {
        let arguments = arguments(method, &mut self.scope);
        let types = result_types(method, lookup, None, &mut self.scope).replace("crate::", "");
        let call = ["Call<", &types, ">"].concat();
        let output = method.builder.as_deref().unwrap_or(&call);
        let wire: String = wire_names(method, Needed::Required)
            .map(|name| format!(", {name}"))
            .collect();
        let Method {
            name,
            http_method,
            path,
            ..
        } = method;
        let path = super::docs::visible(path);
        let deprecated = deprecated(method.deprecated);
        let answer = [
            ") -> ",
            output,
            " = ",
            http_method,
            " ",
            &path,
            &wire,
            deprecated,
        ]
        .concat();
        self.push(["Client::", name, "(&self", &arguments, &answer].concat());
        if let Some(name) = &method.builder {
            // Its marker has the same name.
            self.push(["type ", name, " = CallBuilder<", &types, ">"].concat());
            let setters = builder::signatures(method, &mut self.scope);
            for (setter, wire) in setters
                .into_iter()
                .zip(wire_names(method, Needed::Optional))
            {
                self.push([name, "::", &setter, " -> ", name, " = ", &wire].concat());
            }
        }
    }

    fn outcome(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Errors {
                name,
                method: _,
                cases,
            } => {
                self.push(["enum ", name].concat());
                self.push([name, "::Unexpected(Unexpected)"].concat());
                self.cases(name, cases);
            }
            Outcome::Answers {
                name,
                method: _,
                cases,
            } => {
                self.push(format!("enum {name}"));
                self.cases(name, cases);
            }
            Outcome::SameErrors {
                name,
                method: _,
                target,
                docs: _,
            } => self.push(["type ", name, " = ", target].concat()),
        }
    }

    fn cases(&mut self, name: &str, cases: &[Case]) {
        for case in cases {
            let payload = case
                .ty
                .as_ref()
                .map_or_else(String::new, |ty| format!("({})", self.ty(ty)));
            let media_types = case.media_types.iter().map(|name| format!(" {name}"));
            self.push(format!(
                "{name}::{}{payload} = {}{}",
                ident(&case.variant),
                method_docs::status(case.status),
                media_types.collect::<String>()
            ));
        }
    }

    fn credentials(&mut self, krate: &Crate) {
        for credential in &krate.credentials {
            let arguments = auth::argument_names(&credential.kind).iter();
            let arguments: String = arguments.map(|name| format!(", {name}: &str")).collect();
            // Where a secret goes, so that a review sees when that changes.
            let wire = auth::wire(credential);
            self.push(format!(
                "ClientBuilder::{}(self{arguments}) -> ClientBuilder = {wire}",
                credential.method
            ));
            if let Some(provider) = &credential.provider {
                self.push(format!(
                    "ClientBuilder::{provider}(self, provider: impl CredentialProvider) -> ClientBuilder = {wire}"
                ));
            }
            if let Some(fetched) = &credential.client_credentials {
                let url = fetched.token_url.as_deref().map(quoted);
                let url = url.map_or_else(String::new, |url| format!(" by {url}"));
                self.push(format!(
                    "ClientBuilder::{}(self, credentials: ClientCredentials) -> ClientBuilder = {wire}{url}",
                    fetched.method
                ));
            }
        }
        let variables = auth::variables(krate).join(", ");
        if !variables.is_empty() {
            self.push(format!(
                "Client::from_env() -> Result<Client, BuildError> = {}",
                super::docs::visible(&variables)
            ));
        }
    }
}

/// Which parameters and which body: the arguments of a method, or its setters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needed {
    Required,
    Optional,
}

/// What of these travels outside the path.
fn wire_names(method: &Method, needed: Needed) -> impl Iterator<Item = String> {
    let required = needed == Needed::Required;
    let is_shown = move |parameter: &&Argument| {
        parameter.required == required && (parameter.place != Place::Path || !parameter.required)
    };
    let parameters = method.parameters.iter().filter(is_shown);
    let parameters = parameters.map(|parameter| {
        let (place, wire) = (parameter::place_name(parameter.place), &parameter.wire);
        let always = parameter.constant.iter();
        let always: String = always
            .map(|text| format!(" always {}", quoted(text)))
            .collect();
        [place, " ", &quoted(wire), &always].concat()
    });
    let body = method
        .body
        .iter()
        .filter(move |body| body.required == required);
    parameters.chain(body.map(|body| format!("body {}", super::docs::visible(&body.media_type))))
}

fn deprecated(deprecated: bool) -> &'static str {
    if deprecated { " deprecated" } else { "" }
}
