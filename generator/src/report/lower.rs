//! Problems of understanding a document.

problems! {
    /// What can be wrong with, or is not covered of, the things that a document describes.
    pub enum LowerProblem {
        /// Two operations have the same `operationId`.
        DuplicateOperationId {
            /// The id.
            id: String,
            /// Method and path of the second one.
            operation: String,
        } = "duplicate-operation-id":
            "the operationId `{id}` is used again by `{operation}`, which is named after its method and path instead",
            hint "give each operation an id of its own";
        /// A path template names a parameter that is not declared.
        UndeclaredPathParameter {
            /// Its name.
            name: String,
            /// The template.
            path: String,
            /// Where it stands in it.
            place: String,
        } = "undeclared-path-parameter":
            "the path `{path}` has the parameter `{name}`, which is not declared; it is taken as a string",
            hint "declare `{name}` with `in: {place}` in the operation or in its path item";
        /// A path that has what no path should have.
        OddPath {
            /// The template, or those of one kind, and the verb.
            paths: String,
            /// What they have.
            what: String,
        } = "odd-path":
            "the {paths} {what}",
            hint "a path begins with `/`, has each of its parameters as `{{name}}`, and no fragment; what comes behind a `?` is written as parameters with `in: query`";
        /// A path whose expressions no values can be put in for.
        AmbiguousPath {
            /// The operation.
            operation: String,
            /// The template.
            path: String,
            /// What it has.
            what: String,
        } = "ambiguous-path":
            "`{operation}` is left out: its path `{path}` has {what}",
            hint "give each parameter a name of its own, and declare it by that";
        /// A path of an extension that the document has already.
        PathTwice {
            /// The path.
            path: String,
        } = "path-twice":
            "the path `{path}` stands in `paths` as well, where its item holds; this one is left out",
            hint "put the operations of both into one item, or let the paths differ";
        /// A declared path parameter is not in the template.
        UnusedPathParameter {
            /// Its name.
            name: String,
            /// The template.
            path: String,
        } = "unused-path-parameter":
            "the path parameter `{name}` is not in the path `{path}` and is left out",
            hint "remove it, or write `{{{name}}}` into the path";
        /// A path parameter is declared as optional.
        OptionalPathParameter {
            /// Its name.
            name: String,
        } = "optional-path-parameter":
            "the path parameter `{name}` is not `required: true`; it is taken as required",
            hint "a path parameter is always required: add `required: true`";
        /// A parameter that travels at a place which is not supported.
        UnsupportedPlace {
            /// Its name.
            name: String,
            /// The place.
            place: String,
        } = "unsupported-place":
            "the parameter `{name}` travels `in: {place}`, which is not supported; it is left out",
            hint "a query is written as single parameters with `in: query`";
        /// A parameter of OpenAPI 2.0 that travels in the body, which another one is.
        SecondBody {
            /// Its name.
            name: String,
            /// The place.
            place: String,
        } = "second-body":
            "the parameter `{name}` travels `in: {place}`, and another parameter is the whole body; it is left out",
            hint "an operation has one parameter with `in: body`, or those with `in: formData`";
        /// A parameter with a style that its place does not have.
        UnsupportedStyle {
            /// Its name.
            name: String,
            /// The style.
            style: String,
        } = "unsupported-style":
            "the parameter `{name}` can't be written in the style `{style}`; the default style of its place is used",
            hint "see the table of styles in the specification, 4.8.12.3";
        /// A list of parameters has two of the same name and place.
        RepeatedParameter {
            /// Its name.
            name: String,
        } = "repeated-parameter":
            "the parameter `{name}` stands twice in this list; the second one holds",
            hint "remove one of the two";
        /// A parameter or header has more than one media type.
        SeveralContents {
            /// The name of the parameter.
            name: String,
        } = "several-contents":
            "`{name}` has not exactly one media type in `content`; the first one holds, or a string when there is none",
            hint "leave exactly one media type";
        /// An operation or a path that refers to what is not there.
        LeftOut {
            /// Which one.
            what: String,
        } = "left-out":
            "`{what}` is left out: a part that it refers to is not there",
            hint "correct the reference, or add what it names";
        /// Everything refers to what is not there.
        NothingLeft {} = "nothing-left":
            "no operation is left: each is left out",
            hint "the warnings say which references lead nowhere: correct them, or put the files that they name beside the document";
        /// A key of `responses` is not a status.
        UnknownStatus {
            /// The key.
            status: String,
        } = "unknown-status":
            "`{status}` is not a status; the response is left out",
            hint "expected a status such as `404`, a range such as `4XX`, or `default`";
        /// A security requirement names a scheme that is not declared.
        UndeclaredScheme {
            /// The name.
            name: String,
        } = "undeclared-scheme":
            "the security scheme `{name}` is not declared; the alternative that asks for it is left out",
            hint "declare it under `components/securitySchemes` (`securityDefinitions` in OpenAPI 2.0)";
        /// Two schemes of one alternative travel in the same header.
        SameHeader {
            /// The first.
            one: String,
            /// The second.
            other: String,
        } = "same-header":
            "`{one}` and `{other}` travel in the same header, which has room for one of them: either is taken to suffice",
            hint "write them as two alternatives";
        /// The URL of a server has a variable that is not declared.
        UndeclaredServerVariable {
            /// The name.
            name: String,
        } = "undeclared-server-variable":
            "the server URL has the variable `{name}`, which has no default; the server is left out",
            hint "declare it under `variables` with a `default`";
        /// `type` names something that JSON Schema does not know.
        UnknownType {
            /// What stands there.
            name: String,
        } = "unknown-type":
            "`{name}` is not a type; it is ignored",
            hint "expected `null`, `boolean`, `integer`, `number`, `string`, `array` or `object`";
        /// Something other than an object or a boolean where a schema is expected.
        NotASchema {
            /// What was found.
            found: String,
        } = "not-a-schema":
            "a schema is expected here, found {found}; it is taken as any value",
            hint "write an object with keywords, or `true`";
        /// A chain of references that never reaches a schema.
        CircularSchema {} = "circular-schema":
            "this reference leads back to itself without ever reaching a schema",
            hint "let one schema of the circle say what it is";
        /// Two parts of an `allOf` contradict each other.
        Contradiction {
            /// What they contradict each other about.
            what: String,
        } = "contradiction":
            "the parts of this schema contradict each other: {what}",
            hint "no value can satisfy all parts: correct one of them";
        /// More unions meet in one schema than are taken apart.
        SecondUnion {} = "second-union":
            "this schema combines several unions; the first is expressed, this one is documented only",
            hint "write the combinations out as one `oneOf`";
        /// A value of a discriminator leads nowhere.
        UnknownArm {
            /// The value.
            tag: String,
            /// Where it leads.
            target: String,
        } = "unknown-arm":
            "the discriminator's value `{tag}` leads to `{target}`, which is not among the alternatives; it is left out",
            hint "add the schema to `oneOf`, or correct the mapping";
        /// A discriminator whose alternative for all other values is none.
        DefaultArm {} = "default-arm":
            "`defaultMapping` leads to none of the alternatives: a value with an unknown tag, or none, is kept as it comes",
            hint "add the schema to `oneOf`, or correct `defaultMapping`";
        /// A discriminator that does not tell which alternative a value is.
        DiscriminatorNotUsable {
            /// The member that it names.
            member: String,
        } = "discriminator-not-usable":
            "the discriminator `{member}` does not tell the alternatives apart; it is documented only, and their shapes tell them apart",
            hint "let every alternative be an object with values of `{member}` of its own, or name each in the `mapping`";
        /// A discriminator that no alternative declares.
        UndeclaredDiscriminator {
            /// The member that it names.
            member: String,
        } = "undeclared-discriminator":
            "no alternative has the member `{member}` that the discriminator names; they are told apart by it nevertheless",
            hint "declare `{member}` in each alternative, or correct `propertyName`";
        /// A discriminator that does not tell which of the schemas that inherit from it a value is.
        HeirsNotTold {
            /// The member that it names.
            member: String,
        } = "heirs-not-told":
            "the discriminator `{member}` does not tell the schemas that inherit from this one apart; it is documented only, and this is none of them",
            hint "name each heir in the `mapping`, or let it be an object with values of `{member}` of its own";
        /// An `enum` none of whose values is of the schema's type.
        UselessEnum {} = "useless-enum":
            "no value of this `enum` is of the schema's type; the `enum` is documented only",
            hint "for an array of values, move `enum` into `items`";
        /// An `enum` of an array lists values of its items.
        EnumOfItems {} = "enum-of-items":
            "this `enum` of an array has no array, and is taken for that of the items",
            hint "move `enum` into `items`";
        /// An `enum` of a number lists texts.
        EnumOfTexts {} = "enum-of-texts":
            "the values of this `enum` are texts, and are taken for what is sent; the schema's type is no text",
            hint "say `type: string`, or list the numbers that are sent";
        /// An `enum` of a text lists numbers.
        EnumOfNumbers {} = "enum-of-numbers":
            "the values of this `enum` are numbers or truth values, and are taken for texts; the schema's type is `string`",
            hint "quote the values, or say what `type` they are of";
        /// A `default` is not of the schema's type.
        MisfitDefault {
            /// The value, as JSON.
            value: String,
        } = "misfit-default":
            "this `default` is not of the schema's type, and is documented as it stands: {value}",
            hint "correct the value, or the `type`; a text that looks like a number is quoted";
        /// The names of the values of an `enum` are not one for each.
        ValueNames {
            /// What is odd.
            what: String,
        } = "value-names":
            "the names beside this `enum` are not one for each value: {what}",
            hint "a value without a name of its own is called after itself, or numbered";
        /// Some values of an `enum` are not of the schema's type.
        MisfitValues {
            /// The values, as JSON.
            values: String,
        } = "misfit-values":
            "not of the schema's type, and left out of this `enum`: {values}",
            hint "correct the values, or the `type`";
        /// Combining schemas does not come to an end.
        TooManyCombinations {
            /// How many are allowed.
            limit: usize,
        } = "too-many-combinations":
            "more than {limit} schemas are combined by `allOf`, `oneOf` and references here, and maybe elsewhere",
            hint "say what the schema is with fewer of them";
        /// A schema that can't be without another one of itself.
        RequiresItself {
            /// The member.
            member: String,
        } = "requires-itself":
            "no value can have all that is required here: `{member}` leads back to the same schema without an end; it is taken as optional",
            hint "remove `{member}` from `required`, or let it be `null`";
        /// A media type that no header can hold.
        MediaTypeNotUsable {
            /// What stands there.
            name: String,
        } = "media-type-not-usable":
            "`{name}` can't be sent as a media type; nothing is written or read in it",
            hint "a media type is `type/subtype` in visible ASCII characters (RFC 9110, 8.3.1)";
        /// Keywords that neither the crate nor its documentation says.
        Unsupported {
            /// The keyword.
            keyword: String,
            /// How often it stands in the document.
            count: usize,
            /// The first places.
            places: String,
        } = "unsupported":
            "`{keyword}` is not supported and is left out (occurrences: {count}): {places}",
            hint "the rest of the crate is not affected; `--report` lists every place";
    }
}
