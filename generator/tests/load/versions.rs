//! The skeletons of 2.0 and 3.2 in the types of 3.0.

use openapiv3::{Parameter, ParameterSchemaOrContent, QueryStyle, ReferenceOr, SecurityScheme};

use crate::{json, loaded, read};

#[test]
fn what_openapiv3_can_not_say_does_not_stop_it() {
    let document = loaded(
        "openapi: 3.2.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    query: {responses: {'204': {}}}\n    additionalOperations:\n      COPY: {parameters: [{name: q, in: querystring, content: {text/plain: {}}}], responses: {'204': {}}}\nwebhooks: {w: {post: {responses: {'204': {}}}}}\ncomponents:\n  securitySchemes: {m: {type: mutualTLS}, b: {type: http, scheme: bearer}}\n",
    );
    let methods: Vec<_> = document
        .operations()
        .iter()
        .map(|entry| entry.method.as_str())
        .collect();
    assert_eq!(methods, ["QUERY", "COPY"]);
    let operation = document.operation(&document.operations()[1].at).unwrap();
    let parameter = document.parameter(&operation.parameters[0]).unwrap().value;
    assert_eq!(
        parameter.parameter_data_ref().extensions["x-specsmith-in"],
        "querystring"
    );
    assert_eq!(document.webhooks().len(), 1);
    let schemes = document.security_schemes();
    assert!(schemes[0].2.as_ref().unwrap().value.is_none());
    assert!(matches!(
        schemes[1].2.as_ref().unwrap().value,
        Some(SecurityScheme::HTTP { .. })
    ));
}

#[test]
fn a_base_path_never_becomes_part_of_the_host() {
    for base in ["v1", "/v1"] {
        let text = format!(
            "swagger: '2.0'\ninfo: {{title: T, version: '1'}}\nhost: a.example\nbasePath: {base}\npaths: {{}}\n"
        );
        let (document, _) = read(&[("spec.yaml", &text)]);
        let document = document.unwrap();
        assert_eq!(document.head().servers[0].url, "https://a.example/v1");
    }
}

const SWAGGER: &str = "
swagger: '2.0'
info: {title: T, version: '1'}
host: api.example.com
basePath: /v1/
schemes: [http, https]
consumes: [application/json]
produces: [application/json, application/xml]
securityDefinitions:
  basic: {type: basic}
  oauth: {type: oauth2, flow: accessCode, authorizationUrl: 'https://a', tokenUrl: 'https://t', scopes: {read: R}}
parameters:
  Body: {name: body, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}
  Limit: {name: limit, in: query, type: integer, format: int32}
definitions:
  Pet: {type: object, discriminator: kind, required: [kind], properties: {kind: {type: string, x-nullable: true}}}
paths:
  /pets:
    get:
      produces: []
      parameters:
        - {$ref: '#/parameters/Limit'}
        - {name: tags, in: query, type: array, items: {type: string}}
        - {name: ids, in: query, type: array, collectionFormat: pipes, items: {type: string}}
      responses:
        200: {description: Ok, schema: {type: array, items: {$ref: '#/definitions/Pet'}}, examples: {application/json: [1]}}
        404: {description: None, headers: {X-Why: {type: string}}}
    post:
      parameters: [{$ref: '#/parameters/Body'}]
      responses: {default: {description: Any}}
    put:
      consumes: [multipart/form-data]
      parameters:
        - {name: photo, in: formData, type: file, required: true}
        - {name: labels, in: formData, type: array, items: {type: string}, collectionFormat: multi}
      responses: {200: {description: Photo, schema: {type: file}}}
      security: [{basic: []}]
";

