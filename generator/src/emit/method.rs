//! Methods of the client: the operation as data, and the call that it starts.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::client::{Lookup, option, security};
use super::parameter;
use super::scope::{Scope, ident};
use super::structure::deprecation;
use super::types::{Position, kept, spell, written};
use super::{docs, method_docs};
use crate::plan::{Argument, Body, Format, Method, RustType};

pub(super) fn method(
    method: &Method,
    lookup: &Lookup<'_>,
    file: Option<&str>,
    scope: &mut Scope,
) -> TokenStream {
    let docs = docs::outer(&method_docs::lines(method, lookup, file), scope);
    let deprecated = deprecation(method.deprecated);
    let name = ident(&method.name);
    let arguments = arguments(method, scope);
    let operation = scope.runtime("Operation");
    let members = members(method, lookup, scope);
    let values = method
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let values = values.map(|parameter| written(&parameter.ty, &ident(&parameter.name)));
    let body = method
        .body
        .as_ref()
        .filter(|body| body.required)
        .map(|body| body_call(body, scope));
    let call = quote!(self.call(&OPERATION, &[#(#values),*]) #body);
    let (output, result) = match &method.builder {
        Some(builder) => {
            let builder = ident(builder);
            (quote!(#builder), quote!(#builder(#call)))
        }
        None => (call_type(method, lookup, file, scope), call),
    };
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(&self, #(#arguments),*) -> #output {
            const OPERATION: #operation = #operation {
                #(#members,)*
                ..#operation::JSON
            };
            #result
        }
    }
}

/// The arguments of a method: its required parameters and body.
pub(super) fn arguments(method: &Method, scope: &mut Scope) -> Vec<TokenStream> {
    let parameters = method
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let mut arguments: Vec<TokenStream> = parameters
        .map(|parameter| argument(parameter, scope))
        .collect();
    arguments.extend(
        method
            .body
            .as_ref()
            .filter(|body| body.required)
            .map(|body| body_argument(body, scope)),
    );
    arguments
}

/// A parameter as an argument.
pub(super) fn argument(parameter: &Argument, scope: &mut Scope) -> TokenStream {
    let (name, ty) = (
        ident(&parameter.name),
        spell(&parameter.ty, Position::Written, scope),
    );
    quote!(#name: #ty)
}

/// The body as an argument: a model by value, so that it can be made in place; a text borrowed, because it is copied.
pub(super) fn body_argument(body: &Body, scope: &mut Scope) -> TokenStream {
    let position = if body.ty == RustType::String {
        Position::Written
    } else {
        Position::Kept
    };
    let (name, ty) = (ident(&body.name), spell(&body.ty, position, scope));
    quote!(#name: #ty)
}

/// `.body(&body)`, `.form(&body, &[])`, `.multipart(&body, &[])`, `.text(body)`, `.bytes(body.into())`
pub(super) fn body_call(body: &Body, scope: &mut Scope) -> TokenStream {
    let name = ident(&body.name);
    match body.format {
        Format::Empty => TokenStream::new(),
        Format::Json => quote!(.body(&#name)),
        Format::Form if body.members.is_empty() => quote!(.form(&#name, &[])),
        Format::Form => {
            let members = body.members.iter();
            let rows: Vec<TokenStream> = members
                .map(|member| parameter::form_row(member, scope))
                .collect();
            quote!(.form(&#name, const { &[#(#rows),*] }))
        }
        Format::Multipart if body.parts.is_empty() => quote!(.multipart(&#name, &[])),
        Format::Multipart => {
            let parts = body.parts.iter();
            let rows: Vec<TokenStream> = parts
                .map(|(wire, style)| parameter::part_row(wire, style, scope))
                .collect();
            quote!(.multipart(&#name, const { &[#(#rows),*] }))
        }
        Format::Text => quote!(.text(#name)),
        Format::Binary => {
            let value = kept(&body.ty, &name);
            quote!(.bytes(#value))
        }
    }
}

/// `Call<T, E>`
pub(super) fn call_type(
    method: &Method,
    lookup: &Lookup<'_>,
    file: Option<&str>,
    scope: &mut Scope,
) -> TokenStream {
    let call = scope.runtime("Call");
    let output = output_type(method, lookup, file, scope);
    let error = lookup.outcome(&method.error, file);
    quote!(#call<#output, #error>)
}

/// What a success holds.
pub(super) fn output_type(
    method: &Method,
    lookup: &Lookup<'_>,
    file: Option<&str>,
    scope: &mut Scope,
) -> TokenStream {
    match &method.answers {
        Some(answers) => lookup.outcome(answers, file),
        None => spell(&method.output, Position::Held, scope),
    }
}

/// The members of the operation that are not those of `Operation::JSON`.
fn members(method: &Method, lookup: &Lookup<'_>, scope: &mut Scope) -> Vec<TokenStream> {
    let Method {
        id,
        http_method,
        path,
        accept,
        base_url,
        ..
    } = method;
    let verb = ident(http_method);
    let methods = scope.runtime("Method");
    let mut members = vec![
        quote!(id: #id),
        quote!(method: #methods::#verb),
        quote!(path: #path),
    ];
    if !method.parameters.is_empty() {
        let parameters: Vec<TokenStream> = method
            .parameters
            .iter()
            .map(|argument| parameter::row(argument, scope))
            .collect();
        members.push(quote!(parameters: &[#(#parameters),*]));
    }
    if accept != "application/json" {
        members.push(quote!(accept: #accept));
    }
    if let Some(body) = &method.body {
        let media_type = option(Some(&body.media_type));
        members.push(quote!(content_type: #media_type));
    }
    // Several answers say themselves how each is read.
    if method.answers.is_none() && method.format != Format::Json {
        let formats = scope.runtime("Format");
        let format = ident(format_name(method.format));
        members.push(quote!(format: #formats::#format));
    }
    if !method.redirects.is_empty() {
        let statuses = method
            .redirects
            .iter()
            .map(|status| Literal::u16_unsuffixed(*status));
        members.push(quote!(redirects: &[#(#statuses),*]));
    }
    if method.security != lookup.krate.service.security {
        let security = security(&method.security);
        members.push(quote!(security: Some(#security)));
    }
    if let Some(url) = base_url {
        members.push(quote!(base_url: Some(#url)));
    }
    members
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Empty => "Empty",
        Format::Json | Format::Form | Format::Multipart => "Json",
        Format::Text => "Text",
        Format::Binary => "Binary",
    }
}
