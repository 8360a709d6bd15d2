//! Credentials: one method of the builder each, and `Client::from_env`.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::client::option;
use super::docs;
use super::scope::{Scope, ident};
use crate::plan::{ClientCredentials, Crate, Credential, CredentialKind, EnvValues, FromEnv};

/// Names of the arguments of a credential's method.
pub(super) fn argument_names(kind: &CredentialKind) -> &'static [&'static str] {
    match kind {
        CredentialKind::Basic => &["username", "password"],
        CredentialKind::Bearer => &["token"],
        CredentialKind::Http(_) => &["value"],
        CredentialKind::Header(_) | CredentialKind::Query(_) | CredentialKind::Cookie(_) => {
            &["key"]
        }
    }
}

/// The kind as the runtime's `CredentialKind`.
pub(super) fn kind(kind: &CredentialKind, scope: &mut Scope) -> TokenStream {
    let base = scope.runtime("CredentialKind");
    match kind {
        CredentialKind::Basic => quote!(#base::Basic),
        CredentialKind::Bearer => quote!(#base::Bearer),
        CredentialKind::Http(scheme) => quote!(#base::Http(#scheme)),
        CredentialKind::Header(name) => quote!(#base::Header(#name)),
        CredentialKind::Query(name) => quote!(#base::Query(#name)),
        CredentialKind::Cookie(name) => quote!(#base::Cookie(#name)),
    }
}

/// `impl ClientBuilder`, when there are credentials.
pub(super) fn builder(krate: &Crate, scope: &mut Scope) -> Option<TokenStream> {
    if krate.credentials.is_empty() {
        return None;
    }
    let builder = scope.runtime("ClientBuilder");
    let methods: Vec<TokenStream> = krate
        .credentials
        .iter()
        .enumerate()
        .flat_map(|(index, credential)| methods(index, credential, scope))
        .collect();
    Some(quote!(impl #builder { #(#methods)* }))
}

/// The methods of a credential: for its value, for a provider of it, and for what it can be fetched for.
fn methods(index: usize, credential: &Credential, scope: &mut Scope) -> Vec<TokenStream> {
    let mut methods = vec![method(index, credential, scope)];
    let provider = credential.provider.as_deref();
    methods.extend(provider.map(|name| provider_method(index, credential, name, scope)));
    let fetched = credential.client_credentials.as_ref();
    methods.extend(fetched.map(|fetched| client_credentials(index, fetched, scope)));
    methods
}

fn provider_method(
    index: usize,
    credential: &Credential,
    name: &str,
    scope: &mut Scope,
) -> TokenStream {
    let value = ident(&credential.method);
    let docs = docs::outer(
        &[format!(
            "Fetches what [`{value}`](Self::{value}) takes, when it is needed."
        )],
        scope,
    );
    let name = ident(name);
    let index = Literal::usize_unsuffixed(index);
    let provider = scope.runtime("CredentialProvider");
    quote! {
        #docs
        pub fn #name(self, provider: impl #provider) -> Self {
            self.provider(#index, provider)
        }
    }
}

fn client_credentials(index: usize, fetched: &ClientCredentials, scope: &mut Scope) -> TokenStream {
    let docs = docs::outer(&client_credentials_docs(fetched), scope);
    let name = ident(&fetched.method);
    let url = option(fetched.token_url.as_deref());
    let index = Literal::usize_unsuffixed(index);
    let credentials = scope.runtime("ClientCredentials");
    quote! {
        #docs
        pub fn #name(self, credentials: #credentials) -> Self {
            self.oauth2(#index, #url, credentials)
        }
    }
}

/// The scopes are in the docs of the method for the token.
fn client_credentials_docs(fetched: &ClientCredentials) -> Vec<String> {
    let from = match &fetched.token_url {
        Some(url) => format!("from {}", docs::code(url)),
        None => "from the URL that they name".to_owned(),
    };
    vec![
        "OAuth 2.0 for programs (RFC 6749, 4.4).".to_owned(),
        String::new(),
        format!("The client fetches its tokens {from}, and renews them in time."),
    ]
}

fn method(index: usize, credential: &Credential, scope: &mut Scope) -> TokenStream {
    let docs = docs::or_name(&credential.docs, &credential.method, scope);
    let name = ident(&credential.method);
    let arguments: Vec<Ident> = argument_names(&credential.kind)
        .iter()
        .map(|name| ident(name))
        .collect();
    let index = Literal::usize_unsuffixed(index);
    let constructor = match credential.kind {
        CredentialKind::Basic => ident("basic"),
        _ => ident("token"),
    };
    let credential = scope.runtime("Credential");
    quote! {
        #docs
        pub fn #name(self, #(#arguments: &str),*) -> Self {
            self.credential(#index, #credential::#constructor(#(#arguments),*))
        }
    }
}

/// `Client::from_env` and the credential that it gives, if there is one.
pub(super) fn environment(krate: &Crate) -> Option<(&FromEnv, &Credential)> {
    let from_env = krate.from_env.as_ref()?;
    Some((from_env, krate.credentials.get(from_env.credential)?))
}

/// The method `Client::from_env`, if there is one.
pub(super) fn from_env(krate: &Crate, scope: &mut Scope) -> Option<TokenStream> {
    let (from_env, credential) = environment(krate)?;
    let variables = &from_env.variables;
    let names: Vec<String> = variables.iter().map(|name| docs::code(name)).collect();
    let lines = [
        format!("A client with the credentials in {}.", docs::list(&names)),
        String::new(),
        "# Errors".to_owned(),
        "When a variable is missing, and as [`ClientBuilder::build`].".to_owned(),
    ];
    let docs = docs::outer(&lines, scope);
    scope.runtime("ClientBuilder");
    let (error, variable) = (scope.runtime("BuildError"), scope.runtime("variable"));
    let given = match &from_env.holds {
        EnvValues::Credential => {
            let method = ident(&credential.method);
            quote!(#method(#(&#variable(#variables)?),*))
        }
        EnvValues::Program(method) => {
            let (method, program) = (ident(method), scope.runtime("ClientCredentials"));
            quote!(#method(#program::new(#(#variable(#variables)?),*)))
        }
    };
    Some(quote! {
        #docs
        pub fn from_env() -> Result<Self, #error> {
            Self::builder().#given.build()
        }
    })
}
