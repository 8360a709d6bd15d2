//! How deep the smallest value of a schema is: what keeps the instance builder out of endless recursion.

use std::collections::BTreeMap;

use serde_json::Value;

use super::facts::list;
use super::schemas::{REFERENCE, Schemas};

/// Deeper than any value that is ever built: nothing finite satisfies the schema, as far as is known.
pub const ENDLESS: usize = 1 << 20;

/// The heights of all schemas that have a name.
#[derive(Debug, Default)]
pub struct Heights {
    by_name: BTreeMap<String, usize>,
}

impl Heights {
    /// Lowers the heights, from endless on, until none changes any more.
    pub fn of(schemas: &Schemas) -> Self {
        let mut heights = Self::default();
        loop {
            let mut changed = false;
            for (name, schema) in schemas.all() {
                let height = heights.height(schema);
                changed |= heights.named(&name) > height;
                heights.by_name.insert(name, height);
            }
            if !changed {
                return heights;
            }
        }
    }

    /// How deep the smallest value of the schema with this name is.
    pub fn named(&self, name: &str) -> usize {
        self.by_name.get(name).copied().unwrap_or(ENDLESS)
    }

    /// How deep the smallest value of this schema is.
    pub fn height(&self, schema: &Value) -> usize {
        if *schema == Value::Bool(false) {
            return ENDLESS;
        }
        let all = |keyword: &str| list(schema, keyword).iter().map(|part| self.height(part));
        let mut height = all("allOf").max().unwrap_or(0);
        height = height.max(all("anyOf").min().unwrap_or(0));
        if let Some(name) = schema.get(REFERENCE).and_then(Value::as_str) {
            height = height.max(self.named(name));
        }
        if !is_nullable(schema) && schema.get("enum").is_none() {
            height = height.max(self.members(schema)).max(self.items(schema));
        }
        height.min(ENDLESS)
    }

    fn members(&self, schema: &Value) -> usize {
        let required = list(schema, "required").iter().filter_map(Value::as_str);
        let properties = schema.get("properties");
        let heights = required
            .filter_map(|name| properties?.get(name))
            .map(|member| self.height(member) + 1);
        heights.max().unwrap_or(0)
    }

    fn items(&self, schema: &Value) -> usize {
        let some = schema.get("minItems").and_then(Value::as_u64) > Some(0);
        match schema.get("items").filter(|_| some) {
            Some(items) => self.height(items) + 1,
            None => 0,
        }
    }
}

fn is_nullable(schema: &Value) -> bool {
    let types = schema.get("type").and_then(Value::as_array);
    types.is_some_and(|types| types.iter().any(|name| name == "null"))
}