#[test]
fn swagger_2_has_the_skeleton_of_3() {
    let document = loaded(SWAGGER);
    let urls: Vec<_> = document
        .head()
        .servers
        .iter()
        .map(|server| server.url.as_str())
        .collect();
    assert_eq!(
        urls,
        ["https://api.example.com/v1", "http://api.example.com/v1"]
    );
    let get = document.operation(&document.operations()[0].at).unwrap();
    let parameters: Vec<_> = get
        .parameters
        .iter()
        .map(|parameter| document.parameter(parameter).unwrap().value)
        .collect();
    let Parameter::Query {
        style,
        parameter_data,
        ..
    } = &parameters[1]
    else {
        panic!("not in the query")
    };
    assert_eq!(
        (style, parameter_data.explode),
        (&QueryStyle::Form, Some(false))
    );
    let Parameter::Query { style, .. } = &parameters[2] else {
        panic!("not in the query")
    };
    assert_eq!(style, &QueryStyle::PipeDelimited);
    let ParameterSchemaOrContent::Schema(ReferenceOr::Reference { reference }) =
        &parameters[0].parameter_data_ref().format
    else {
        panic!("no schema")
    };
    assert_eq!(
        json(&document.schema(reference).unwrap()),
        r#"{"type":"integer","format":"int32"}"#
    );
    let ok = document
        .response(&get.responses.responses[0])
        .unwrap()
        .value;
    let types: Vec<_> = ok.content.keys().map(String::as_str).collect();
    assert_eq!(types, ["application/json", "application/xml"]);
    assert_eq!(
        ok.content["application/json"].example,
        Some(serde_json::json!([1]))
    );
    assert_eq!(
        json(&document.component_schemas()[0].1),
        r#"{"type":"object","discriminator":{"propertyName":"kind"},"required":["kind"],"properties":{"kind":{"type":["string","null"]}}}"#
    );
    let schemes = document.security_schemes();
    assert!(
        matches!(&schemes[0].2.as_ref().unwrap().value, Some(SecurityScheme::HTTP { scheme, .. }) if scheme == "basic")
    );
    let Some(SecurityScheme::OAuth2 { flows, .. }) = &schemes[1].2.as_ref().unwrap().value else {
        panic!("no flows")
    };
    assert_eq!(
        flows.authorization_code.as_ref().unwrap().token_url,
        "https://t"
    );
}

#[test]
fn swagger_2_bodies_are_request_bodies() {
    let document = loaded(SWAGGER);
    let post = document.operation(&document.operations()[1].at).unwrap();
    assert!(post.parameters.is_empty());
    let body = document
        .request_body(&post.request_body.unwrap())
        .unwrap()
        .value;
    assert!(body.required && body.content.contains_key("application/json"));
    let put = document.operation(&document.operations()[2].at).unwrap();
    let body = document
        .request_body(&put.request_body.unwrap())
        .unwrap()
        .value;
    let form = &body.content["multipart/form-data"];
    let Some(ReferenceOr::Reference { reference }) = &form.schema else {
        panic!("no schema")
    };
    let schema = document.schema(reference).unwrap();
    assert_eq!(
        json(&schema),
        r#"{"type":"object","properties":{"photo":{"type":"string","format":"binary"},"labels":{"type":"array","items":{"type":"string"}}},"required":["photo"]}"#
    );
    assert!(form.encoding["labels"].explode);
    let photo = schema.at.key("properties").key("photo");
    assert_eq!(
        document.original(&photo).pointer(),
        "/paths/~1pets/put/parameters/0"
    );
    let line = SWAGGER
        .lines()
        .position(|line| line.contains("name: photo"))
        .unwrap()
        + 1;
    assert_eq!(document.line(&photo), Some((line, 12)));
}

#[test]
fn what_only_explains_is_a_warning() {
    let (document, report) = read(&[(
        "spec.yaml",
        "openapi: 3.0.0\ninfo: {title: T, version: 1.0, contact: me}\ntags: [{description: nameless}, named]\npaths:\n  pets:\n    get:\n      parameters: [{name: q, in: query, examples: [a], schema: {discriminator: kind}}]\n      responses: {'2xx': {content: {text/plain: {examples: {a: text}}}, links: 1}}\n",
    )]);
    let document = document.unwrap();
    let codes: Vec<_> = report
        .diagnostics
        .iter()
        .map(|found| found.problem.code())
        .collect();
    assert_eq!(
        codes,
        [
            "wrong-type",
            "wrong-type",
            "wrong-type",
            "wrong-type",
            "missing-member"
        ]
    );
    let entry = &document.operations()[0];
    assert_eq!(entry.path, "/pets");
    let operation = document.operation(&entry.at).unwrap();
    assert!(document.parameter(&operation.parameters[0]).is_ok());
    assert!(document.response(&operation.responses.responses[0]).is_ok());
    assert_eq!(document.head().tags.len(), 1);
}

/// One body of a thousand members, in a thousand operations of two media types each.
#[test]
fn swagger_2_bodies_are_not_copied_without_end() {
    let members: Vec<String> = (0..1_000)
        .map(|index| format!("p{index}: {{type: string}}"))
        .collect();
    let mut text = format!(
        "swagger: '2.0'\ninfo: {{title: T, version: '1'}}\nconsumes: [a/a, b/b]\nparameters: {{b: {{name: b, in: body, schema: {{properties: {{{}}}}}}}}}\npaths:\n",
        members.join(", ")
    );
    for index in 0..1_000 {
        text += &format!(
            "  /{index}: {{get: {{parameters: [{{$ref: '#/parameters/b'}}], responses: {{}}}}}}\n"
        );
    }
    let (document, report) = read(&[("spec.yaml", &text)]);
    assert!(document.is_none());
    let code = report.diagnostics[0].problem.code();
    assert_eq!(code, "too-many-copies", "{report}");
}
