//! The paths that a source file names.

use std::path::Path;

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};

use crate::{shown, text};

/// All paths in a file, those of its own crate as `crate::…`.
pub(crate) fn paths_in(file: &Path, module: &str) -> Vec<String> {
    let syntax =
        syn::parse_file(&text(file)).unwrap_or_else(|error| panic!("{}: {error}", shown(file)));
    let module = module
        .split("::")
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    let mut paths = Paths {
        module,
        found: Vec::new(),
    };
    paths.visit_file(&syntax);
    paths.found
}

/// Collects the paths of a file.
struct Paths {
    module: Vec<String>,
    found: Vec<String>,
}

impl Paths {
    fn add(&mut self, segments: &[String]) {
        let mut base = self.module.clone();
        let mut rest = segments;
        let mut own = false;
        while let [first, tail @ ..] = rest {
            match first.as_str() {
                "crate" => base.clear(),
                "super" => drop(base.pop()),
                "self" => {}
                _ => break,
            }
            own = true;
            rest = tail;
        }
        let whole = if own {
            [&["crate".to_owned()], base.as_slice(), rest].concat()
        } else {
            rest.to_vec()
        };
        self.found.push(whole.join("::"));
    }

    fn add_uses(&mut self, prefix: &mut Vec<String>, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => {
                prefix.push(path.ident.to_string());
                self.add_uses(prefix, &path.tree);
                prefix.pop();
            }
            syn::UseTree::Group(group) => group
                .items
                .iter()
                .for_each(|tree| self.add_uses(prefix, tree)),
            syn::UseTree::Name(syn::UseName { ident, .. })
            | syn::UseTree::Rename(syn::UseRename { ident, .. }) => {
                prefix.push(ident.to_string());
                self.add(prefix);
                prefix.pop();
            }
            _ => self.add(prefix),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_uses(&mut Vec::new(), &item.tree);
    }

    /// What a macro is given, where that is expressions; what `quote` is given is code of another crate.
    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        visit::visit_macro(self, item);
        let parser = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        if !item.path.is_ident("quote")
            && let Ok(arguments) = item.parse_body_with(parser)
        {
            let mut inner = Paths {
                module: std::mem::take(&mut self.module),
                found: Vec::new(),
            };
            arguments.iter().for_each(|each| inner.visit_expr(each));
            self.module = inner.module;
            self.found.extend(inner.found);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        self.add(&segments);
        visit::visit_path(self, path);
    }
}
