//! Which schemas come back to themselves.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::schemas::{REFERENCE, Schemas};

/// Members of a schema that hold values, not schemas.
const VALUES: &[&str] = &[
    "example",
    "examples",
    "enum",
    "const",
    "default",
    "discriminator",
];

/// Who refers to whom.
#[derive(Debug, Default)]
pub struct Cycles {
    users: BTreeMap<String, BTreeSet<String>>,
}

impl Cycles {
    /// Looks through all schemas.
    pub fn of(schemas: &Schemas) -> Self {
        let mut cycles = Self::default();
        for (user, schema) in schemas.all() {
            for name in references(schema) {
                let users = cycles.users.entry(name.to_owned()).or_default();
                users.insert(user.clone());
            }
        }
        cycles
    }

    /// The schemas from which this one can be reached, if it is one of them itself; else none.
    pub fn through(&self, name: &str) -> BTreeSet<String> {
        let mut reaching = BTreeSet::new();
        let mut open = vec![name];
        while let Some(name) = open.pop() {
            for user in self.users.get(name).into_iter().flatten() {
                if reaching.insert(user.clone()) {
                    open.push(user);
                }
            }
        }
        if reaching.contains(name) {
            reaching
        } else {
            BTreeSet::new()
        }
    }
}

/// Whether a schema refers to one of these, itself or inside.
pub fn mentions(schema: &Value, names: &BTreeSet<String>) -> bool {
    references(schema).iter().any(|name| names.contains(*name))
}

fn references(schema: &Value) -> Vec<&str> {
    let (mut found, mut open) = (Vec::new(), vec![schema]);
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    match value.as_str() {
                        Some(name) if key == REFERENCE => found.push(name),
                        Some(_) => {}
                        None if VALUES.contains(&key.as_str()) => {}
                        None => open.push(value),
                    }
                }
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}
